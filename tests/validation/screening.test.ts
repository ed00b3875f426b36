/** The screening: what is moved, how far, what counts as an influence; a world that breaks is told. */
import { expect, test } from "vitest";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import { sampleWorld } from "../../sim/experiment/sample-world.ts";
import { PARAMETERS, type ParameterName } from "../../sim/model/parameters.ts";
import { loadFacts } from "../../sim/validation/facts.ts";
import { SUBJECTS } from "../../sim/validation/page/sources.ts";
import {
  assumedParameters,
  basesOf,
  groupUnits,
  LUCK,
  screen,
  singleUnits,
  trialsOf,
} from "../../sim/validation/screening.ts";
import { makeSetting } from "../../sim/validation/worlds.ts";

const bases = basesOf("s", 3, [{}]);

test("moves every assumed parameter that has a range, by itself or with its subject", () => {
  const assumed = assumedParameters();
  for (const name of assumed) expect(PARAMETERS[name].source, name).toContain("assumed");
  expect(singleUnits().map(({ name }) => name)).toEqual(assumed);
  expect(
    groupUnits(SUBJECTS)
      .flatMap(({ parameters }) => parameters)
      .sort(),
  ).toEqual([...assumed].sort());
});

test("goes at least three tenths of a range from where it was, within the range, with luck unchanged", () => {
  const units = singleUnits();
  const trials = trialsOf(units, bases);
  expect(trials).toHaveLength(bases.length * (units.length + 2));
  for (const { member, unit, base } of trials) {
    const own = units[unit];
    if (own === undefined) continue;
    expect(member.seed).toBe(bases[base]?.seed);
    const [[name, value] = ["", Number.NaN], ...more] = Object.entries(member.parameters);
    expect([name, more]).toEqual([own.name, []]);
    const { low, high, value: usual } = PARAMETERS[name as ParameterName];
    expect(value, name).toBeGreaterThanOrEqual(low);
    expect(value, name).toBeLessThanOrEqual(high + 1e-12);
    const whole = [low, high, usual].every(Number.isInteger) ? 0.5 : 0;
    expect(Math.abs(value - usual) + whole, name).toBeGreaterThanOrEqual(0.29 * (high - low));
  }
  expect(trialsOf(units, bases)).toEqual(trials);
});

test("moves nothing but the luck in the last unit", () => {
  const trials = trialsOf(singleUnits().slice(0, 2), bases).filter(({ unit }) => unit === 2);
  expect(trials.map(({ member }) => member.parameters)).toEqual([{}, {}, {}]);
  expect(trials.map(({ member }) => member.seed)).toEqual(bases.map(({ seed }) => `${seed}-${LUCK}`));
});

test("finds what a fact depends on, and not what it does not; a world that breaks is told", async () => {
  const setting = makeSetting(400, ["F14"], sampleWorld(loadBuiltIn(), 20));
  const parts = loadFacts().filter(({ key }) => key === "F14.a");
  const units = [
    { name: "limits", parameters: ["limitCut"] as const },
    { name: "buildings", parameters: ["buildKg"] as const },
  ] as unknown as ReturnType<typeof singleUnits>;
  const options = { setting, threads: 1, signal: new AbortController().signal, onMonths: () => {} };
  const found = await screen(parts, units, bases, options);
  const of = (name: string) => found.influences.find(({ unit }) => unit === name);
  expect(found.repetitions).toBe(3);
  expect(of("buildings")).toMatchObject({ key: "F14.a", meanAbsolute: 0, flips: 0 });
  expect(of("limits")?.meanAbsolute).toBeGreaterThan(of(LUCK)?.meanAbsolute ?? Number.NaN);
  expect(found.failed).toEqual([]);
  const broken = [{ seed: "x", parameters: { searchCap: -1 } }];
  const told = await screen(parts, [], broken, options);
  expect(told.failed).toEqual([expect.stringMatching(/^base: ./), expect.stringMatching(/^base: ./)]);
  expect(told.influences[0]?.meanAbsolute).toBeNaN();
});
