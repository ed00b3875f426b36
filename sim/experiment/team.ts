/**
 * Threads that simulate one month together (core/team.ts), and the kernels of each (sim/kernel). They see
 * the same memory; the result is the same for any number of them, with kernels or without.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { leadTeam, makeMeetingPoint } from "../core/team.ts";
import { forOtherThread, type NumberFields, numberFields } from "../model/shared-memory.ts";
import type { Simulation, Team } from "../model/state.ts";
import { loadKernels } from "./kernel-file.ts";
import { type KernelMemory, moveIntoReach, useKernels } from "./kernel-memory.ts";
import { PASSES } from "./passes.ts";

/** Who does the dense passes: TypeScript, or WebAssembly where there is a kernel. */
export const KERNELS = ["ts", "wasm"] as const;
export type KernelChoice = (typeof KERNELS)[number];

/** What a thread of a team is given at its start. */
export interface TeamData {
  readonly meeting: Int32Array;
  readonly port: MessagePort;
}

/** What a thread is sent when memory is new: the simulation, and where its single numbers are handed on. */
export interface TeamMemory {
  readonly sim: Simulation;
  readonly numbers: Float64Array;
  readonly kernels: KernelMemory | undefined;
  readonly thread: number;
}

/** A team that ends when it is told to, or with the program. */
export interface StartedTeam extends Team {
  readonly threads: number;
  end(): void;
}

/** Households from which a further thread saves more time than it takes. */
const LEAST_EACH = 10_000;

/**
 * The team for a run: as many threads as asked for, as far as they are worth it.
 * @param kernel wasm: kernels where they are built and the memory is within their reach
 */
export function teamFor(households: number, threads: number, kernel: KernelChoice): StartedTeam | null {
  const worth = Math.max(1, Math.min(threads, Math.floor(households / LEAST_EACH)));
  const module = kernel === "wasm" ? loadKernels() : undefined;
  return worth > 1 || module !== undefined ? startTeam(worth, module) : null;
}

/** A team whose threads start at once: they load their program while the first simulation is prepared. */
function startTeam(threads: number, module: WebAssembly.Module | undefined): StartedTeam {
  const meeting = makeMeetingPoint();
  const ports = Array.from({ length: threads - 1 }, (_, at) => startThread(meeting, at + 2));
  const said = () => ports.map((port) => String(receiveMessageOnPort(port)?.message ?? "")).join("");
  const leader = leadTeam<Simulation>(meeting, threads - 1, PASSES, said);
  let fields: NumberFields = [];
  let numbers: Float64Array = new Float64Array();
  return {
    threads,
    run(sim, pass, items, block) {
      for (let at = 0; at < fields.length; at++) {
        const [holder, name] = fields[at] as NumberFields[0];
        numbers[at] = holder[name] ?? 0;
      }
      leader.run(sim, pass, items, block);
    },
    renew(sim, blank) {
      const kernels = moveIntoReach(sim, threads, blank, module);
      fields = numberFields(sim);
      numbers = new Float64Array(new SharedArrayBuffer(8 * fields.length));
      sim.kernel = null;
      if (kernels !== undefined) useKernels(sim, kernels, 0);
      for (const [k, port] of ports.entries()) {
        port.postMessage({ sim: forOtherThread(sim), numbers, kernels, thread: k + 1 } satisfies TeamMemory);
      }
      leader.renew();
    },
    end() {
      leader.end();
      for (const port of ports) port.close();
    },
  };
}

function startThread(meeting: Int32Array, number: number): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const data: TeamData = { meeting, port: port2 };
  const worker = new Worker(threadFile(), {
    workerData: data,
    transferList: [port2],
    name: `month ${number}`,
  });
  worker.unref();
  port1.unref();
  return port1;
}

/** The thread's program lies beside this one, with the same ending. */
function threadFile(): URL {
  return new URL(import.meta.url.replace(/team(\.[jt]s)$/, "team-worker$1"));
}
