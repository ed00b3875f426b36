/** Chance has no memory: each process draws from streams of its own, whether or not another one runs. */
import { describe, expect, it, vi } from "vitest";
import { SCHEDULE } from "../../sim/model/schedule.ts";
import { createSimulation } from "../../sim/model/simulation.ts";
import { STREAM } from "../../sim/model/streams.ts";
import { inputOf } from "./cities.ts";

/** Keys derived by the process that runs. */
const derived: { stream: number; of: number }[] = [];

vi.mock("../../sim/core/random.ts", async (load) => {
  const real = await load<typeof import("../../sim/core/random.ts")>();
  const deriveKey: typeof real.deriveKey = (key, stream, of) => {
    derived.push({ stream, of });
    return real.deriveKey(key, stream, of);
  };
  return { ...real, deriveKey };
});

/** Streams of the month by process, over two months, one process left out; lasting keys are of no month. */
function streamsWithout(off: string): Map<string, number[]> {
  const sim = createSimulation(inputOf({ households: 2000, startMonth: 60 }));
  const used = new Map<string, Set<number>>();
  for (let month = 0; month < 2; month++) {
    sim.month++;
    for (const { name, run } of SCHEDULE) {
      if (name === off) continue;
      derived.length = 0;
      run(sim);
      const found = used.get(name) ?? new Set();
      for (const { stream, of } of derived) if (of === sim.month) found.add(stream);
      used.set(name, found);
    }
    sim.elapsed++;
  }
  return new Map([...used].map(([name, streams]) => [name, [...streams].sort((a, b) => a - b)]));
}

describe("streams", () => {
  const all = streamsWithout("none of them");

  it("of a month belong to one process each", () => {
    const owners = new Map<number, string[]>();
    for (const [name, streams] of all) {
      for (const stream of streams) owners.set(stream, [...(owners.get(stream) ?? []), name]);
    }
    expect([...owners].filter(([, names]) => names.length > 1)).toEqual([]);
    expect(owners.size).toBeGreaterThan(20);
  });

  it("have numbers of their own", () => {
    const numbers = Object.values(STREAM);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  // Levers come from shocks; without listings the dwellings of last month would be let twice.
  const optional = SCHEDULE.map(({ name }) => name).filter(
    (name) => name !== "shocks" && name !== "listings",
  );
  it.each(optional)("are the same for all others without %s", (off) => {
    const without = streamsWithout(off);
    expect([...without.keys()]).toEqual([...all.keys()].filter((name) => name !== off));
    for (const [name, streams] of without) expect(streams, name).toEqual(all.get(name));
  });
});
