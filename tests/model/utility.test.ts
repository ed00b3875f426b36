/** Utility of living somewhere in closed form (ODD 7.9), who searches how often, and what a move changes. */
import { describe, expect, it } from "vitest";
import { ageYears } from "../../sim/model/ages.ts";
import { arrange, makeOffice, teleworkTerms } from "../../sim/model/arrangement.ts";
import { updateBounds } from "../../sim/model/bounds.ts";
import { chooseLocations } from "../../sim/model/location-choice.ts";
import { consumptionUnits, makeSearcher, readSearcher, searchHazard } from "../../sim/model/searcher.ts";
import { stepMonth } from "../../sim/model/simulation.ts";
import {
  CONSTANTS_PER_PLACE,
  HOSTED,
  HOUSED,
  NONE,
  OWNER,
  PRIVATE,
  type Simulation,
  SOCIAL,
} from "../../sim/model/state.ts";
import { moveOption, stayCost } from "../../sim/model/utility.ts";
import { countryOf, held, inputOf, meanOf, simulate, TWELVE_CITIES } from "./cities.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);

/** Twelve cities whose places differ in every constant; some heat, dear energy, people who telework. */
function world(): Simulation {
  const places = countryOf(TWELVE_CITIES);
  const constants = Float64Array.from(
    { length: CONSTANTS_PER_PLACE * places.count },
    (_, at) => ((at * 37) % 17) / 10 - 0.8,
  );
  const levers = held({ "shock.heat": 0.5, "macro.energyPrice": 1.5, "telework.norm": 3 });
  const parameters = { energyFloor: 0.7 };
  const sim = simulate({ households: 1200, places, constants, levers, parameters }, 2);
  updateBounds(sim);
  return sim;
}

/** Income and the arrangement of all workers at a place; `keep`: nobody may change the job. */
function lifeAt(sim: Simulation, i: number, place: number, keep: boolean) {
  const h = sim.households.data;
  const p = sim.parameters;
  const slots = [2 * i, 2 * i + 1].slice(0, h.workers[i]!);
  const paid = (at: number) => {
    const job = h.jobPlace[at]!;
    return h.wage[at]! * (job === NONE ? p.benefit : sim.places.data.wagePremium[job]!);
  };
  const income = h.otherIncome[i]! + sum(slots.map(paid));
  const terms = slots.map((_, w) => {
    const each = makeOffice();
    teleworkTerms(sim, each, i, w);
    arrange(sim, each, place, keep ? Infinity : (p.jobChangeCost * income) / p.bIncome);
    return each;
  });
  const of = (name: "days" | "cash" | "time") => sum(terms.map((each) => each[name]));
  return { income, cash: of("cash"), time: of("time"), z: 1 + (p.homeOfficeSpace * of("days")) / 5 };
}

/** V but for tastes, the cost of moving and discontent, from the words of the ODD. */
function utility(sim: Simulation, i: number, place: number, tenure: number, cost: number, keep: boolean) {
  const p = sim.parameters;
  const h = sim.households.data;
  const { area, count, country } = sim.input.places;
  const { income, cash, time, z } = lifeAt(sim, i, place, keep);
  const floor = (h.size[i] === 1 ? p.floorAlone : p.floorMore) * z;
  const net = income + cash - (cost + p.energyFloor * sim.levers["macro.energyPrice"]) * floor;
  const smooth = p.netSmooth;
  const lnNet = net >= smooth ? Math.log(net) : Math.log(smooth) + net / smooth - 1;
  const mean = sim.workspace.meanRent[country[place]!]!;
  const housing = p.bIncome * (lnNet - p.alpha * z * Math.log(cost / mean));
  const o = h.dependence[i]!;
  const reach = (1 - o) * sim.workspace.localServices[place]! + o * sim.workspace.broadband[place]!;
  const ties = Array.from({ length: sim.ties.count[i]! }, (_, k) => i * sim.ties.slots + k);
  const there = ties.filter((at) => area[h.place[sim.ties.partner[at]!]!] === area[place]);
  const strength = sum(there.map((at) => sim.ties.strength[at]! / 65535));
  const home = h.place[i]!;
  const known = there.length > 0 || area[place] === area[home] || area[place] === h.homeArea[i];
  const km = sim.geography.km[home * count + place]!;
  const constants = sim.input.constants!;
  return (
    housing +
    (p.bIncome * time) / income +
    p.bServices * Math.log(0.05 + reach) +
    p.bTies * Math.log(1 + strength) +
    (area[place] === h.homeArea[i] ? p.bHome : 0) -
    (area[place] === area[home] ? 0 : p.areaCost) -
    (known ? 0 : p.bKnown * Math.log(1 + km / p.knownKm)) -
    p.bDensity * sim.workspace.lnDensity[place]! -
    sim.workspace.climate.discomfort[place]! +
    constants[h.occupation[2 * i]! * count + place]! +
    constants[(3 + tenure) * count + place]!
  );
}

/** Cost of a m2 to a newcomer; 0 where limits of rent, loan, own funds or income shut the tenure. */
function costOf(sim: Simulation, i: number, place: number, tenure: number): number {
  const p = sim.parameters;
  const h = sim.households.data;
  const { income, z } = lifeAt(sim, i, place, false);
  const floor = (h.size[i] === 1 ? p.floorAlone : p.floorMore) * z;
  const units = consumptionUnits(h.composition[i]!, h.size[i]!);
  if (tenure === SOCIAL && income / units > p.socialIncome) return 0;
  if (tenure !== OWNER) {
    const { rent } = sim.places.data;
    const cost = rent[place]! * (tenure === PRIVATE ? sim.workspace.leaseFactor[place]! : p.socialRent);
    return cost * floor <= p.maxBurden * income ? cost : 0;
  }
  const price = sim.places.data.price[place]! * floor;
  const owns = h.status[i] === HOUSED && h.tenure[i] === OWNER;
  const loan = owns ? p.loanToValue : sim.levers["housing.firstTimeLoan"];
  if (!owns && (1 - loan) * price > p.ownFunds * 12 * income) return 0;
  return loan * price <= p.maxLoanToIncome * 12 * income ? sim.workspace.userCost[place]! : 0;
}

describe("utility", () => {
  const sim = world();
  const h = sim.households.data;
  const s = makeSearcher(sim.geography.areas);
  const option = { cost: 0, tenure: 0 };

  it("of moving is that of the best tenure that is open, less the cost of moving", () => {
    const chosen = [0, 0, 0];
    for (let i = 0; i < 1200; i += 7) {
      if (h.status[i] !== HOUSED && h.status[i] !== HOSTED) continue;
      const place = (i * 5) % sim.places.rows;
      readSearcher(sim, s, i, 0);
      moveOption(sim, s, place, option);
      let best = -Infinity;
      for (const tenure of [OWNER, PRIVATE, SOCIAL]) {
        const cost = costOf(sim, i, place, tenure);
        if (cost === 0) continue;
        best = Math.max(best, s.tenure[tenure]! + utility(sim, i, place, tenure, cost, false));
      }
      if (best === -Infinity) expect(option.cost).toBe(Infinity);
      else expect(Math.log(option.cost)).toBeCloseTo(sim.parameters.moveCost - best, 6);
      if (best > -Infinity) chosen[option.tenure]!++;
    }
    expect(Math.min(...chosen), "each tenure is the best one for some").toBeGreaterThan(5);
  });

  it("of staying is that of the contract, less the discontent; of guests, that of a rent here", () => {
    let guests = 0;
    for (let i = 3; i < 1200; i += 11) {
      if (i % 3 === 0) h.status[i] = HOSTED;
      if (h.status[i] !== HOUSED && h.status[i] !== HOSTED) continue;
      readSearcher(sim, s, i, 0.7);
      const [place, tenure] = [h.place[i]!, h.tenure[i]!];
      const guest = h.status[i] === HOSTED;
      const cost = guest ? sim.places.data.rent[place]! * sim.workspace.leaseFactor[place]! : h.contract[i]!;
      const taste = s.tenure[tenure] === -Infinity ? 0 : s.tenure[tenure]!;
      const burden = guest ? sim.parameters.hostedCost : 0;
      const v = taste + utility(sim, i, place, tenure, cost, true) - burden - 0.7;
      expect(Math.log(stayCost(sim, s))).toBeCloseTo(-v, 6);
      if (guest) guests++;
    }
    expect(guests).toBeGreaterThan(10);
  });
});

describe("the search for a dwelling", () => {
  it("is the rarer the older one is, rarest for owners, more frequent after a move between areas", () => {
    const sim = simulate({ households: 600, parameters: { frailtySd: 0 } });
    const h = sim.households.data;
    const p = sim.parameters;
    sim.month = 50;
    h.status[5] = HOUSED;
    const hazard = (age: number, tenure: number, since: number) => {
      h.bornAt[5] = sim.month - 12 * age;
      h.tenure[5] = tenure;
      h.movedAreaAt[5] = sim.month - since;
      return searchHazard(sim, 5);
    };
    expect(ageYears(sim, 5)).toBeGreaterThan(0);
    const long = 1200;
    const ages = [24, 25, 40, 60].map((age) => hazard(age, PRIVATE, long));
    const rates = [p.searchUnder25, p.search25, p.search40, p.search60];
    ages.forEach((each, k) => {
      expect(each).toBeCloseTo((p.searchBase * p.searchPrivate * rates[k]!) / 12, 9);
    });
    const byTenure = [OWNER, PRIVATE, SOCIAL].map((tenure) => hazard(45, tenure, long) / ages[2]!);
    expect(byTenure[0]).toBeCloseTo(p.searchOwner / p.searchPrivate, 9);
    expect(byTenure[2]).toBeCloseTo(p.searchSocial / p.searchPrivate, 9);
    expect(hazard(45, OWNER, 0) / hazard(45, OWNER, long)).toBeCloseTo(1 + p.onward, 6);
  });
});

describe("a move", () => {
  const sim = simulate(inputOf({ households: 8000 }), 3);
  const h = sim.households.data;
  const before = {
    place: h.place.slice(),
    movedAreaAt: h.movedAreaAt.slice(),
    filled: sim.places.data.filled.slice(),
  };
  h.waitingSince.fill(1);
  sim.month++;
  chooseLocations(sim);
  const { moves } = sim;
  const movers = [...moves.household.subarray(0, moves.count)];

  it("notes the month, that of the last change of area only where the area changes", () => {
    const { area } = sim.input.places;
    let changed = 0;
    for (const i of movers) {
      expect(h.movedAt[i]).toBe(sim.month);
      const other = area[h.place[i]!] !== area[before.place[i]!];
      expect(h.movedAreaAt[i]).toBe(other ? sim.month : before.movedAreaAt[i]);
      if (other) changed++;
    }
    expect(changed).toBeGreaterThan(5);
    expect(movers.length - changed).toBeGreaterThan(5);
  });

  it("ends the wait for a social dwelling of who buys or gets one, not of who rents", () => {
    const renting = movers.filter((i) => h.tenure[i] === PRIVATE);
    for (const i of movers) if (h.tenure[i] !== PRIVATE) expect(h.waitingSince[i]).toBe(0);
    expect(renting.filter((i) => h.waitingSince[i] === 1).length).toBeGreaterThan(renting.length / 2);
    expect(renting.length).toBeGreaterThan(5);
    expect(movers.length - renting.length).toBeGreaterThan(5);
  });

  it("begins a contract at the cost of the market, on the floor that one wants at that cost", () => {
    const { rent } = sim.places.data;
    for (const i of movers) {
      const j = h.place[i]!;
      const { userCost, leaseFactor } = sim.workspace;
      const costs = [userCost[j]!, rent[j]! * leaseFactor[j]!, rent[j]! * sim.parameters.socialRent];
      expect(h.contract[i]).toBeCloseTo(costs[h.tenure[i]!]!, 4);
      const { floorAlone, floorMore } = sim.parameters;
      expect(h.floor[i]).toBeGreaterThanOrEqual((h.size[i] === 1 ? floorAlone : floorMore) - 1e-3);
    }
    expect(meanOf(movers.map((i) => h.floor[i]!))).toBeGreaterThan(40);
  });
});

it("where nothing is left to let, those who want to rent in vain are counted; bids to buy are not", () => {
  const sim = simulate({ households: 4000, parameters: { flowMemory: 1, priceFlow: 0, rentFlow: 0 } }, 1);
  const { stock, occupied, unserved } = sim.places.data;
  const none = (tenures: readonly number[]) => {
    for (let j = 0; j < sim.places.rows; j++) {
      for (const t of tenures) sim.places.data.listed[3 * j + t] = 0;
      for (const t of [OWNER, PRIVATE, SOCIAL]) {
        if (!tenures.includes(t))
          sim.places.data.listed[3 * j + t] = stock[3 * j + t]! - occupied[3 * j + t]!;
      }
    }
    sim.month++;
    chooseLocations(sim);
    return sum(unserved);
  };
  stepMonth(sim);
  const usual = none([]);
  const rents = none([PRIVATE, SOCIAL]);
  const buying = none([OWNER]);
  expect(rents).toBeGreaterThan(usual + 5);
  expect(buying).toBeLessThan(rents / 2);
});

it("who gets a dwelling that several want is drawn: to come first in the list is no advantage", () => {
  /** Who moved where to rent in a month in which the places have so many dwellings to let. */
  const tenants = (listed: (j: number) => number) => {
    const sim = simulate({ households: 8000, parameters: { searchCap: 0.3, searchBase: 1.5 } });
    for (let j = 0; j < sim.places.rows; j++) sim.places.data.listed[3 * j + PRIVATE] = listed(j);
    sim.month++;
    chooseLocations(sim);
    const { household, destination, count } = sim.moves;
    const { tenure } = sim.households.data;
    return Array.from({ length: sim.places.rows }, (_, j) =>
      [...household.subarray(0, count)].filter((i, m) => destination[m] === j && tenure[i] === PRIVATE),
    );
  };
  const [all, one] = [tenants(() => 1e6), tenants(() => 1)];
  const wanted = all.map((each, j) => ({ each, winner: one[j]![0] })).filter(({ each }) => each.length > 1);
  const first = wanted.filter(({ each, winner }) => winner === Math.min(...each)).length;
  const expected = sum(wanted.map(({ each }) => 1 / each.length));
  expect(wanted.length).toBeGreaterThan(10);
  expect(wanted.every(({ each, winner }) => each.includes(winner ?? -1))).toBe(true);
  expect(first).toBeLessThan(expected + 4 * Math.sqrt(expected));
  expect(first).toBeLessThan(wanted.length / 2);
  const full = tenants((j) => (j === 1 ? 1 : 1e6));
  const losers = all[1]!.filter((i) => !full[1]!.includes(i));
  expect(losers.length).toBe(all[1]!.length - 1);
  const elsewhere = losers.filter((i) => full.flat().includes(i));
  expect(elsewhere.length, "those who lose look for something else").toBeGreaterThan(2);
});
