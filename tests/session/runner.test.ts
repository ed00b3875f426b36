import { expect, test } from "vitest";
import { InvariantError } from "../../sim/core/assert.ts";
import type { EngineCommand, EngineEvent } from "../../sim/session/engine.ts";
import { ENGINE_LEAD } from "../../sim/session/engine.ts";
import { decodeFrame, encodeFrame } from "../../sim/session/frames.ts";
import { Runner } from "../../sim/session/runner.ts";
import { SHAPE, sampleFrame } from "./fake-engine.ts";

/** A runner over runs that only count, with timers that the test fires. */
function stage(options: { failAt?: number; error?: Error; take?: boolean } = {}) {
  const timers = new Map<number, { due: number; callback: () => void }>();
  const events: EngineEvent[] = [];
  const built: string[] = [];
  const set: string[] = [];
  const ended: string[] = [];
  const clock = { now: 0 };
  let nextTimer = 0;
  const runner = new Runner({
    now: () => clock.now,
    schedule: (callback, delayMs) => {
      const id = nextTimer++;
      timers.set(id, { due: clock.now + delayMs, callback });
      return () => timers.delete(id);
    },
    report: (event) => {
      events.push(event);
      if (event.type !== "month" || options.take === false) return;
      taken.push({ type: "taken", epoch: event.epoch, month: 0 });
    },
    build: (choice, progress, engines) => {
      built.push(engines === 1 ? choice.seed : `${choice.seed} of ${engines}`);
      progress(0.5);
      let month = 11;
      return {
        get month() {
          return month;
        },
        step: () => {
          if (month === options.failAt) throw options.error ?? new Error("broken");
          month++;
        },
        setLever: (name, value) => set.push(`${name}=${value}@${month}`),
        capture: (epoch) => encodeFrame(sampleFrame(month, epoch)),
        levers: () => ({ month }),
        ask: ({ place }) => {
          if (place === 9) throw new Error("no such household");
          return { about: "nothing", code: "NOBODY" };
        },
        end: () => ended.push(choice.seed),
      };
    },
  });
  const taken: EngineCommand[] = [];
  const pass = (ms: number) => {
    const end = clock.now + ms;
    for (;;) {
      for (const command of taken.splice(0)) runner.handle(command);
      const next = [...timers].sort((a, b) => a[1].due - b[1].due)[0];
      if (next === undefined || next[1].due > end) break;
      timers.delete(next[0]);
      clock.now = Math.max(clock.now, next[1].due);
      next[1].callback();
    }
    clock.now = end;
  };
  const months = () =>
    events.flatMap((event) => {
      if (event.type !== "month") return [];
      const frame = decodeFrame(event.frame, SHAPE);
      return typeof frame === "string" ? [] : [frame.month];
    });
  return { runner, events, built, set, ended, pass, months };
}

const start = (epoch: number, seed = "a", levers = {}): EngineCommand => ({
  type: "start",
  epoch,
  choice: { scenario: "reference", seed, households: 100 },
  levers,
});
const pace = (playing: boolean, monthsPerSecond: number | "max", until = 1000): EngineCommand => ({
  type: "pace",
  playing,
  monthsPerSecond,
  until,
});

test("builds at once, reports progress and the first month, and steps at the asked pace", () => {
  const { runner, events, pass, months } = stage();
  runner.handle(start(3));
  runner.handle(pace(true, 10));
  pass(1000);
  expect(events.slice(0, 3).map(({ type }) => type)).toEqual(["building", "building", "month"]);
  expect(months().length).toBeGreaterThanOrEqual(11);
  expect(months().length).toBeLessThanOrEqual(12);
  runner.handle(pace(false, 10));
  const before = months().length;
  pass(1000);
  expect(months()).toHaveLength(before);
});

test("a run ends when another takes its place or it breaks, and knows how many run side by side", () => {
  const { runner, built, ended, pass } = stage({ failAt: 11 });
  runner.handle(start(1, "a"));
  pass(10);
  expect(ended).toEqual([]);
  runner.handle({ ...start(2, "b"), lead: 1 } as EngineCommand);
  expect(ended).toEqual(["a"]);
  runner.handle(pace(true, "max"));
  pass(10);
  expect(built).toEqual(["a", "b of 2"]);
  expect(ended).toEqual(["a", "b"]);
});

test("a faster pace acts at once, however slow the one before", () => {
  const { runner, pass, months } = stage();
  runner.handle(start(3));
  runner.handle(pace(true, 0.5));
  pass(100);
  const before = months().length;
  runner.handle(pace(true, 50));
  pass(100);
  expect(months().length).toBeGreaterThanOrEqual(before + 3);
});

test("stops at the month until which it may run", () => {
  const { runner, pass, months } = stage();
  runner.handle(start(3));
  runner.handle(pace(true, "max", 20));
  pass(1000);
  expect(months().at(-1)).toBe(20);
  runner.handle(pace(true, "max", 25));
  pass(1000);
  expect(months().at(-1)).toBe(25);
});

test("waits for a session that does not take its months", () => {
  const { runner, pass, months } = stage({ take: false });
  runner.handle(start(3));
  runner.handle(pace(true, "max"));
  pass(1000);
  expect(months()).toHaveLength(ENGINE_LEAD);
  runner.handle({ type: "taken", epoch: 2, month: 0 });
  pass(10);
  expect(months()).toHaveLength(ENGINE_LEAD);
  runner.handle({ type: "taken", epoch: 3, month: 0 });
  pass(10);
  expect(months()).toHaveLength(ENGINE_LEAD + 1);
});

test("many restarts at once build the last one only, with the levers moved meanwhile", () => {
  const { runner, built, set, pass } = stage();
  for (let epoch = 1; epoch <= 10; epoch++) runner.handle(start(epoch, `s${epoch}`, { kept: epoch }));
  runner.handle({ type: "lever", name: "early", value: 5 });
  pass(10);
  expect(built).toEqual(["s10"]);
  expect(set).toEqual(["kept=10@11", "early=5@11"]);
  runner.handle({ type: "lever", name: "late", value: 6 });
  expect(set.at(-1)).toBe("late=6@11");
});

test("a fault ends the run with its code, and the next start begins anew", () => {
  const { runner, events, pass, months } = stage({ failAt: 13, error: new InvariantError("vacant is -1") });
  runner.handle(start(3));
  runner.handle(pace(true, "max"));
  pass(100);
  expect(events.at(-1)).toEqual({
    type: "failed",
    epoch: 3,
    code: "ENGINE_INVARIANT",
    message: "vacant is -1",
  });
  runner.handle(pace(true, 1));
  runner.handle({ type: "lever", name: "any", value: 1 });
  pass(100);
  expect(months()).toEqual([11, 12, 13]);
  runner.handle(start(4));
  pass(100);
  expect(months().at(3)).toBe(11);
});

test("any other fault has a code too", () => {
  const { runner, events, pass } = stage({ failAt: 11, error: new Error("out of memory") });
  runner.handle(start(3));
  runner.handle(pace(true, "max"));
  pass(100);
  expect(events.at(-1)).toMatchObject({ type: "failed", code: "ENGINE_FAILED", message: "out of memory" });
});

test("a question is answered in its month, and one that fails ends no run", () => {
  const { runner, events, pass } = stage();
  const ask = (ticket: number, place: number) =>
    runner.handle({ type: "ask", epoch: 3, ticket, question: { about: "place", place } });
  runner.handle(start(3));
  ask(1, 0);
  pass(100);
  ask(2, 0);
  ask(3, 9);
  const answers = events.flatMap((event) => (event.type === "answer" ? [event] : []));
  expect(answers.map(({ ticket, answer }) => [ticket, answer])).toEqual([
    [1, { about: "nothing", code: "NOT_READY" }],
    [2, { about: "nothing", code: "NOBODY" }],
    [3, { about: "nothing", code: "NOT_EXPLAINED" }],
  ]);
  expect(answers[1]?.month).toBe(11);
  expect(events.some(({ type }) => type === "failed")).toBe(false);
});

test("a lever that acts from a later month is moved just before that month", () => {
  const { runner, set, pass } = stage();
  runner.handle(start(3));
  pass(0);
  runner.handle({ type: "lever", name: "any", value: 5, from: 14 });
  runner.handle({ type: "lever", name: "now", value: 1 });
  runner.handle(pace(true, "max"));
  pass(100);
  expect(set.filter((each) => /any|now/.test(each))).toEqual(["now=1@11", "any=5@13"]);
});
