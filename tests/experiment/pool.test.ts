/** The pool of threads: what one thread does here; separate threads are tested as a user starts them. */
import { expect, test } from "vitest";
import { fileBeside, type Job, runTasks } from "../../sim/experiment/pool.ts";

const job = (work: Job<number, number, number>["work"]): Job<number, number, number> => ({
  program: fileBeside(import.meta.url, "none"),
  work,
  nameOf: (task) => `task ${task}`,
});

test("a thread's program lies beside its module, with the same ending", () => {
  expect(fileBeside("file:///a/b/threads.ts", "other").pathname).toBe("/a/b/other.ts");
  expect(fileBeside("file:///a/b/threads.js", "other").pathname).toBe("/a/b/other.js");
});

test("every task is done once with the data, and work is told of", async () => {
  const results: number[] = [];
  let told = 0;
  const work: Job<number, number, number>["work"] = async (data, task, { onProgress }) => {
    onProgress(task);
    return data * task;
  };
  await runTasks(job(work), 10, [1, 2, 3], {
    threads: 1,
    signal: new AbortController().signal,
    onResult: (position, result) => {
      results[position] = result;
    },
    onProgress: (amount) => {
      told += amount;
    },
  });
  expect(results).toEqual([10, 20, 30]);
  expect(told).toBe(6);
});

test("a signal stops between tasks, with its reason", async () => {
  const controller = new AbortController();
  const done: number[] = [];
  const work: Job<number, number, number>["work"] = async (_, task) => {
    done.push(task);
    controller.abort(new Error("enough"));
    return task;
  };
  const options = { threads: 1, signal: controller.signal, onResult: () => undefined };
  await expect(runTasks(job(work), 0, [1, 2], options)).rejects.toThrow("enough");
  expect(done).toEqual([1]);
});
