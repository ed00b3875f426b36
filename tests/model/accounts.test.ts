/** The accounts: what is paid is received, costly levers are paid for, revenue lowers the public cost. */
import { describe, expect, it } from "vitest";
import {
  ACCOUNTS,
  balance,
  emptyLedger,
  makeLedger,
  PURPOSES,
  pay,
  publicCost,
} from "../../sim/model/accounts.ts";
import { LEVERS, type LeverName } from "../../sim/model/levers.ts";
import { listDwellings } from "../../sim/model/listings.ts";
import { bookPolicies, PAID_BY_UNITS } from "../../sim/model/policy-costs.ts";
import { allocateSimulation, stepMonth } from "../../sim/model/simulation.ts";
import { HOUSED, type Simulation } from "../../sim/model/state.ts";
import { restoreState, saveState } from "../../sim/output/saved-state.ts";
import { partsOf } from "../output/memory-files.ts";
import { held, inputOf, simulate } from "./cities.ts";

const given = { households: 1000, levers: held({ "housing.publicStarts": 1 }, 0) };
const start = simulate(given, 2);
const bytes = Uint8Array.from(Buffer.concat(saveState(start, "test")));

/** The start again, with other levers in the month that follows. */
function monthUnder(levers: Partial<Record<LeverName, number>>, prepare = (_: Simulation) => {}): Simulation {
  const sim = allocateSimulation(inputOf(given));
  restoreState(sim, partsOf(bytes));
  sim.leverSeries = held(levers);
  prepare(sim);
  stepMonth(sim);
  return sim;
}

const total = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);

describe("the accounts", () => {
  it("sum to zero exactly: every amount leaves one account and enters another", () => {
    const all = Object.fromEntries(LEVERS.map((lever) => [lever.name, lever.max]));
    const { ledger } = monthUnder(all);
    const moves = Object.values(ledger).flatMap((eur) => [eur, -eur]);
    // In falling order of amount each euro meets its own negative first: the sum is exact.
    moves.sort((a, b) => Math.abs(b) - Math.abs(a));
    expect(total(moves)).toBe(0);
    const balances = ACCOUNTS.map((account) => balance(ledger, account));
    const turnover = total(Object.values(ledger));
    expect(Math.abs(total(balances))).toBeLessThan(1e-12 * turnover);
    expect(Object.values(ledger).filter((eur) => eur > 0).length).toBeGreaterThan(10);
  });

  it("give a payment to its receiver and take it from its payer", () => {
    for (const [purpose, { from, to }] of Object.entries(PURPOSES)) {
      const ledger = makeLedger();
      pay(ledger, purpose as keyof typeof PURPOSES, 3);
      pay(ledger, purpose as keyof typeof PURPOSES, 4);
      const moved = from === to ? 0 : 7;
      expect([balance(ledger, from), balance(ledger, to)], purpose).toEqual([0 - moved, moved]);
      emptyLedger(ledger);
      expect(balance(ledger, to)).toBe(0);
    }
  });

  it("refuse payments that are negative or no numbers", () => {
    for (const eur of [-1, Number.NaN, Infinity])
      expect(() => pay(makeLedger(), "policy", eur)).toThrow("policy");
  });

  it("are empty before the first month, begin anew each month, and last in a snapshot", () => {
    expect(Object.values(simulate({ households: 300 }).ledger).every((eur) => eur === 0)).toBe(true);
    const sim = allocateSimulation(inputOf(given));
    restoreState(sim, partsOf(bytes));
    expect(sim.ledger).toEqual(start.ledger);
    expect(monthUnder({}).ledger.policy).toBe(0);
    expect(start.ledger.policy).toBeGreaterThan(0);
  });
});

it("households pay for housing what their contracts say", () => {
  const sim = monthUnder({});
  emptyLedger(sim.ledger);
  listDwellings(sim);
  const { households, ledger, scale } = sim;
  const { status, contract, floor } = households.data;
  const housed = Array.from(status.keys()).filter((i) => status[i] === HOUSED);
  const paid = total(housed.map((i) => contract[i]! * floor[i]!)) * scale;
  const booked = ledger.rent + ledger.rentInstitutions + ledger.rentSocial + ledger.ownerCosts;
  expect(booked / paid).toBeCloseTo(1, 9);
});

describe("the public cost", () => {
  const plain = publicCost(monthUnder({}).ledger);

  it("of no policy is that of the unemployed: social rents keep social dwellings up", () => {
    const { benefits, rentSocial } = monthUnder({}).ledger;
    expect(plain / benefits).toBeCloseTo(1, 9);
    expect(rentSocial).toBeGreaterThan(0);
  });

  it.each(LEVERS.filter((lever) => "cost" in lever).map((lever) => ({ ...lever })))(
    "rises when $name is set where it costs",
    ({ name, min, max }) => {
      // A dwelling is delivered everywhere, so that their subsidies are due.
      const deliver = (sim: Simulation) => void sim.places.data.building.fill(1);
      const costs = [min, max].map((value) => publicCost(monthUnder({ [name]: value }, deliver).ledger));
      expect(Math.max(...costs)).toBeGreaterThan(publicCost(monthUnder({}, deliver).ledger) + 1);
    },
  );

  it.each(["climate.carbonPrice", "climate.dataCentreLevy", "platforms.levy"] as const)(
    "falls by the revenue of %s",
    (name) => {
      const most = LEVERS.find((lever) => lever.name === name)?.max ?? 0;
      expect(publicCost(monthUnder({ [name]: most }).ledger)).toBeLessThan(plain - 1);
    },
  );

  it("of levers counted by inhabitants is their cost x units, saved below the usual", () => {
    let people = 0;
    const [dear, cheap] = [1, -1].map((sign) => {
      const sim = monthUnder({});
      people = total([...sim.places.data.population]);
      emptyLedger(sim.ledger);
      Object.assign(sim.levers, { "transport.rail": -10 * sign, "digital.onlineOnly": 0.2 - 0.1 * sign });
      bookPolicies(sim);
      return sim.ledger;
    }) as [Simulation["ledger"], Simulation["ledger"]];
    const eur = ((10 * 2 + 0.1 * 60) * people) / 12;
    expect(dear.policy).toBeCloseTo(eur, 2);
    expect(cheap.savings).toBeCloseTo(eur, 2);
    expect([dear.savings, cheap.policy]).toEqual([0, 0]);
    expect(PAID_BY_UNITS.length).toBeGreaterThan(3);
  });

  it("of broadband counts dwellings beyond today's, that of services the cities they go to", () => {
    const sim = monthUnder({});
    emptyLedger(sim.ledger);
    sim.levers["digital.broadband"] = 1;
    bookPolicies(sim);
    const dwellings = total([...sim.places.data.stock]) * sim.scale;
    expect(sim.ledger.policy).toBeCloseTo(((1 - 0.64) * 90 * dwellings) / 12, 2);
  });
});
