/** The engine in a worker thread of its own, so that it never delays the stream. */
import { Worker } from "node:worker_threads";
import type { EngineCommand, EngineEvent, EnginePort } from "../session/engine.ts";
import type { WorldFiles } from "./catalogue.ts";

/** Starts a thread for the engine; a thread that died is replaced at the next start of a run. */
export function startEngine(files: WorldFiles): EnginePort {
  let listener: (event: EngineEvent) => void = () => {};
  let epoch = -1;
  let closing = false;
  let worker: Worker | undefined;

  const open = (): Worker => {
    const opened = new Worker(workerFile(), { workerData: files, name: "engine" });
    opened.on("message", (event: EngineEvent) => listener(event));
    const die = (message: string) => {
      if (worker !== opened) return;
      worker = undefined;
      if (!closing) listener({ type: "failed", epoch, code: "ENGINE_FAILED", message });
    };
    opened.on("error", (error) => die(error instanceof Error ? error.message : String(error)));
    opened.on("exit", (code) => die(`the engine's thread ended with ${code}`));
    return opened;
  };
  worker = open();

  return {
    send: (command: EngineCommand) => {
      if (command.type === "start") {
        epoch = command.epoch;
        worker ??= open();
      }
      worker?.postMessage(command);
    },
    listen: (heard) => {
      listener = heard;
    },
    close: async () => {
      closing = true;
      await worker?.terminate();
    },
  };
}

/** The thread's program lies beside this one, with the same ending. */
function workerFile(): URL {
  return new URL(import.meta.url.replace(/engine(\.[jt]s)$/, "engine-worker$1"));
}
