/** The engine in its thread, with real simulations; the thread runs the compiled program. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { digestBytes } from "../../sim/core/digest.ts";
import { INDICATORS } from "../../sim/output/indicators.ts";
import type { EngineEvent, EnginePort } from "../../sim/session/engine.ts";
import { decodeFrame, type Frame } from "../../sim/session/frames.ts";
import { GROUPS } from "../../sim/session/protocol.ts";
import { until } from "./site-stage.ts";

const inBuild = (name: string) => fileURLToPath(new URL(`../../dist/sim/server/${name}.js`, import.meta.url));
const BUILT = inBuild("engine");
const PLACES = 573;

vi.setConfig({ testTimeout: 90_000 });

const open: EnginePort[] = [];
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});

/** An engine whose months are taken as they come. */
async function start() {
  if (!existsSync(BUILT)) throw new Error("the engine is not built; run: npm run build");
  const { startEngine }: typeof import("../../sim/server/engine.ts") = await import(BUILT);
  const engine = startEngine({
    scenarios: {
      reference: "reference",
      "telework-right": "telework-right",
      missing: "/nowhere/missing.yaml",
    },
    places: undefined,
  });
  open.push(engine);
  const events: EngineEvent[] = [];
  const frames: Frame[] = [];
  engine.listen((event) => {
    events.push(event);
    if (event.type !== "month") return;
    const frame = decodeFrame(event.frame, { indicators: INDICATORS.length, places: PLACES });
    if (typeof frame === "string") throw new Error(frame);
    frames.push(frame);
    engine.send({ type: "taken", epoch: event.epoch, month: frame.month });
  });
  const run = (epoch: number, scenario = "reference", levers = {}) =>
    engine.send({
      type: "start",
      epoch,
      choice: { scenario, seed: "a", households: 2000 },
      levers,
    });
  const play = (to: number) =>
    engine.send({ type: "pace", playing: true, monthsPerSecond: "max", until: to });
  return { engine, events, frames, run, play };
}

test("builds a population, steps it to the month asked for, and reports every month", async () => {
  const { events, frames, run, play } = await start();
  run(5);
  await until(() => frames.length === 1, "the start");
  const first = frames[0]?.month ?? 0;
  expect(events[0]).toMatchObject({ type: "building", epoch: 5 });
  play(first + 14);
  await until(() => frames.at(-1)?.month === first + 14, "month 14");
  expect(frames.map(({ month }) => month)).toEqual(Array.from({ length: 15 }, (_, i) => first + i));
  for (const frame of frames) {
    expect(frame.values).toHaveLength(INDICATORS.length * GROUPS);
    expect(Math.min(...frame.rent)).toBeGreaterThan(0);
    const persons = frame.population.reduce((sum, each) => sum + each, 0);
    expect(persons).toBeGreaterThan(60e6);
    expect(persons).toBeLessThan(90e6);
  }
  const last = frames.at(-1);
  expect(last?.flowFrom.length).toBeGreaterThan(0);
  expect(last?.flowHouseholds.every((size) => size > 0)).toBe(true);
});

test("the same run gives the same frames, byte for byte, and a lever gives others", async () => {
  const digests = async (levers: Record<string, number>) => {
    const { engine, events, frames, run, play } = await start();
    run(1, "reference", levers);
    play(10_000);
    await until(() => frames.length >= 6, "six months");
    await engine.close();
    return events
      .flatMap((event) => (event.type === "month" ? [digestBytes(new Uint8Array(event.frame))] : []))
      .slice(0, 6);
  };
  const plain = await digests({});
  expect(await digests({})).toEqual(plain);
  expect(await digests({ "telework.norm": 5, "telework.employers": 1 })).not.toEqual(plain);
});

test("a run that cannot be built is told with the user's code, and the next one is", async () => {
  const { events, frames, run } = await start();
  run(1, "missing");
  await until(() => events.some(({ type }) => type === "failed"), "the fault");
  expect(events.find(({ type }) => type === "failed")).toMatchObject({
    epoch: 1,
    code: expect.stringMatching(/^SCENARIO/),
  });
  run(2, "telework-right");
  await until(() => frames.length === 1, "the start");
  expect(frames[0]?.epoch).toBe(2);
});

test("a live run on several threads has the frames of one alone, and ends them", async () => {
  const { buildRun }: typeof import("../../sim/server/run.ts") = await import(inBuild("run"));
  const { openShelf }: typeof import("../../sim/server/catalogue.ts") = await import(inBuild("catalogue"));
  const shelf = openShelf({ scenarios: { reference: "reference" }, places: undefined });
  const choice = { scenario: "reference", seed: "a", households: 70_000 };
  const framesWith = (threads: number) => {
    const run = buildRun(shelf, choice, threads, () => {});
    run.step();
    const frame = digestBytes(new Uint8Array(run.capture(1)));
    run.end();
    return frame;
  };
  expect(framesWith(3)).toBe(framesWith(1));
});
