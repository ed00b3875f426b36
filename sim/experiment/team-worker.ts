/** Program of a thread that simulates months together with others. */
import { receiveMessageOnPort, workerData } from "node:worker_threads";
import { serveTeam } from "../core/team.ts";
import { type NumberFields, numberFields } from "../model/shared-memory.ts";
import type { Simulation } from "../model/state.ts";
import { useKernels } from "./kernel-memory.ts";
import { PASSES } from "./passes.ts";
import type { TeamData, TeamMemory } from "./team.ts";

const { meeting, port } = workerData as TeamData;
let fields: NumberFields = [];
let numbers: Float64Array = new Float64Array();

serveTeam<Simulation>(meeting, PASSES, renew, refresh, fail);
port.close();

function renew(): Simulation {
  const memory = receiveMessageOnPort(port)?.message as TeamMemory;
  const { sim, kernels, thread } = memory;
  fields = numberFields(sim);
  numbers = memory.numbers;
  if (kernels !== undefined) useKernels(sim, kernels, thread);
  return sim;
}

function refresh(): void {
  for (let at = 0; at < fields.length; at++) {
    const [holder, name] = fields[at] as NumberFields[0];
    holder[name] = numbers[at] ?? 0;
  }
}

function fail(error: unknown): void {
  port.postMessage(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
