/** Process 13: parts and mean of well-being, incomes after housing and their inequality, groups. */
import { describe, expect, it } from "vitest";
import { adultsOf } from "../../sim/model/climate.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import { consumptionUnits, householdIncome } from "../../sim/model/searcher.ts";
import { stateDigest } from "../../sim/model/simulation.ts";
import { EMPTY, HOSTED, HOUSED, NONE, type Simulation } from "../../sim/model/state.ts";
import { allTurns, TURNS } from "../../sim/model/turns.ts";
import {
  feelWell,
  foundWellbeing,
  INCOME_BINS,
  INCOME_STEP,
  incomeAfterHousing,
  LEAST_INCOME,
  WELLBEING_PARTS,
  wellbeingOf,
  wellbeingParts,
} from "../../sim/model/wellbeing.ts";
import { DIMENSIONS } from "../../sim/output/group-sums.ts";
import { GROUP_INDICATORS, measureGroups } from "../../sim/output/groups.ts";
import { GROUPS, INDICATORS, measure } from "../../sim/output/indicators.ts";
import { held, simulate } from "./cities.ts";

const founders = simulate();
const h = founders.households.data;
const rows = Array.from({ length: founders.households.rows }, (_, i) => i).filter(
  (i) => h.status[i] !== EMPTY,
);
const places = Array.from({ length: founders.places.rows }, (_, j) => j);
const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
const income = (i: number) => householdIncome(founders, i);

/** Parts of well-being of a household by name. */
function partsOf(sim: Simulation, i: number): Record<string, number> {
  const out = new Float64Array(WELLBEING_PARTS.length);
  wellbeingParts(sim, i, householdIncome(sim, i), out);
  return Object.fromEntries(WELLBEING_PARTS.map((name, k) => [name, out[k]!]));
}

function indicator(sim: Simulation, name: string): number {
  const values = new Float64Array(INDICATORS.length * GROUPS.length);
  measure(sim, values);
  return values[INDICATORS.findIndex((each) => each.name === name) * GROUPS.length]!;
}

describe("well-being", () => {
  it("is the weighted mean of eight parts, each of 0 to 1", () => {
    const p = founders.parameters;
    const weights = [0.2, 0.2, 0.2, 0.1, 0.05, 0.1, 0.05, 0.1];
    const named = [p.wellTies, p.wellCompany, p.wellBurden, p.wellCommute, p.wellFreedom, p.wellServices];
    expect([...named, p.wellCool, p.wellSay]).toEqual(weights);
    for (const i of rows) {
      const parts = Object.values(partsOf(founders, i));
      for (const each of parts) {
        expect(each).toBeGreaterThanOrEqual(0);
        expect(each).toBeLessThanOrEqual(1);
      }
      const mean = sum(parts.map((each, k) => each * weights[k]!));
      expect(wellbeingOf(founders, i, income(i))).toBeCloseTo(mean, 12);
    }
  });

  it("of each part follows what it is named after", () => {
    const sim = simulate();
    const at = sim.households.data;
    const i =
      rows.find((row) => at.workers[row] === 1 && at.remoteDays[2 * row] === 0 && at.lonely[row] === 0) ?? 0;
    const was = partsOf(sim, i);
    at.strength[i] = at.strength[i]! + 1;
    at.lonely[i] = 1;
    at.contract[i] = at.contract[i]! * 1.2;
    at.remoteDays[2 * i] = 3;
    at.dependence[i] = at.dependence[i]! + 0.1;
    sim.workspace.climate.heat[at.place[i]!] = 0.6;
    sim.places.data.say[at.place[i]!] = 0.9;
    const is = partsOf(sim, i);
    expect(is.ties).toBeCloseTo(at.strength[i]! / (at.strength[i]! + 3), 12);
    expect(is.ties).toBeGreaterThan(was.ties!);
    expect([was.company, is.company]).toEqual([1, 0]);
    expect((1 - is.burden!) / (1 - was.burden!)).toBeCloseTo(1.2, 5);
    expect((1 - is.commute!) / (1 - was.commute!)).toBeCloseTo(0.4, 9);
    expect(was.freedom! - is.freedom!).toBeCloseTo(0.1, 6);
    expect(is.cool).toBeCloseTo(0.4, 12);
    expect(is.say).toBe(0.9);
    sim.workspace.localServices[at.place[i]!]! *= 2;
    expect(partsOf(sim, i).services).toBeGreaterThan(is.services!);
  });

  it("of burden, commute and services is the equation's, for every household", () => {
    const { wellBurdenMost, wellCommuteMost } = founders.parameters;
    const { localServices, broadband } = founders.workspace;
    const { minutes } = founders.geography;
    let two = 0;
    for (const i of rows) {
      const is = partsOf(founders, i);
      const j = h.place[i]!;
      const housing = h.status[i] === HOSTED ? 0 : h.contract[i]! * h.floor[i]!;
      expect(is.burden).toBeCloseTo(1 - Math.min(1, housing / income(i) / wellBurdenMost), 9);
      const hours = [2 * i, 2 * i + 1].slice(0, h.workers[i]!).map((at) => {
        const job = h.jobPlace[at]!;
        return job === NONE ? 0 : (2 * (5 - h.remoteDays[at]!) * minutes[j * places.length + job]!) / 60;
      });
      const each = sum(hours) / Math.max(1, hours.length);
      expect(is.commute).toBeCloseTo(1 - Math.min(1, each / wellCommuteMost), 9);
      const reach = (1 - h.dependence[i]!) * localServices[j]! + h.dependence[i]! * broadband[j]!;
      expect(is.services).toBeCloseTo(reach / (reach + 1), 9);
      if (hours.length === 2) two++;
    }
    expect(two).toBeGreaterThan(100);
  });

  it("changes nothing of what anybody does", () => {
    const parameters = { wellTies: 1, wellSay: 0 };
    const [one, two] = [simulate({ parameters }, 8), simulate({}, 8)];
    expect([...one.places.data.wellbeing]).not.toEqual([...two.places.data.wellbeing]);
    one.places.data.wellbeing.set(two.places.data.wellbeing);
    expect(stateDigest(one)).toBe(stateDigest(two));
  });

  it("rises with say and with services, falls with heat", () => {
    const of = (levers: Partial<Record<LeverName, number>>) =>
      indicator(simulate({ levers: held(levers) }, 8), "wellbeing");
    const plain = of({});
    expect(of({ "governance.mode": 3 })).toBeGreaterThan(plain);
    expect(of({ "services.midSized": 100 })).toBeGreaterThan(plain);
    expect(of({ "shock.heat": 1 })).toBeLessThan(plain);
  });
});

/** Class of an income: the steps of a fifth from the least income up to it; the last one has no end. */
function classOf(income: number): number {
  let least = LEAST_INCOME;
  for (let bin = 0; bin < INCOME_BINS - 1; bin++) {
    least *= INCOME_STEP;
    if (income < least * (1 - 1e-12)) return bin;
  }
  return INCOME_BINS - 1;
}

describe("sums by place", () => {
  it("are those of all households, adult by adult and person by person", () => {
    const at = founders.places.data;
    for (const j of places) {
      const here = rows.filter((i) => h.place[i] === j);
      const grown = (i: number) => adultsOf(h.composition[i]!, h.size[i]!);
      const y = (i: number) => incomeAfterHousing(founders, i, income(i));
      expect(allTurns(at.adults, j)).toBe(sum(here.map(grown)));
      expect(allTurns(at.incomePersons, j)).toBe(sum(here.map((i) => h.size[i]!)));
      const well = sum(here.map((i) => grown(i) * wellbeingOf(founders, i, income(i))));
      expect(allTurns(at.wellbeing, j)).toBeCloseTo(well, 9);
      expect(allTurns(at.incomeSum, j)).toBeCloseTo(sum(here.map((i) => h.size[i]! * y(i))), 9);
      const logs = sum(here.map((i) => h.size[i]! * y(i) * Math.log(y(i))));
      expect(allTurns(at.incomeLog, j)).toBeCloseTo(logs, 9);
      const bins = at.incomeBins.subarray(j * TURNS * INCOME_BINS, (j + 1) * TURNS * INCOME_BINS);
      const classes = new Array<number>(INCOME_BINS).fill(0);
      for (const i of here) classes[classOf(y(i))]! += h.size[i]!;
      const counted = classes.map((_, bin) => sum([...bins].filter((_, at) => at % INCOME_BINS === bin)));
      expect(counted).toEqual(classes);
    }
  });

  it("rest where nothing changes, in every month", () => {
    const sim = simulate();
    const digest = stateDigest(sim);
    const month = sim.month;
    for (sim.month = -3; sim.month < 12; sim.month++) feelWell(sim);
    foundWellbeing(sim);
    sim.month = month;
    expect(stateDigest(sim)).toBe(digest);
  });

  it("count nobody in empty rows, and no housing of those whom others host", () => {
    const sim = simulate({ households: 400 });
    const at = sim.households.data;
    const left = incomeAfterHousing(sim, 7, 3000);
    at.status[7] = HOSTED;
    const units = consumptionUnits(at.composition[7]!, at.size[7]!);
    expect(incomeAfterHousing(sim, 7, 3000)).toBeCloseTo(3 / units, 12);
    expect(incomeAfterHousing(sim, 7, 3000)).toBeGreaterThan(left);
    expect(incomeAfterHousing(sim, 7, -500)).toBe(LEAST_INCOME);
    const persons = () => sum(places.map((j) => allTurns(sim.places.data.incomePersons, j)));
    const before = persons();
    at.status[7] = EMPTY;
    foundWellbeing(sim);
    expect(persons()).toBe(before - at.size[7]!);
  });
});

it("income after housing is by consumption unit: 1, 0.5 for each further adult, 0.3 for a child", () => {
  const kinds = new Set<number>();
  for (const i of rows) {
    const further = adultsOf(h.composition[i]!, h.size[i]!) - 1;
    const children = h.size[i]! - 1 - further;
    const units = 1 + 0.5 * further + 0.3 * children;
    const left = income(i) - (h.status[i] === HOSTED ? 0 : h.contract[i]! * h.floor[i]!);
    const expected = Math.max(LEAST_INCOME, left / units / founders.parameters.incomeUnit);
    expect(incomeAfterHousing(founders, i, income(i))).toBeCloseTo(expected, 9);
    kinds.add(h.composition[i]!);
  }
  expect(kinds.size).toBe(5);
});

describe("inequality", () => {
  const y = rows.map((i) => incomeAfterHousing(founders, i, income(i)));
  const size = rows.map((i) => h.size[i]!);

  it("by Gini is near that of all pairs of persons", () => {
    const order = rows.map((_, k) => k).sort((a, b) => y[a]! - y[b]!);
    let people = 0;
    let ranks = 0;
    for (const k of order) {
      ranks += size[k]! * y[k]! * (people + size[k]! / 2);
      people += size[k]!;
    }
    const exact = (2 * ranks) / (people * sum(rows.map((_, k) => size[k]! * y[k]!))) - 1;
    expect(indicator(founders, "gini")).toBeCloseTo(exact, 2);
  });

  it("by Theil within and between areas is that of all persons together", () => {
    const people = sum(size);
    const mean = sum(y.map((each, k) => each * size[k]!)) / people;
    const whole = sum(y.map((each, k) => (size[k]! * (each / mean) * Math.log(each / mean)) / people));
    const within = indicator(founders, "theilWithin");
    const between = indicator(founders, "theilBetween");
    expect(within + between).toBeCloseTo(whole, 9);
    expect(Math.min(within, between)).toBeGreaterThan(0);
    expect(between).toBeLessThan(within);
  });

  it("by dissimilarity is 0 where places are alike and 1 where they share nothing", () => {
    const sim = simulate({ households: 400 });
    const { incomeBins } = sim.places.data;
    incomeBins.fill(0);
    for (const j of places) incomeBins[j * TURNS * INCOME_BINS + 3] = 10;
    expect(indicator(sim, "dissimilarity")).toBeCloseTo(0, 12);
    incomeBins.fill(0);
    for (const j of places) incomeBins[j * TURNS * INCOME_BINS + (j < 6 ? 3 : 20)] = j < 6 ? 13 : 12;
    expect(indicator(sim, "dissimilarity")).toBeCloseTo(1, 12);
  });
});

describe("households by group", () => {
  const values = measureGroups(founders);
  const names = Object.entries(DIMENSIONS).flatMap(([name, groups]) =>
    groups.map((each) => `${name} ${each}`),
  );
  const of = (name: string, group: string) =>
    values[GROUP_INDICATORS.findIndex((each) => each.name === name) * names.length + names.indexOf(group)]!;

  it("are means over the households that belong to them", () => {
    const mean = (test: (i: number) => boolean) => {
      const members = rows.filter(test);
      return (100 * sum(members.map((i) => h.lonely[i]!))) / members.length;
    };
    expect(of("lonely", "all all")).toBeCloseTo(
      mean(() => true),
      9,
    );
    expect(of("lonely", "alone alone")).toBeCloseTo(
      mean((i) => h.composition[i] === 0),
      9,
    );
    const social = (i: number) => h.tenure[i] === 2 && h.status[i] === HOUSED;
    expect(of("lonely", "tenure social")).toBeCloseTo(mean(social), 9);
    const ring = (i: number) => founders.input.places.zone[h.place[i]!] === 2;
    expect(of("lonely", "zone ring")).toBeCloseTo(mean(ring), 9);
    const retired = (i: number) => h.workers[i] === 0;
    expect(of("lonely", "occupation no job")).toBeCloseTo(mean(retired), 9);
  });

  it("rank incomes by thirds, and miss what nobody has", () => {
    const thirds = ["poorer third", "middle third", "richer third"].map((each) =>
      of("incomeAfterHousing", `income ${each}`),
    );
    expect(thirds).toEqual([...thirds].sort((a, b) => a - b));
    expect(of("rentBurden", "tenure owner")).toBeNaN();
    expect(of("remoteDays", "occupation no job")).toBeNaN();
    expect(of("wellbeing", "all all")).toBeCloseTo(indicator(founders, "wellbeing"), 9);
  });

  it("agree with the parts of well-being", () => {
    const parts = WELLBEING_PARTS.map((part) => of(`wellbeing.${part}`, "all all"));
    const weights = [0.2, 0.2, 0.2, 0.1, 0.05, 0.1, 0.05, 0.1];
    expect(sum(parts.map((each, k) => each * weights[k]!))).toBeCloseTo(of("wellbeing", "all all"), 9);
  });
});
