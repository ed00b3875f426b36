/**
 * Process 5, platforms (ODD 7.5): households choose among the eight sets of two giants and a commons
 * platform by worth, taste and the share of their ties that they reach; giants above half of the
 * market lower quality and raise the price in data, unless something binds them.
 * Reads: ties, bornAt, trust, levers. Writes: platforms, reachable, quality, dataPrice, users, market.
 */
import { log } from "../core/math.ts";
import { deriveKey, hash, type Key } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { isTurn, turnAt } from "./lineage-turns.ts";
import { COUNTRIES } from "./places.ts";
import { EMPTY, PLATFORM_COUNT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Sets of platforms a household can have, as bits. */
export const SETS = 8;
/** Months between two reviews of one's platforms. */
const TURNS = 12;
/** Sixteen founders side by side have the same turn: their ties are read in one go. */
const TOGETHER = 4;
/** Bit 6: the household has chosen this month, its new set is in bits 3-5. */
const CHOSEN = 64;
/** The giants are platforms 0 and 1; bit of the first, which can be broken up. */
const GIANTS = 2;
const BIT_A = 1;
const TWO_32 = 4294967296;
/** Months added so that the epoch of a taste is never negative. */
const EARLY = 24_000;
/** Yearly rounds by which founders come to their platforms. */
const FOUNDING_ROUNDS = 10;
const ODD = 0x27d4eb2f;

/** What the choice of platforms is made from, by country, and its scratch. */
export interface PlatformTerms {
  /** Country x platform: worth of quality less price [logit]. */
  readonly worth: Float64Array;
  /** Set of one x set of the other: share of the tie that is reached. */
  readonly reached: Float64Array;
  /** Ties of one household by their sets; ties it reaches with each set; worth of each platform for it. */
  readonly ties: Float64Array;
  readonly reach: Float64Array;
  readonly own: Float64Array;
  /** Country x set: households. */
  readonly having: Float64Array;
}

/** Buffers of the process. */
export function makePlatformTerms(): PlatformTerms {
  return {
    worth: new Float64Array(COUNTRIES.length * PLATFORM_COUNT),
    reached: new Float64Array(SETS * SETS),
    ties: new Float64Array(SETS),
    reach: new Float64Array(SETS),
    own: new Float64Array(PLATFORM_COUNT),
    having: new Float64Array(COUNTRIES.length * SETS),
  };
}

/** One month: a twelfth of households reviews its platforms, then their owners act. */
export function choosePlatforms(sim: Simulation): void {
  const { status, id } = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.platformTaste, 0);
  const turn = turnAt(sim.month, TURNS);
  setPlatformTerms(sim);
  for (let i = 0; i < status.length; i++) {
    if (status[i] === EMPTY || !isTurn(id[i]! >>> TOGETHER, turn)) continue;
    reviewPlatforms(sim, i, key, sim.month);
  }
  countUsers(sim);
  adjustPlatforms(sim, sim.parameters.platformSpeed);
  payLevy(sim);
}

/** Founders' platforms near rest: ten yearly rounds of everybody, with the tastes of those years. */
export function foundPlatforms(sim: Simulation): void {
  const { status } = sim.households.data;
  const { quality, dataPrice } = sim.platforms.data;
  const key = deriveKey(sim.input.runKey, STREAM.platformTaste, 0);
  quality.fill(1);
  for (let at = 0; at < dataPrice.length; at++) {
    dataPrice[at] = at % PLATFORM_COUNT < GIANTS ? sim.parameters.dataPrice : 0;
  }
  for (let round = FOUNDING_ROUNDS; round > 0; round--) {
    setPlatformTerms(sim);
    for (let i = 0; i < status.length; i++) {
      if (status[i] !== EMPTY) reviewPlatforms(sim, i, key, sim.month - 12 * round);
    }
    countUsers(sim);
    adjustPlatforms(sim, 1);
  }
}

/**
 * Worth by country v_k + w (quality - 1) - privacy price / usual price; what is reached of a tie:
 * all on a shared platform (1 - b/2 on a giant broken up by b), else the interoperable share.
 * out: `workspace.platformTerms`: worth, reached
 */
export function setPlatformTerms(sim: Simulation): void {
  const p = sim.parameters;
  const { worth, reached } = sim.workspace.platformTerms;
  const { quality, dataPrice } = sim.platforms.data;
  const base = [p.platformA, p.platformB, p.platformC];
  for (let at = 0; at < worth.length; at++) {
    const price = dataPrice[at]! / p.dataPrice;
    worth[at] =
      base[at % PLATFORM_COUNT]! + p.platformQuality * (quality[at]! - 1) - p.platformPrivacy * price;
  }
  const across = sim.levers["platforms.interoperable"];
  const within = 1 - sim.levers["platforms.breakUp"] / 2;
  for (let own = 0; own < SETS; own++) {
    for (let theirs = 0; theirs < SETS; theirs++) {
      const shared = own & theirs;
      const some = own > 0 && theirs > 0 ? across : 0;
      reached[own * SETS + theirs] = shared === 0 ? some : shared === BIT_A ? Math.max(within, some) : 1;
    }
  }
}

/**
 * One household: the set S that is best by sum of (worth + age + trust + taste) over S
 * + eta reach(S) - switching |S - S now|. Tastes are logistic, so that without ties and switching the
 * shares of the sets are exactly a logit over the eight of them.
 * @param month whose tastes hold
 * out: platforms: the new set in bits 3-5, until all have chosen; reachable
 */
export function reviewPlatforms(sim: Simulation, i: number, key: Key, month: number): void {
  const { platforms, reachable } = sim.households.data;
  const { own, reach } = sim.workspace.platformTerms;
  const { platformTies } = sim.parameters;
  const now = platforms[i]! & (SETS - 1);
  const count = Math.max(1, reachTies(sim, i));
  ownWorth(sim, i, key, month);
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  let bestReach = 0;
  for (let set = 0; set < SETS; set++) {
    const share = reach[set]! / count;
    let value = platformTies * share;
    for (let k = 0; k < PLATFORM_COUNT; k++) if (((set >> k) & 1) === 1) value += own[k]!;
    if (value <= most) continue;
    most = value;
    best = set;
    bestReach = share;
  }
  platforms[i] = CHOSEN | (best << 3) | now;
  reachable[i] = Math.round(255 * bestReach);
}

/** Ties reached with each set, out: `platformTerms.reach` [ties]. @returns number of close ties */
function reachTies(sim: Simulation, i: number): number {
  const { partner, count, slots } = sim.ties;
  const { platforms } = sim.households.data;
  const { ties, reach, reached } = sim.workspace.platformTerms;
  ties.fill(0);
  reach.fill(0);
  const end = i * slots + count[i]!;
  for (let at = i * slots; at < end; at++) ties[platforms[partner[at]!]! & (SETS - 1)]!++;
  for (let theirs = 1; theirs < SETS; theirs++) {
    const number = ties[theirs]!;
    if (number === 0) continue;
    for (let own = 1; own < SETS; own++) reach[own]! += number * reached[own * SETS + theirs]!;
  }
  return count[i]!;
}

/**
 * What each platform adds to V: country's worth, age, trust, lasting taste, and switching, saved by
 * keeping what one has [logit]. out: `platformTerms.own`
 */
function ownWorth(sim: Simulation, i: number, key: Key, month: number): void {
  const p = sim.parameters;
  const { id, place, bornAt, platforms } = sim.households.data;
  const { worth, own } = sim.workspace.platformTerms;
  const country = sim.input.places.country[place[i]!]!;
  const age = p.platformAge * ((month - bornAt[i]!) / 12 - 45);
  const phase = (Math.imul(id[i]!, ODD) >>> 0) / TWO_32;
  const epoch = Math.floor((month + EARLY) / p.platformTaste + phase);
  for (let k = 0; k < PLATFORM_COUNT; k++) {
    const bits = hash(key.k0, key.k1, id[i]!, epoch * PLATFORM_COUNT + k) + 0.5;
    own[k] = worth[country * PLATFORM_COUNT + k]! + age + log(bits / (TWO_32 - bits));
  }
  const now = platforms[i]!;
  for (let k = 0; k < PLATFORM_COUNT; k++) {
    own[k]! += ((now >> k) & 1) === 1 ? p.platformSwitch : -p.platformSwitch;
  }
  own[GIANTS]! += p.platformTrust * (sim.places.data.trust[place[i]!]! - p.trustUsual);
}

/** Those who have chosen take their new set; users by country and platform. */
function countUsers(sim: Simulation): void {
  const { status, place, platforms } = sim.households.data;
  const { country } = sim.input.places;
  const { having } = sim.workspace.platformTerms;
  const { users, market } = sim.platforms.data;
  having.fill(0);
  for (let i = 0; i < status.length; i++) {
    if (status[i] === EMPTY) continue;
    const packed = platforms[i]!;
    const set = packed >= CHOSEN ? (packed >> 3) & (SETS - 1) : packed;
    if (set !== packed) platforms[i] = set;
    having[country[place[i]!]! * SETS + set]!++;
  }
  for (let at = 0; at < users.length; at++) {
    const [of, k] = [Math.floor(at / PLATFORM_COUNT), at % PLATFORM_COUNT];
    users[at] = 0;
    market[at] = 0;
    for (let set = 1; set < SETS; set++) {
      market[at]! += having[of * SETS + set]!;
      if (((set >> k) & 1) === 1) users[at]! += having[of * SETS + set]!;
    }
  }
}

/**
 * Owners: x = max(0, 2 m - 1) (1 - binding), m = users among all who have any platform, those of A's
 * larger half after a break-up; quality towards 1 - rent x, price towards
 * (usual (1 + markup x) + levy passed on) (1 - cap).
 * @param speed part of the way gone at once
 */
export function adjustPlatforms(sim: Simulation, speed: number): void {
  const { parameters: p, levers } = sim;
  const { quality, dataPrice, users, market } = sim.platforms.data;
  const free = (1 - levers["platforms.interoperable"]) * (1 - levers["platforms.openGovernance"]);
  const cap = 1 - levers["platforms.dataPriceCap"];
  const passed = p.levyPassed * levers["platforms.levy"];
  for (let at = 0; at < users.length; at++) {
    const k = at % PLATFORM_COUNT;
    if (k >= GIANTS) continue;
    const whole = k === 0 ? 1 - levers["platforms.breakUp"] / 2 : 1;
    const excess = Math.max(0, (2 * whole * users[at]!) / Math.max(1, market[at]!) - 1) * free;
    const better = Math.max(0, 1 - p.rentSeeking * excess);
    const dearer = (p.dataPrice * (1 + p.dataMarkup * excess) + passed) * cap;
    quality[at]! += speed * (better - quality[at]!);
    dataPrice[at]! += speed * (dearer - dataPrice[at]!);
  }
}

/** Giants pay the levy for each of their users. */
function payLevy(sim: Simulation): void {
  const { users } = sim.platforms.data;
  let paying = 0;
  for (let at = 0; at < users.length; at++) if (at % PLATFORM_COUNT < GIANTS) paying += users[at]!;
  pay(sim.ledger, "platformLevy", paying * sim.scale * sim.levers["platforms.levy"]);
}

/** What platforms keep of a user in data once the levy is paid: max(0, price - levy) [EUR/month]. */
export function captureEach(sim: Simulation, country: number, platform: number): number {
  const price = sim.platforms.data.dataPrice[country * PLATFORM_COUNT + platform]!;
  return Math.max(0, price - sim.levers["platforms.levy"]);
}

/** What platforms keep of those who have any, with a country's users as last counted [EUR/user/month]. */
export function captureOfUser(sim: Simulation, country: number): number {
  const { users, market } = sim.platforms.data;
  const first = country * PLATFORM_COUNT;
  let sum = 0;
  for (let k = 0; k < PLATFORM_COUNT; k++) sum += users[first + k]! * captureEach(sim, country, k);
  return sum / Math.max(1, market[first]!);
}

/**
 * Herfindahl index of uses by owner, 1/3 to 1 with three of them; a break-up by b leaves A's owner
 * 1 - b/2 of its users. 0 without users.
 */
export function herfindahl(a: number, b: number, c: number, breakUp: number): number {
  const all = a + b + c;
  if (all === 0) return 0;
  const parts = [a * (1 - breakUp / 2), (a * breakUp) / 2, b, c];
  return parts.reduce((sum, each) => sum + (each / all) * (each / all), 0);
}
