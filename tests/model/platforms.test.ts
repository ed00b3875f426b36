/** Platforms: the choice in closed form and by brute force, what giants do, each lever's direction. */
import { describe, expect, it } from "vitest";
import { log } from "../../sim/core/math.ts";
import { deriveKey, hash } from "../../sim/core/random.ts";
import { balance } from "../../sim/model/accounts.ts";
import { useDigital } from "../../sim/model/digital.ts";
import { isTurn, turnAt } from "../../sim/model/lineage-turns.ts";
import {
  adjustPlatforms,
  captureEach,
  captureOfUser,
  choosePlatforms,
  herfindahl,
  reviewPlatforms,
  setPlatformTerms,
} from "../../sim/model/platforms.ts";
import { EMPTY, type Simulation } from "../../sim/model/state.ts";
import { STREAM } from "../../sim/model/streams.ts";
import { held, meanOf, pass, simulate, twoCountries } from "./cities.ts";

const PLATFORMS = [0, 1, 2];
const has = (set: number, k: number) => Math.floor(set / 2 ** k) % 2 === 1;
const shareOf = (sim: Simulation, k: number) => {
  const { platforms, status } = sim.households.data;
  return meanOf(platforms.filter((_, i) => status[i] !== EMPTY).map((set) => Number(has(set, k))));
};

/** One more year of platforms, and nothing else. */
function year(sim: Simulation, years = 1): Simulation {
  for (let month = 0; month < 12 * years; month++) once(sim);
  return sim;
}

/** A run in which some levers are held from its first month on, after some years of platforms alone. */
function yearsUnder(levers: Parameters<typeof held>[0], years = 6): Simulation {
  const sim = simulate({ households: 1500 });
  Object.assign(sim.levers, levers);
  return year(sim, years);
}

describe("the choice of platforms", () => {
  it("without ties and switching is the logit over eight sets", () => {
    const parameters = { platformTies: 0, platformSwitch: 0, platformAge: 0, rentSeeking: 0, dataMarkup: 0 };
    const own = { platformA: 1, platformB: 0.2, platformC: -1 };
    const sim = simulate({ households: 4000, parameters: { ...parameters, ...own } });
    const { platformPrivacy } = sim.parameters;
    const worth = [1 - platformPrivacy, 0.2 - platformPrivacy, -1];
    const weights = Array.from({ length: 8 }, (_, set) =>
      Math.exp(PLATFORMS.reduce((sum, k) => sum + (has(set, k) ? worth[k]! : 0), 0)),
    );
    const all = weights.reduce((sum, each) => sum + each, 0);
    weights.forEach((weight, set) => {
      const expected = weight / all;
      const found = sim.households.data.platforms.filter((each) => each === set).length / 4000;
      expect(Math.abs(found - expected), `set ${set}`).toBeLessThan(
        4 * Math.sqrt((expected * (1 - expected)) / 4000),
      );
    });
  });

  it.each([
    [0.3, 0.8],
    [0.7, 0.8],
    [0, 0],
  ])("is the best of eight by brute force, for everybody (interoperable %d, broken up %d)", (open, split) => {
    const sim = simulate({ households: 800, places: twoCountries([[200_000, 90_000], [60_000]]) }, 1);
    Object.assign(sim.levers, { "platforms.interoperable": open, "platforms.breakUp": split });
    sim.platforms.data.quality[3] = 0.5;
    sim.platforms.data.dataPrice[4] = 9;
    setPlatformTerms(sim);
    const before = sim.households.data.platforms.slice();
    reviewPlatforms(sim, sim.month, 1);
    for (let i = 0; i < before.length; i++) {
      if (sim.households.data.status[i] === EMPTY) continue;
      // All choose from the sets that others had before.
      const { set, reach } = bestSet(sim, before, i);
      expect(sim.households.data.platforms[i], `household ${i}`).toBe(set);
      expect(Math.abs(sim.households.data.reachable[i]! - 255 * reach)).toBeLessThan(0.5 + 1e-9);
    }
  });

  it("comes once a year to everybody, a twelfth a month, and changes nobody else", () => {
    const sim = simulate({ households: 1200, parameters: { platformTaste: 12 } });
    const { id, platforms } = sim.households.data;
    const turns = id.map(() => 0);
    for (let month = 0; month < 12; month++) {
      const before = platforms.slice();
      const now = Array.from(id, (each) => isTurn(each >>> 4, turnAt(sim.month + 1, 12)));
      expect(now.filter(Boolean).length).toBeGreaterThan(60);
      once(sim);
      now.forEach((turn, i) => {
        turns[i]! += Number(turn);
        if (!turn) expect(platforms[i]).toBe(before[i]);
      });
    }
    expect(turns.every((each) => each === 1)).toBe(true);
  });

  it("stays as it is where neither tastes nor ties nor prices change", () => {
    const parameters = { platformTaste: 1e6, platformTies: 0, platformAge: 0, platformSpeed: 0 };
    const sim = simulate({ parameters, households: 1000 });
    const before = sim.households.data.platforms.slice();
    expect(year(sim, 2).households.data.platforms).toEqual(before);
  });
});

/** A month of platforms alone. */
function once(sim: Simulation): void {
  sim.month++;
  choosePlatforms(sim);
}

/** V of all sets from the ODD's words; the first of the best. */
function bestSet(sim: Simulation, sets: Uint8Array, i: number): { set: number; reach: number } {
  const p = sim.parameters;
  const { id, place, bornAt } = sim.households.data;
  const { quality, dataPrice } = sim.platforms.data;
  const first = 3 * sim.input.places.country[place[i]!]!;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.platformTaste, 0);
  const phase = (Math.imul(id[i]!, 0x27d4eb2f) >>> 0) / 2 ** 32;
  const epoch = Math.floor((sim.month + 24_000) / p.platformTaste + phase);
  const worth = [p.platformA, p.platformB, p.platformC].map((base, k) => {
    const bits = hash(k0, k1, id[i]!, 3 * epoch + k) + 0.5;
    const trust = k === 2 ? p.platformTrust * (sim.places.data.trust[place[i]!]! - p.trustUsual) : 0;
    const price = (p.platformPrivacy * dataPrice[first + k]!) / p.dataPrice;
    const age = p.platformAge * ((sim.month - bornAt[i]!) / 12 - 45);
    const qualityWorth = p.platformQuality * (quality[first + k]! - 1);
    return base + qualityWorth - price + age + log(bits / (2 ** 32 - bits)) + trust;
  });
  const { partner, count, slots } = sim.ties;
  const friends = Array.from(partner.subarray(i * slots, i * slots + count[i]!), (k) => sets[k]!);
  const options = Array.from({ length: 8 }, (_, set) => {
    const reach = friends.length === 0 ? 0 : friends.map((their) => reached(sim, set, their)).reduce(add, 0);
    const share = friends.length === 0 ? 0 : reach / friends.length;
    const own = PLATFORMS.filter((k) => has(set, k)).reduce((sum, k) => sum + worth[k]!, 0);
    const switches = PLATFORMS.filter((k) => has(set, k) !== has(sets[i]!, k)).length;
    return { set, reach: share, value: own + p.platformTies * share - p.platformSwitch * switches };
  });
  return options.reduce((best, each) => (each.value > best.value + 1e-9 ? each : best));
}

const add = (a: number, b: number) => a + b;

function reached(sim: Simulation, own: number, their: number): number {
  if (own === 0 || their === 0) return 0;
  const across = sim.levers["platforms.interoperable"];
  if (PLATFORMS.slice(1).some((k) => has(own, k) && has(their, k))) return 1;
  const within = has(own, 0) && has(their, 0) ? 1 - sim.levers["platforms.breakUp"] / 2 : 0;
  return Math.max(across, within);
}

describe("users", () => {
  it("are those who have a platform, by country, and the market those who have any", () => {
    const sim = simulate({ households: 2000 }, 3);
    year(sim);
    const { platforms } = sim.households.data;
    for (const k of PLATFORMS) {
      expect(sim.platforms.data.users[k]).toBe(platforms.filter((set) => has(set, k)).length);
      expect(sim.platforms.data.market[k]).toBe(platforms.filter((set) => set > 0).length);
      expect(sim.platforms.data.users[3 + k], "nobody lives in the other country").toBe(0);
    }
    expect(Math.max(...platforms)).toBeLessThan(8);
  });

  it("of each country are its own, and so is what platforms keep of each of them", () => {
    const sim = simulate({ households: 800, places: twoCountries([[200_000, 90_000], [60_000]]) });
    year(sim);
    const { platforms, place, status } = sim.households.data;
    const { users, market, dataPrice } = sim.platforms.data;
    sim.levers["platforms.levy"] = 1;
    dataPrice.set([4, 6, 0, 8, 0.5, 0]);
    const kept = [3, 5, 0, 7, 0, 0];
    for (const country of [0, 1]) {
      const here = platforms.filter(
        (_, i) => status[i] !== EMPTY && sim.input.places.country[place[i]!] === country,
      );
      const count = PLATFORMS.map((k) => here.filter((set) => has(set, k)).length);
      expect([...users.subarray(3 * country, 3 * country + 3)]).toEqual(count);
      const any = here.filter((set) => set > 0).length;
      expect(market[3 * country]).toBe(any);
      const taken = PLATFORMS.reduce((all, k) => all + count[k]! * kept[3 * country + k]!, 0);
      expect(captureOfUser(sim, country)).toBeCloseTo(taken / any, 9);
    }
    expect(users[0]).not.toBe(users[3]);
  });

  it("without a platform reach nobody and have no digital contact; with one most have", () => {
    const sim = simulate({ households: 1000 });
    useDigital(sim);
    const { platforms, reachable } = sim.households.data;
    const { contact } = sim.workspace;
    const none = [...platforms.keys()].filter((i) => platforms[i] === 0);
    expect(none.length).toBeGreaterThan(50);
    expect(none.filter((i) => reachable[i]! + contact[i]! > 0)).toEqual([]);
    const some = [...platforms.keys()].filter((i) => platforms[i]! > 0);
    expect(meanOf(some.map((i) => reachable[i]!))).toBeGreaterThan(190);
    expect(meanOf(some.map((i) => contact[i]!))).toBeGreaterThan(80);
  });

  it("of any age keep their shares over ten years", () => {
    const sim = simulate({ households: 3000, parameters: { platformAge: 0 } });
    const before = PLATFORMS.map((k) => shareOf(sim, k));
    year(sim, 10);
    for (const k of PLATFORMS) expect(Math.abs(shareOf(sim, k) - before[k]!)).toBeLessThan(0.03);
  });
});

describe("giants", () => {
  /** One country's platforms at rest, 100 households in the market. */
  function rest(users: readonly number[], levers: Parameters<typeof held>[0] = {}): Simulation {
    const sim = simulate({ households: 300 });
    Object.assign(sim.levers, levers);
    sim.platforms.data.users.set(users);
    sim.platforms.data.market.fill(100);
    adjustPlatforms(sim, 1);
    return sim;
  }

  it("abuse a position above half of the market, the more the larger; the commons' platform does not", () => {
    const { quality, dataPrice } = rest([90, 60, 95]).platforms.data;
    expect([...quality.subarray(0, 3)]).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.9, 12), 1]);
    expect([...dataPrice.subarray(0, 3)]).toEqual([expect.closeTo(5.6, 12), expect.closeTo(4.4, 12), 0]);
    const small = rest([50, 10, 40]).platforms.data;
    expect([...small.quality.subarray(0, 3)]).toEqual([1, 1, 1]);
    expect([...small.dataPrice.subarray(0, 3)]).toEqual([4, 4, 0]);
  });

  it("are bound by interoperability or open governance, A by a break-up", () => {
    for (const name of ["platforms.interoperable", "platforms.openGovernance"] as const) {
      expect(rest([90, 60, 0], { [name]: 1 }).platforms.data.quality[0]).toBe(1);
      expect(rest([90, 60, 0], { [name]: 0.5 }).platforms.data.quality[0]).toBeCloseTo(0.8, 12);
    }
    const { quality } = rest([90, 60, 0], { "platforms.breakUp": 1 }).platforms.data;
    expect([...quality.subarray(0, 2)]).toEqual([1, expect.closeTo(0.9, 12)]);
  });

  it("take no more than the cap lets them, and pass half of a levy on", () => {
    expect(rest([50, 50, 0], { "platforms.dataPriceCap": 0.75 }).platforms.data.dataPrice[0]).toBe(1);
    const levied = rest([50, 50, 0], { "platforms.levy": 2 });
    expect(levied.platforms.data.dataPrice[0]).toBe(5);
    expect([captureEach(levied, 0, 0), captureEach(levied, 0, 2)]).toEqual([3, 0]);
  });

  it("go a tenth of the way a month", () => {
    const sim = rest([50, 50, 0]);
    sim.platforms.data.users[0] = 100;
    adjustPlatforms(sim, 0.1);
    expect(sim.platforms.data.quality[0]).toBeCloseTo(0.95, 12);
  });

  it("pay the levy for each of their users, not for those of the commons", () => {
    const sim = simulate({ households: 500, levers: held({ "platforms.levy": 2 }) }, 1);
    const { users } = sim.platforms.data;
    const due = (users[0]! + users[1]!) * sim.scale * 2;
    expect(sim.ledger.platformLevy).toBeCloseTo(due, 6);
    expect(balance(sim.ledger, "platforms")).toBeCloseTo(-due, 6);
  });
});

describe("levers", () => {
  const plain = yearsUnder({});

  it("interoperability: more ties reached, fewer platforms each, better giants", () => {
    const open = yearsUnder({ "platforms.interoperable": 1 });
    expect(meanOf(open.households.data.reachable)).toBeGreaterThan(meanOf(plain.households.data.reachable));
    expect(open.platforms.data.quality[0]).toBeGreaterThan(plain.platforms.data.quality[0]! + 0.2);
    expect(open.platforms.data.dataPrice[0]).toBeLessThan(plain.platforms.data.dataPrice[0]!);
  });

  it("open governance and a cap: cheaper giants with more users", () => {
    for (const levers of [{ "platforms.openGovernance": 1 }, { "platforms.dataPriceCap": 1 }]) {
      const sim = yearsUnder(levers);
      expect(sim.platforms.data.dataPrice[0]).toBeLessThan(plain.platforms.data.dataPrice[0]! - 1);
      expect(shareOf(sim, 0) + shareOf(sim, 1)).toBeGreaterThan(shareOf(plain, 0) + shareOf(plain, 1));
    }
  });

  it("a break-up: fewer ties reached through A, more multi-homing or others, less concentration", () => {
    const split = yearsUnder({ "platforms.breakUp": 1 });
    expect(shareOf(split, 1) + shareOf(split, 2)).toBeGreaterThan(shareOf(plain, 1) + shareOf(plain, 2));
    const index = (sim: Simulation, b: number) =>
      herfindahl(shareOf(sim, 0), shareOf(sim, 1), shareOf(sim, 2), b);
    expect(index(split, 1)).toBeLessThan(index(plain, 0) - 0.05);
  });

  it("a levy: dearer in data, fewer users", () => {
    const levied = yearsUnder({ "platforms.levy": 5 });
    expect(levied.platforms.data.dataPrice[0]).toBeGreaterThan(plain.platforms.data.dataPrice[0]! + 2);
    expect(shareOf(levied, 0) + shareOf(levied, 1)).toBeLessThan(shareOf(plain, 0) + shareOf(plain, 1));
  });

  it("trust in commons: more of them on the commons' platform", () => {
    const trusting = simulate({ households: 1500 });
    trusting.places.data.trust.fill(0.95);
    expect(shareOf(year(trusting, 6), 2)).toBeGreaterThan(shareOf(plain, 2));
  });
});

it("the Herfindahl index is that of owners", () => {
  expect(herfindahl(1, 1, 1, 0)).toBeCloseTo(1 / 3, 12);
  expect(herfindahl(5, 0, 0, 0)).toBe(1);
  expect(herfindahl(5, 0, 0, 1)).toBe(0.5);
  expect(herfindahl(0, 0, 0, 0)).toBe(0);
});

it("platforms last through whole months too", () => {
  const sim = simulate({ households: 600 });
  const before = shareOf(sim, 0);
  pass(sim, 12);
  expect(Math.abs(shareOf(sim, 0) - before)).toBeLessThan(0.05);
});
