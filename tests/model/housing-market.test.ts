/** Dwellings by use, investors, would-be buyers, the social waiting list, and who pays whom for housing. */
import { describe, expect, it } from "vitest";
import { normal } from "../../sim/core/distributions.ts";
import { hash } from "../../sim/core/random.ts";
import { ACCOUNTS, balance, emptyLedger } from "../../sim/model/accounts.ts";
import { deliver, lackingDwellings } from "../../sim/model/construction.ts";
import { checkDwellings, returnVacant } from "../../sim/model/dwellings.ts";
import { offerLeftDwellings, setBuyerTerms, wouldBuy } from "../../sim/model/first-buyers.ts";
import { setHousingBase } from "../../sim/model/housing.ts";
import { collectRents } from "../../sim/model/housing-accounts.ts";
import {
  buyingShares,
  expectedGrowth,
  leaseFactor,
  returnOnEquity,
  tradeDwellings,
} from "../../sim/model/investors.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import { listDwellings } from "../../sim/model/listings.ts";
import { BUYERS, FIRST_TIME, MOVER } from "../../sim/model/sales.ts";
import { applyShocks } from "../../sim/model/shocks.ts";
import { stepMonth } from "../../sim/model/simulation.ts";
import { beginWaiting, monthsWaited, reviewWaiting, waitingTicket } from "../../sim/model/social-housing.ts";
import {
  HOUSED,
  INSTITUTIONAL,
  LONG_LET,
  OWNER,
  PRIVATE,
  SHORT_LET,
  type Simulation,
  SOCIAL,
} from "../../sim/model/state.ts";
import { marketCost, withinLoan } from "../../sim/model/utility.ts";
import { equalCities, held, meanOf, pass, simulate } from "./cities.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
const every = (column: Float64Array, width: number, k: number) =>
  sum(column.filter((_, at) => at % width === k));

/** A small run under levers held from the start of the month that comes. */
function under(values: Partial<Record<LeverName, number>>, months = 0, households = 1500): Simulation {
  const sim = simulate({ households });
  sim.leverSeries = held(values, 0);
  sim.month++;
  applyShocks(sim);
  sim.month--;
  pass(sim, months);
  return sim;
}

describe("dwellings by use", () => {
  it("are those of the table: second homes, long vacant and short-let ones beside the market's", () => {
    const sim = simulate({ households: 3000 });
    const { dwellings, second, longVacant, holdings, occupied, reserve } = sim.places.data;
    const homes = sum(occupied) * 1.18;
    expect(sum(dwellings) - sum(reserve)).toBeCloseTo(homes * (1 / 1.18 + 0.08 + 0.05), -2);
    expect(sum(second)).toBeCloseTo(homes * 0.05 * 0.85, 6);
    expect(sum(longVacant)).toBeCloseTo(homes * 0.04 * 0.85, 6);
    expect(every(holdings, 3, SHORT_LET)).toBeCloseTo(homes * 0.09 * 0.15, 6);
  });

  it("that do not add up stop the run, as does a household without a dwelling", () => {
    for (const spoil of [
      (sim: Simulation) => sim.places.data.second[2]!++,
      (sim: Simulation) => sim.places.data.holdings[3 + LONG_LET]!--,
      (sim: Simulation) => sim.places.data.stock.fill(sim.places.data.occupied[4]! - 1, 4, 5),
    ]) {
      const sim = simulate({ households: 300 });
      spoil(sim);
      expect(() => checkDwellings(sim)).toThrow(/place \d/);
    }
    const sim = simulate({ households: 300 });
    sim.places.data.occupied[sim.households.data.place[7]! * 3 + sim.households.data.tenure[7]!]!--;
    expect(() => collectRents(sim)).toThrow(/households in/);
  });

  it("empty for long come back under a tax, and their owners pay for those that stay empty", () => {
    const sim = under({ "housing.vacancyTax": 10 });
    const { longVacant, stock, dwellings } = sim.places.data;
    const [empty, market, all] = [sum(longVacant), sum(stock), sum(dwellings)];
    listDwellings(sim);
    emptyLedger(sim.ledger);
    for (let month = 0; month < 24; month++) {
      sim.month++;
      returnVacant(sim);
    }
    checkDwellings(sim);
    const back = empty - sum(longVacant);
    expect(back).toBeCloseTo(sum(stock) - market, 6);
    expect(sum(dwellings)).toBeCloseTo(all, 6);
    expect(back / empty).toBeGreaterThan(0.5);
    expect(back / empty).toBeLessThan(0.9);
    expect(sim.ledger.vacancyTax).toBeGreaterThan(0);
    expect(balance(sim.ledger, "public")).toBe(sim.ledger.vacancyTax);
    const plain = under({});
    listDwellings(plain);
    returnVacant(plain);
    expect(sum(plain.places.data.longVacant)).toBe(empty);
  });

  it("delivered are social in the share of the lever, at the public's cost beyond the place's mix", () => {
    const [plain, social] = [under({}), under({ "housing.socialStarts": 0.5 })];
    for (const sim of [plain, social]) {
      emptyLedger(sim.ledger);
      const before = [...sim.places.data.stock];
      deliver(sim, 0, 100);
      const got = [OWNER, PRIVATE, SOCIAL].map((t) => sim.places.data.stock[t]! - before[t]!);
      const mix = before[SOCIAL]! / (before[0]! + before[1]! + before[2]!);
      const share = sim === social ? 0.5 : mix;
      expect(Math.abs(got[SOCIAL]! - 100 * share)).toBeLessThanOrEqual(1);
      expect(Math.abs(sum(got) - 100)).toBeLessThanOrEqual(1);
      expect(sim.ledger.policy).toBeCloseTo((share - mix) * 100 * 60_000 * sim.scale, -2);
      checkDwellings(sim);
    }
  });
});

describe("investors", () => {
  it("expect 0.44 of the yearly growth of two years, less 0.7 %", () => {
    const sim = simulate({ households: 300 });
    expect(expectedGrowth(sim, 0)).toBeCloseTo(-0.007, 12);
    sim.places.data.price[0]! *= 1.21;
    expect(expectedGrowth(sim, 0)).toBeCloseTo(0.44 * 0.1 - 0.007, 12);
  });

  it("earn L ((1 - c) yield + c E) - (L - 1) i - L tax", () => {
    const sim = under({ "housing.investorTax": 1, "macro.mortgageRate": 3 }, 0, 300);
    const growth = -0.007;
    const net = 0.05 - 0.02;
    const short = 0.05 * 1.4 - 0.04;
    const expected = [
      2 * (0.9 * net + 0.1 * growth - 0.01) - 0.03,
      2 * (0.5 * short + 0.5 * growth - 0.01) - 0.03,
      2 * (0.1 * net + 0.9 * growth - 0.01) - 0.03,
    ];
    for (const [kind, value] of expected.entries())
      expect(returnOnEquity(sim, 0, kind)).toBeCloseTo(value, 9);
  });

  it("buy more where they earn more, at most 60 % of a year's listings, only what is open", () => {
    const shares = (sim: Simulation) => {
      const out = new Float64Array(3);
      buyingShares(sim, 0, out);
      return out;
    };
    const [plain, taxed, half] = [
      shares(under({}, 0, 300)),
      shares(under({ "housing.investorTax": 2 }, 0, 300)),
      shares(under({ "housing.buyToLet": 0.5 }, 0, 300)),
    ];
    for (let kind = 0; kind < 3; kind++) {
      expect(taxed[kind]).toBeLessThan(plain[kind]!);
      expect(half[kind]).toBeCloseTo(plain[kind]! / 2, 12);
    }
    const booming = simulate({ households: 300, parameters: { buyLongLet: 2, buyShortLet: 2 } });
    booming.places.data.priceHistory.fill(1);
    expect(sum(shares(booming))).toBeCloseTo(0.6 / 12, 9);
  });

  it("move dwellings between uses and make none", () => {
    const sim = simulate({ places: equalCities(4), households: 2000 });
    const { stock, dwellings, holdings } = sim.places.data;
    const all = [...dwellings];
    for (let month = 0; month < 36; month++) {
      sim.sales.count = 0;
      const owners = every(stock, 3, OWNER);
      const before = [...holdings];
      tradeDwellings(sim);
      checkDwellings(sim);
      const bought = [0, 1, 2].map(
        (kind) => sim.sales.buyer.subarray(0, sim.sales.count).filter((b) => b === kind).length,
      );
      const change = sum(holdings) - sum(before);
      expect(owners - every(stock, 3, OWNER)).toBeCloseTo(change, 9);
      expect(change).toBeLessThanOrEqual(sum(bought));
    }
    expect([...dwellings]).toEqual(all);
  });

  it("keep what they hold where nothing changes, and sell it when they are taxed", () => {
    const heldAfter = (values: Partial<Record<LeverName, number>>) => {
      const sim = under(values);
      const before = sum(sim.places.data.holdings);
      for (let month = 0; month < 60; month++) tradeDwellings(sim);
      return sum(sim.places.data.holdings) / before;
    };
    expect(Math.abs(heldAfter({}) - 1)).toBeLessThan(0.05);
    expect(heldAfter({ "housing.investorTax": 4 })).toBeLessThan(0.95);
    expect(heldAfter({ "housing.rentCap": 30 })).toBeLessThan(0.97);
    expect(heldAfter({ "housing.buyToLet": 0 })).toBeLessThan(0.97);
  });

  it("who let short do not buy beyond the cap, and sell what is above it", () => {
    const sim = under({ "housing.shortLetCap": 0 });
    const { holdings } = sim.places.data;
    const before = every(holdings, 3, SHORT_LET);
    sim.sales.count = 0;
    for (let month = 0; month < 36; month++) tradeDwellings(sim);
    expect(sim.sales.buyer.subarray(0, sim.sales.count).includes(SHORT_LET)).toBe(false);
    expect(every(holdings, 3, SHORT_LET)).toBeLessThan(0.6 * before);
  });

  it("raise the rents of new leases where institutions hold more; a cap lowers these", () => {
    const sim = simulate({ households: 300 });
    const { holdings, stock } = sim.places.data;
    expect(leaseFactor(sim, 0)).toBe(1);
    const more = stock[PRIVATE]! * 0.5;
    holdings[INSTITUTIONAL]! += more;
    holdings[LONG_LET]! -= more;
    expect(leaseFactor(sim, 0)).toBeCloseTo(1 + 0.041 * 0.5, 9);
    const capped = under({ "housing.rentCap": 20 }, 0, 300);
    expect(marketCost(capped, 0, PRIVATE)).toBeCloseTo(0.8 * capped.places.data.rent[0]!, 9);
    expect(marketCost(capped, 0, SOCIAL)).toBe(marketCost(simulate({ households: 300 }), 0, SOCIAL));
  });
});

describe("would-be buyers", () => {
  const count = (sim: Simulation) => {
    setBuyerTerms(sim);
    return [...sim.households.data.id.keys()].filter((i) => wouldBuy(sim, i)).length;
  };

  it("are more when owning costs less, when rents are high, and when banks lend more", () => {
    const sim = simulate({ households: 3000 });
    const plain = count(sim);
    const { userCost } = sim.workspace;
    const costs = userCost.slice();
    for (let j = 0; j < userCost.length; j++) userCost[j]! *= 0.7;
    const cheap = count(sim);
    userCost.set(costs);
    for (let j = 0; j < userCost.length; j++) sim.places.data.rent[j]! *= 1.3;
    const rents = count(sim);
    expect(plain).toBeGreaterThan(0);
    expect(cheap).toBeGreaterThan(plain);
    expect(rents).toBeGreaterThan(plain);
  });

  it("are the usual share of tastes while rents and costs are those of the start", () => {
    const sim = simulate({ households: 300 });
    setBuyerTerms(sim);
    const share = meanOf(
      Array.from(
        { length: 20_000 },
        (_, k) => +(normal(hash(1, 2, k, 3)) > sim.workspace.trade.buyingTaste[0]!),
      ),
    );
    expect(Math.abs(share - sim.parameters.buyerShare)).toBeLessThan(0.015);
  });

  it("need own funds for what no bank lends; owners do not", () => {
    const fits = (loan: number, price: number, owns = false) =>
      withinLoan(under({ "housing.firstTimeLoan": loan }, 0, 300), owns, price, 2000);
    expect(fits(0.8, 119_000)).toBe(true);
    expect(fits(0.8, 121_000)).toBe(false);
    expect(fits(0.9, 121_000)).toBe(true);
    expect(fits(0.6, 61_000)).toBe(false);
    expect(fits(0.6, 121_000, true)).toBe(true);
    expect(fits(0.8, 200_000, true)).toBe(false);
  });

  it("buy a dwelling of their own place, free their own, and are counted as first-time buyers", () => {
    const sim = simulate({ households: 3000 });
    const { place, tenure, status } = sim.households.data;
    sim.month++;
    sim.workspace.market.capacity.set(sim.places.data.listed);
    sim.workspace.userCost.fill(0.01);
    const [places, tenures] = [place.slice(), tenure.slice()];
    const [free] = [sum(sim.places.data.occupied)];
    offerLeftDwellings(sim, true);
    const moved = [...tenure.keys()].filter((i) => tenure[i] !== tenures[i] && tenure[i] === OWNER);
    expect(moved.length).toBeGreaterThan(5);
    expect(place).toEqual(places);
    expect(moved.every((i) => status[i] === HOUSED && tenures[i] !== OWNER)).toBe(true);
    expect(sum(sim.places.data.occupied)).toBe(free);
    expect([...sim.sales.buyer.subarray(0, sim.sales.count)]).toEqual(moved.map(() => FIRST_TIME));
  });
});

describe("the waiting list for social dwellings", () => {
  it("serves who has waited longest; equal waits are settled by the key", () => {
    const sim = simulate({ households: 300 });
    const { waitingSince, tenure } = sim.households.data;
    waitingSince.fill(0);
    tenure.fill(PRIVATE, 0, 3);
    sim.month = 100;
    beginWaiting(sim, 1);
    sim.month = 130;
    beginWaiting(sim, 1);
    beginWaiting(sim, 2);
    expect([0, 1, 2].map((i) => monthsWaited(sim, i))).toEqual([-1, 30, 0]);
    const last = 0xffffffff;
    expect(waitingTicket(sim, 1, last)).toBeLessThan(waitingTicket(sim, 2, 0));
    expect(waitingTicket(sim, 2, 0)).toBeLessThan(waitingTicket(sim, 2, last));
    expect(waitingTicket(sim, 0, 7)).toBe(waitingTicket(sim, 2, 7));
  });

  it("is left by income above the limit and by lapse, joined by tenants below it only", () => {
    const years = (socialIncome: number, waitingLapse: number) => {
      const sim = simulate({ households: 1500, parameters: { socialIncome, waitingLapse } });
      for (let month = 0; month < 12; month++) {
        sim.month++;
        for (let i = 0; i < 1500; i++) if (i % 12 === month) reviewWaiting(sim, i, { k0: 7, k1: month });
      }
      return sim.households.data;
    };
    const open = years(1e6, 0);
    expect(open.waitingSince.filter((since) => since > 0).length).toBeGreaterThan(50);
    for (const [i, since] of open.waitingSince.entries())
      if (since > 0) expect(open.tenure[i]).not.toBe(SOCIAL);
    expect(years(0, 0).waitingSince.every((since) => since === 0)).toBe(true);
    const lapsed = years(1e6, 1).waitingSince.filter((since) => since > 0).length;
    expect(lapsed).toBeLessThan(0.5 * open.waitingSince.filter((since) => since > 0).length);
  });

  it("new social dwellings shorten it", () => {
    const sim = simulate({ households: 3000 });
    for (let j = 0; j < sim.places.rows; j++) {
      sim.places.data.stock[3 * j + SOCIAL]! += 10;
      sim.places.data.dwellings[j]! += 10;
    }
    const plain = simulate({ households: 3000 });
    for (const each of [sim, plain]) pass(each, 12);
    const social = (each: Simulation) => every(each.places.data.occupied, 3, SOCIAL);
    const waiting = (each: Simulation) => sum(each.places.data.waiting);
    expect(social(sim)).toBeGreaterThan(social(plain) + 20);
    expect(waiting(sim)).toBeLessThan(waiting(plain));
  });
});

describe("who pays whom for housing", () => {
  it("households pay contract x floor, every euro comes from somebody, taxes reach the public", () => {
    const sim = under({ "housing.investorTax": 1 }, 2);
    const { status, tenure, contract, floor } = sim.households.data;
    emptyLedger(sim.ledger);
    listDwellings(sim);
    const due = [OWNER, PRIVATE, SOCIAL].map((t) =>
      sum(
        [...tenure.keys()]
          .filter((i) => status[i] === HOUSED && tenure[i] === t)
          .map((i) => contract[i]! * floor[i]!),
      ),
    );
    const { ledger, scale } = sim;
    expect(ledger.ownerCosts / (due[OWNER]! * scale)).toBeCloseTo(1, 9);
    expect((ledger.rent + ledger.rentInstitutions) / (due[PRIVATE]! * scale)).toBeCloseTo(1, 9);
    expect(ledger.rentSocial / (due[SOCIAL]! * scale)).toBeCloseTo(1, 9);
    expect(ledger.rentInstitutions).toBeLessThan(0.1 * ledger.rent);
    expect(Math.min(ledger.landlordsTax, ledger.investorsTax)).toBeGreaterThan(0);
    const all = ACCOUNTS.map((account) => balance(ledger, account));
    expect(Math.abs(sum(all)) / Math.max(...all)).toBeLessThan(1e-9);
  });

  it("sales are those of movers, first-time buyers and investors, summed by kind", () => {
    const sim = simulate({ households: 3000 }, 12);
    const tenures = sim.households.data.tenure.slice();
    const bought = [...sim.places.data.bought];
    stepMonth(sim);
    const { sales, households } = sim;
    const kinds = BUYERS.map(
      (_, k) => sales.buyer.subarray(0, sales.count).filter((each) => each === k).length,
    );
    const owners = [...households.data.movedAt.keys()].filter(
      (i) => households.data.movedAt[i] === sim.month && households.data.tenure[i] === OWNER,
    );
    const first = owners.filter((i) => tenures[i] !== OWNER).length;
    expect(kinds[MOVER]! + kinds[FIRST_TIME]!).toBe(owners.length);
    expect(kinds[FIRST_TIME]).toBeGreaterThanOrEqual(first);
    BUYERS.forEach((_, k) => {
      const was = sum(bought.filter((_, at) => at % BUYERS.length === k));
      expect(every(sim.places.data.bought, BUYERS.length, k)).toBeCloseTo(was + (kinds[k]! - was) / 12, 9);
    });
  });

  it("what will lack bounds building: nothing where nothing has changed", () => {
    const sim = simulate({ households: 1500 });
    const { stock, unserved, rent, price, floorFactor, stockBase } = sim.places.data;
    const { buildMonths, floorElasticity } = sim.parameters;
    unserved.fill(0);
    setHousingBase(sim);
    expect(lackingDwellings(sim, 0)).toBeCloseTo(0, 9);
    stock[OWNER]! -= 5;
    expect(lackingDwellings(sim, 0)).toBeCloseTo(5, 9);
    unserved[0] = 1;
    const asked = 5 + buildMonths / stockBase[0]!;
    expect(lackingDwellings(sim, 0)).toBeCloseTo(asked, 9);
    rent[0]! *= 1.2;
    const coming = (floorFactor[0]! * (buildMonths / 100) * (1.2 ** floorElasticity - 1)) / stockBase[0]!;
    expect(lackingDwellings(sim, 0), "those who come while it is built").toBeCloseTo(asked + coming, 9);
    price[0]! *= 1.1;
    expect(lackingDwellings(sim, 0), "the dearer of the two").toBeCloseTo(asked + coming, 9);
  });
});
