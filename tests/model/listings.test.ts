/** Process 8, listings (ODD 7.8): what is on offer, sitting rents, vacant dwellings that come back. */
import { describe, expect, it } from "vitest";
import { emptyLedger } from "../../sim/model/accounts.ts";
import { returnVacant } from "../../sim/model/dwellings.ts";
import { indexRents, listDwellings } from "../../sim/model/listings.ts";
import { marketValue } from "../../sim/model/sales.ts";
import { HOSTED, HOUSED, LONG_LET, OWNER, PRIVATE } from "../../sim/model/state.ts";
import { simulate } from "./cities.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);

describe("on offer", () => {
  it("is what nobody occupies, by place and tenure, whole dwellings", () => {
    const sim = simulate({ households: 1500 });
    const { stock, occupied, listed } = sim.places.data;
    stock[7] = occupied[7]!;
    stock[8]! += 3;
    listDwellings(sim);
    for (let at = 0; at < listed.length; at++) expect(listed[at]).toBe(stock[at]! - occupied[at]!);
    expect(listed[7]).toBe(0);
    expect(sum(listed)).toBeGreaterThan(50);
  });

  it("is less in flooded places, by the share flooded, and in these only", () => {
    const sim = simulate({ households: 1500 });
    const { stock, occupied, listed } = sim.places.data;
    sim.workspace.climate.flood[4] = 0.5;
    listDwellings(sim);
    for (let at = 0; at < listed.length; at++) {
      const free = stock[at]! - occupied[at]!;
      expect(listed[at]).toBe(Math.floor(at >= 12 && at < 15 ? free / 2 : free));
    }
  });
});

describe("sitting rents", () => {
  const indexed = (inflation: number, index: number) => {
    const sim = simulate({ households: 400 });
    Object.assign(sim.levers, { "macro.inflation": inflation, "housing.index": index });
    const { status, tenure, contract, place } = sim.households.data;
    status[1] = HOSTED;
    tenure.fill(PRIVATE, 0, 4);
    const { meanRent } = sim.workspace;
    const tenth = meanRent[sim.input.places.country[place[2]!]!]! / 10;
    contract[2] = tenth * 1.0001;
    contract[3] = contract[2]! / 2;
    const before = contract.slice();
    indexRents(sim);
    return { sim, before, after: contract, tenth };
  };

  it("of tenants lose what the index leaves of inflation; owners' and guests' do not", () => {
    const { sim, before, after } = indexed(6, 40);
    const { tenure, status } = sim.households.data;
    for (let i = 4; i < after.length; i++) {
      const tenant = tenure[i] !== OWNER && status[i] === HOUSED;
      expect(after[i]! / before[i]!).toBeCloseTo(tenant ? 1.06 ** (-0.6 / 12) : 1, 6);
    }
    expect(after[0]).toBeLessThan(before[0]!);
    expect(after[1], "who lives with others has no lease").toBe(before[1]);
  });

  it("never fall below a tenth of the market's mean, nor rise up to it", () => {
    const { before, after, tenth } = indexed(10, 0);
    expect(after[2]).toBeCloseTo(tenth, 6);
    expect(after[2]).toBeLessThanOrEqual(before[2]!);
    expect(after[3]).toBe(before[3]);
  });

  it("keep their worth where the index follows all of inflation", () => {
    const { before, after } = indexed(10, 100);
    expect(after).toEqual(before);
  });
});

describe("dwellings vacant for long", () => {
  it("come back at the rate of the tax, in the mix of owners and tenants; the rest is taxed", () => {
    const sim = simulate({ households: 3000 });
    const { longVacant, stock, holdings } = sim.places.data;
    longVacant.fill(400);
    stock[OWNER] = 300;
    stock[PRIVATE] = 100;
    holdings[LONG_LET] = 90;
    sim.levers["housing.vacancyTax"] = 5;
    emptyLedger(sim.ledger);
    const value = sum(longVacant.map((each, j) => each * marketValue(sim, j)));
    returnVacant(sim);
    expect(sim.ledger.vacancyTax / ((0.05 / 12) * value), "5 % of its worth a year").toBeCloseTo(1, 9);
    for (let month = 1; month < 12; month++) {
      sim.month++;
      returnVacant(sim);
    }
    const expected = 400 * (1 - (1 - (sim.parameters.vacancyReturn * 5) / 12) ** 12);
    const back = 400 - longVacant[0]!;
    expect(Math.abs(back - expected)).toBeLessThan(2);
    const [owners, tenants] = [stock[OWNER]! - 300, stock[PRIVATE]! - 100];
    expect(owners + tenants).toBe(back);
    expect(Math.abs(owners / back - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / back));
    expect(holdings[LONG_LET], "those to let are let by landlords").toBe(90 + tenants);
  });
});
