/**
 * Members on a tiny world: the same whatever is asked for beside, precise or not, and from shared founders.
 */
import { expect, test } from "vitest";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import { sampleWorld } from "../../sim/experiment/sample-world.ts";
import { runKey } from "../../sim/experiment/seed.ts";
import { createSimulation, stateDigest } from "../../sim/model/simulation.ts";
import { loadFacts } from "../../sim/validation/facts.ts";
import { memberMonths, observe } from "../../sim/validation/member.ts";
import { membersOf, observeMembers } from "../../sim/validation/members.ts";
import { held, makeSetting, pass } from "../../sim/validation/worlds.ts";

const world = sampleWorld(loadBuiltIn(), 20);
const settingOf = (...facts: readonly string[]) => makeSetting(400, facts, world);
const still = () => {};

test("a world begun from another's founders is bit for bit as if founded by itself", async () => {
  const setting = settingOf();
  const member = { seed: "shared", parameters: {} };
  const unbuilt = { supplyCapital: 0, supplyMetropolis: 0, supplyOther: 0 };
  held(setting, member);
  const shared = await pass(held(setting, member, [["telework.norm", 3]], unbuilt), 4, still);
  const { input } = shared;
  const alone = createSimulation({ ...input, runKey: runKey("shared") });
  await pass(alone, 4, still);
  expect(stateDigest(shared)).toBe(stateDigest(alone));
});

test("a member passes the months it says; a fact does not depend on what is asked for beside", async () => {
  const member = { seed: "one", parameters: {} };
  const passed = async (...facts: readonly string[]) => {
    let months = 0;
    const setting = settingOf(...facts);
    const values = await observe(setting, member, (more) => {
      months += more;
    });
    expect(months, facts.join()).toBe(memberMonths(setting));
    return values;
  };
  const limits = await passed("F14");
  const more = await passed("F14", "F12", "F10");
  expect(limits["F14.a"]).toBeGreaterThan(0);
  expect(more["F14.a"]).toBe(limits["F14.a"]);
  expect(more["F14.b"]).toBe(limits["F14.b"]);
  expect(Object.keys(more)).toContain("F10.c");
  expect(Object.keys(limits)).not.toContain("F12.a");
});

test("all facts have values for all their parts", async () => {
  const facts = loadFacts();
  const setting = settingOf(...facts.map(({ fact }) => fact));
  let months = 0;
  const values = await observe(setting, { seed: "all", parameters: {} }, (more) => {
    months += more;
  });
  expect(months).toBe(memberMonths(setting));
  expect(facts.map(({ key }) => key).filter((key) => !(key in values))).toEqual([]);
});

test("members are added in waves until parts are precise, at most those there are", async () => {
  const parts = loadFacts().filter(({ fact }) => fact === "F14");
  const run = (least: number, most: number) =>
    observeMembers(parts, {
      ...{ setting: settingOf("F14"), members: membersOf("waves", most), least, threads: 1 },
      ...{ signal: new AbortController().signal, onMonths: still },
    });
  const few = await run(2, 40);
  expect(few.results.map(({ values }) => values.length)).toEqual([2, 2]);
  const narrow = parts.map((part) => ({
    ...part,
    low: part.low === null ? 0 : part.low,
    high: (part.low ?? 0) + 1e-9,
  }));
  const options = { setting: settingOf("F14"), members: membersOf("waves", 3), least: 2, threads: 1 };
  const all = await observeMembers(narrow, {
    ...options,
    ...{ signal: new AbortController().signal, onMonths: still },
  });
  expect(all.results.map(({ values }) => values.length)).toEqual([3, 3]);
  expect(all.results[0]?.values.slice(0, 2)).toEqual(few.results[0]?.values);
  expect([few.members, all.members, all.places]).toEqual([2, 3, null]);
});

test("members are spread over the points of an ensemble, each with a seed of its own", () => {
  const points = Array.from({ length: 100 }, (_, k) => ({ renewal: k }) as Record<string, number>);
  const members = membersOf("m", 4, points);
  expect(members.map(({ parameters }) => Object.values(parameters)[0])).toEqual([0, 25, 50, 75]);
  expect(members.map(({ seed }) => seed)).toEqual(["m-1", "m-2", "m-3", "m-4"]);
  expect(membersOf("m", 3, points.slice(0, 2)).map(({ parameters }) => parameters)).toEqual([
    points[0],
    points[1],
    points[0],
  ]);
});
