/** Rents and prices of a month in closed form (ODD 7.10), and what investors pay for what they hold. */
import { describe, expect, it } from "vitest";
import { emptyLedger } from "../../sim/model/accounts.ts";
import { clearHousing, setHousingBase } from "../../sim/model/housing.ts";
import { bookInvestors, collectRents } from "../../sim/model/housing-accounts.ts";
import { tradeDwellings } from "../../sim/model/investors.ts";
import { marketValue } from "../../sim/model/sales.ts";
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
import { simulate } from "./cities.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
const WITHOUT_INVESTORS = { buyLongLet: 0, buyShortLet: 0, buyInstitutional: 0 };
const LIMIT = 0.03;
const bounded = (step: number) => Math.max(-LIMIT, Math.min(LIMIT, step));

/** Changes of ln rent and ln price of a place in the month that comes, by the equations. */
function expected(sim: Simulation, j: number): { rent: number; price: number } {
  const p = sim.parameters;
  const at = sim.places.data;
  const base = (name: keyof typeof at) => at[name][j]!;
  const flow = (base("arrivals") - base("departures")) / (0.01 * base("households") + 1) - base("flowBase");
  const dwellings = [OWNER, PRIVATE, SOCIAL].reduce((all, t) => all + at.stock[3 * j + t]!, 0);
  const wanted = base("floorFactor") + base("unserved");
  const tension = (wanted * (base("rent") / base("rent0")) ** -p.floorElasticity) / dwellings;
  const rent = bounded(p.rentFlow * flow + p.rentStock * (tension / base("stockBase") - 1));
  const bids = base("bids") + base("investorBids") - base("bidBase") * (base("offered") + 1);
  const gap = Math.log(base("rent") / base("rent0")) + rent - Math.log(base("price") / base("price0"));
  return { rent, price: bounded((p.priceFlow * bids) / (base("bids0") + 1) + p.priceRent * gap) };
}

describe("a month of rents and prices", () => {
  it("follows net demand, floor wanted, bids and the gap between rents and prices, a term by itself", () => {
    const sim = simulate({ households: 1500, parameters: WITHOUT_INVESTORS });
    sim.places.data.investorBids.fill(0);
    const at = sim.places.data;
    at.arrivals[0]! += 0.4;
    at.departures[1]! += 0.4;
    at.unserved[2]! += 3;
    at.floorFactor[3]! += 2;
    at.bids[4]! += 0.5;
    at.rent[5]! *= 1.1;
    at.price[6]! *= 1.1;
    at.offered[7]! += 3;
    const before = { rent: at.rent.slice(), price: at.price.slice() };
    const steps = at.rent.slice().map((_, j) => expected(sim, j).rent);
    const prices = at.rent.slice().map((_, j) => expected(sim, j).price);
    expect([...steps, ...prices].every((step) => Math.abs(step) < LIMIT)).toBe(true);
    clearHousing(sim);
    for (let j = 0; j < at.rent.length; j++) {
      expect(Math.log(at.rent[j]! / before.rent[j]!), `rent ${j}`).toBeCloseTo(steps[j]!, 10);
      expect(Math.log(at.price[j]! / before.price[j]!), `price ${j}`).toBeCloseTo(prices[j]!, 10);
    }
    expect([steps[0]! > 0, steps[1]! < 0, steps[2]! > 0, steps[3]! > 0, steps[5]! < 0]).not.toContain(false);
    expect([prices[4]! > 0, prices[5]! > 0, prices[6]! < 0, prices[7]! < 0]).not.toContain(false);
  });

  it("where nothing changes investors' bids and listings are those of the base: prices rest", () => {
    const sim = simulate({ households: 1500 });
    setHousingBase(sim);
    const { bids, investorBids, bids0, bidBase, offered } = sim.places.data;
    for (let j = 0; j < bids.length; j++) {
      expect(bids[j]! + investorBids[j]!).toBeCloseTo(bids0[j]!, 12);
      expect(bidBase[j]! * (offered[j]! + 1)).toBeCloseTo(bids0[j]!, 12);
    }
  });

  it("changes neither by more than 3 %, up or down", () => {
    const sim = simulate({ households: 600, parameters: WITHOUT_INVESTORS });
    const at = sim.places.data;
    const before = { rent: at.rent.slice(), price: at.price.slice() };
    [at.arrivals[0], at.departures[1], at.bids[0]] = [1e6, 1e6, 1e6];
    at.offered[1] = 1e6;
    at.bidBase[1] = 1;
    clearHousing(sim);
    for (const name of ["rent", "price"] as const) {
      expect(Math.log(at[name][0]! / before[name][0]!)).toBeCloseTo(LIMIT, 12);
      expect(Math.log(at[name][1]! / before[name][1]!)).toBeCloseTo(-LIMIT, 12);
    }
  });
});

describe("investors", () => {
  it("value a dwelling at the price of a m2 times the mean floor of the place", () => {
    const sim = simulate({ households: 900 });
    collectRents(sim);
    const { place, status, floor } = sim.households.data;
    for (let j = 0; j < sim.places.rows; j++) {
      const here = floor.filter((_, i) => status[i] === HOUSED && place[i] === j);
      const each = sim.places.data.price[j]! * (sum(here) / here.length) * sim.scale;
      expect(marketValue(sim, j) / each).toBeCloseTo(1, 9);
    }
  });

  it("pay interest on debts, upkeep and the tax on the worth of what they hold, each kind its own", () => {
    const sim = simulate({ households: 900, parameters: { investorLeverage: 4 } });
    Object.assign(sim.levers, { "macro.mortgageRate": 3, "housing.investorTax": 2 });
    collectRents(sim);
    emptyLedger(sim.ledger);
    bookInvestors(sim);
    const { holdings, meanFloor, rent } = sim.places.data;
    const { upkeep, shortLetPremium } = sim.parameters;
    const worth = (kind: number) =>
      sum(meanFloor.map((_, j) => holdings[3 * j + kind]! * marketValue(sim, j)));
    const others = worth(INSTITUTIONAL) + worth(SHORT_LET);
    const costs = (0.75 * 0.03 + upkeep) / 12;
    const { ledger } = sim;
    expect(ledger.landlordsCosts / (worth(LONG_LET) * costs)).toBeCloseTo(1, 9);
    expect(ledger.investorsCosts / (others * costs)).toBeCloseTo(1, 9);
    expect(ledger.landlordsTax / (worth(LONG_LET) * (0.02 / 12))).toBeCloseTo(1, 9);
    expect(ledger.investorsTax / (others * (0.02 / 12))).toBeCloseTo(1, 9);
    const short = sum(rent.map((each, j) => holdings[3 * j + SHORT_LET]! * each * meanFloor[j]!));
    expect(ledger.rentShort / (short * shortLetPremium * sim.scale)).toBeCloseTo(1, 9);
  });

  it("pay the price of what they buy and get that of what they sell, landlords and others apart", () => {
    const sim = simulate({ households: 3000 });
    collectRents(sim);
    const { holdings, meanFloor } = sim.places.data;
    for (let month = 0; month < 24; month++) {
      const before = holdings.slice();
      emptyLedger(sim.ledger);
      tradeDwellings(sim);
      const spent = (kind: number) =>
        sum(meanFloor.map((_, j) => (holdings[3 * j + kind]! - before[3 * j + kind]!) * marketValue(sim, j)));
      const { landlordsPurchase, landlordsSale, investorsPurchase, investorsSale } = sim.ledger;
      expect(landlordsPurchase - landlordsSale).toBeCloseTo(spent(LONG_LET), 2);
      expect(investorsPurchase - investorsSale).toBeCloseTo(spent(INSTITUTIONAL) + spent(SHORT_LET), 2);
      sim.sales.count = 0;
    }
  });
});
