import { describe, expect, test } from "vitest";
import { LEVERS } from "../../sim/model/levers.ts";
import { INDICATORS } from "../../sim/output/indicators.ts";
import { bySubject, chartsOf, FIRST_CHARTS, subjectOf as subjectOfChart } from "../../viewer/charts/list.ts";
import { commandOf } from "../../viewer/command.ts";
import { groupsOf, kindOf, LEVER_KINDS, movedLevers, searchLevers } from "../../viewer/levers.ts";
import { countedBy, ruleIn, unitIn } from "../../viewer/text/units.ts";
import { hello, STATE } from "./stage.ts";

const move = (name: string, value: number, month: number) => ({ name, value, month, pending: false });

describe("the levers", () => {
  test("all stand in one group of their kind", () => {
    const groups = LEVER_KINDS.flatMap((kind) => groupsOf(LEVERS, kind));
    const names = groups.flatMap(({ levers }) => levers.map(({ name }) => name));
    expect(names.toSorted()).toEqual(LEVERS.map(({ name }) => name).toSorted());
    expect(groups.every(({ levers }) => levers.length > 0)).toBe(true);
  });

  test("are shocks and switches by their first word", () => {
    const kinds = Object.fromEntries(LEVERS.map((spec) => [spec.name, kindOf(spec)]));
    expect(kinds["shock.distancing"]).toBe("shock");
    expect(kinds["telework.norm"]).toBe("policy");
    expect(kinds["macro.inflation"]).toBe("assumption");
  });

  test("are found by every word, without accents and case, in the page's language", () => {
    const found = (wanted: string) => searchLevers(LEVERS, "fr", wanted).map(({ name }) => name);
    expect(found("TELETRAVAIL permis")).toContain("telework.norm");
    expect(found("télétravail  employeur")).toContain("telework.employers");
    expect(found("no such lever")).toEqual([]);
    expect(found("")).toHaveLength(LEVERS.length);
  });

  test("have moved if a hand moved them away from their start, in B where two are compared", () => {
    const levers = LEVERS.filter(({ name }) => name === "telework.norm" || name === "macro.inflation");
    const said = hello({}, { levers });
    const names = (state: object) => movedLevers(said, { ...STATE, ...state }).map(({ name }) => name);
    const now = { "telework.norm": 4, "macro.inflation": 1.5 };
    expect(names({ levers: now })).toEqual([]);
    expect(names({ levers: now, byHand: [move("telework.norm", 4, 3)] })).toEqual(["telework.norm"]);
    expect(names({ byHand: [move("telework.norm", 2, 3)] })).toEqual([]);
    expect(names({ leversB: now, byHand: [move("telework.norm", 4, 3)] })).toEqual(["telework.norm"]);
  });

  test("have costs and units in every language", () => {
    for (const { cost, unit, name } of LEVERS as readonly (typeof LEVERS)[number][]) {
      expect(unitIn("fr", unit), name).not.toMatch(/\b(year|month|dwelling|inhabitant|household|share)/);
      if (cost !== undefined)
        expect(countedBy("fr", cost.per), name).not.toMatch(/\b(year|month|for each|dwelling)/);
    }
  });
});

describe("the command", () => {
  test("names scenario, seed, size, months and what was moved, from its month on", () => {
    const state = { ...STATE, byHand: [move("telework.norm", 4, 14), move("telework.norm", 1.5, 20)] };
    const { seed } = hello().provenance;
    expect(commandOf(hello(), state)).toBe(
      `npm run -s voisinage -- run reference --seed ${seed} --households 90 --months 120 ` +
        "--set telework.norm=4@2020-03,telework.norm=1.5@2020-09",
    );
  });

  test("quotes what a shell would take for more than a word", () => {
    const { provenance } = hello();
    const odd = hello({}, { provenance: { ...provenance, seed: "it's $(rm)" } });
    expect(commandOf(odd, STATE)).toContain(`--seed 'it'\\''s $(rm)'`);
  });
});

describe("the indicators", () => {
  const charts = chartsOf(hello({}, { indicators: INDICATORS }));

  test("are all reached, each once, and hardly any without a subject", () => {
    const groups = bySubject(charts);
    const names = groups.flatMap((group) => group.charts.map(({ info }) => info.name));
    expect(names.toSorted()).toEqual(INDICATORS.map(({ name }) => name).toSorted());
    const others = names.filter((name) => subjectOfChart(name) === "other");
    expect(others.length).toBeLessThan(5);
  });

  test("that are shown first exist", () => {
    for (const name of FIRST_CHARTS) expect(INDICATORS.map((each) => each.name)).toContain(name);
  });

  test("have units in every language", () => {
    for (const { unit, name } of INDICATORS) {
      expect(unitIn("fr", unit), name).not.toMatch(/\b(year|month|dwelling|inhabitant|household|share)/);
    }
  });
});

test("the rules of derivation are told in each language", () => {
  expect(ruleIn("fr", "value of the province")).toBe("valeur de la province");
  expect(ruleIn("nl", "8 % of active")).toBe("8 % van de actieven");
  expect(ruleIn("fr", "constructor")).toBeUndefined();
});
