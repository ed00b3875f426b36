/**
 * Process 5, platforms (ODD 7.5): households choose among the eight sets of two giants and a commons
 * platform by worth, taste and the share of their ties that they reach; giants above half of the
 * market lower quality and raise the price in data, unless something binds them.
 * Reads: ties, bornAt, trust, levers. Writes: platforms, reachable, quality, dataPrice, users, market.
 */
import { log } from "../core/math.ts";
import { BLOCK, deriveKey, hash, hashEach } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { inBlocks, openSums, type SimulationPass, tallySums } from "./blocks.ts";
import { isTurn, turnAt } from "./lineage-turns.ts";
import { COUNTRIES } from "./places.ts";
import { EMPTY, PLATFORM_COUNT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Sets of platforms a household can have, as bits. */
export const SETS = 8;
/** The set of all platforms; the most ties a household can have, as bits. */
const ALL = 7;
const FIFTEEN = 15;
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
/** Counts by country: users of each platform, then those who have any. */
const USER_SUMS = PLATFORM_COUNT + 1;

/** Rows of those who review at once, and their lineages; then the draws of their tastes. */
const reviewers = new Uint32Array(BLOCK);
const lineages = new Uint32Array(BLOCK);
const draws = Array.from({ length: PLATFORM_COUNT }, () => new Uint32Array(BLOCK));
/** What each platform adds to the worth of a set, for one household. */
const own = new Float64Array(PLATFORM_COUNT);

/** What the choice of platforms is made from, by country, and who chooses when. */
export interface PlatformTerms {
  /** Country x platform: worth of quality less price [logit]. */
  readonly worth: Float64Array;
  /** What is reached of a tie: with no platform in common, with only the one that can be broken up. */
  apart: number;
  within: number;
  /** Month whose tastes hold, and months between two reviews of a household. */
  month: number;
  turns: number;
}

/** Buffers of the process. */
export function makePlatformTerms(): PlatformTerms {
  return {
    worth: new Float64Array(COUNTRIES.length * PLATFORM_COUNT),
    apart: 0,
    within: 1,
    month: 0,
    turns: TURNS,
  };
}

/** One month: a twelfth of households reviews its platforms, then their owners act. */
export function choosePlatforms(sim: Simulation): void {
  setPlatformTerms(sim);
  reviewPlatforms(sim, sim.month, TURNS);
  adjustPlatforms(sim, sim.parameters.platformSpeed);
  payLevy(sim);
}

/** Founders' platforms near rest: ten yearly rounds of everybody, with the tastes of those years. */
export function foundPlatforms(sim: Simulation): void {
  const { quality, dataPrice } = sim.platforms.data;
  quality.fill(1);
  for (let at = 0; at < dataPrice.length; at++) {
    dataPrice[at] = at % PLATFORM_COUNT < GIANTS ? sim.parameters.dataPrice : 0;
  }
  for (let round = FOUNDING_ROUNDS; round > 0; round--) {
    setPlatformTerms(sim);
    reviewPlatforms(sim, sim.month - 12 * round, 1);
    adjustPlatforms(sim, 1);
  }
}

/**
 * Worth by country v_k + w (quality - 1) - privacy price / usual price; what is reached of a tie:
 * all on a shared platform (1 - b/2 on a giant broken up by b), else the interoperable share.
 * out: `workspace.platformTerms`: worth, apart, within
 */
export function setPlatformTerms(sim: Simulation): void {
  const p = sim.parameters;
  const { platformTerms: terms } = sim.workspace;
  const { worth } = terms;
  const { quality, dataPrice } = sim.platforms.data;
  const base = [p.platformA, p.platformB, p.platformC];
  for (let at = 0; at < worth.length; at++) {
    const price = dataPrice[at]! / p.dataPrice;
    worth[at] =
      base[at % PLATFORM_COUNT]! + p.platformQuality * (quality[at]! - 1) - p.platformPrivacy * price;
  }
  terms.apart = sim.levers["platforms.interoperable"];
  terms.within = Math.max(terms.apart, 1 - sim.levers["platforms.breakUp"] / 2);
}

/**
 * Those whose turn it is choose, all from the sets that others had before; users are counted.
 * @param month whose tastes hold
 * @param turns months between two reviews of a household; 1: all choose
 */
export function reviewPlatforms(sim: Simulation, month: number, turns: number): void {
  const { platformTerms: terms } = sim.workspace;
  terms.month = month;
  terms.turns = turns;
  noteUsers(sim, tallySums(sim, reviewBlock, COUNTRIES.length * USER_SUMS));
  inBlocks(sim, takeSets, sim.households.rows);
}

/** Choices of those of a block whose turn it is; the block's users by country, into its tally. */
function reviewBlock(sim: Simulation, from: number, to: number): void {
  const { status, id } = sim.households.data;
  const { month, turns } = sim.workspace.platformTerms;
  const turn = turnAt(month, turns);
  const [empty, rows, together] = [EMPTY, reviewers, TOGETHER];
  const tallied = openSums(sim, from, COUNTRIES.length * USER_SUMS);
  for (let first = from; first < to; first += BLOCK) {
    const end = Math.min(to, first + BLOCK);
    let count = 0;
    for (let i = first; i < end; i++) {
      if (isTurn(id[i]! >>> together, turn) && status[i] !== empty) rows[count++] = i;
    }
    if (count > 0) reviewListed(sim, count);
    tallyUsers(sim, first, end, tallied);
  }
}

/** Adds users of each platform, and those who have any, to the counts of their countries. */
function tallyUsers(sim: Simulation, from: number, to: number, tallied: number): void {
  const { status, place, platforms } = sim.households.data;
  const { country } = sim.input.places;
  const { tally } = sim.workspace;
  const [empty, chosen, sums] = [EMPTY, CHOSEN, USER_SUMS];
  // Most rows side by side are of one country: its counts are kept at hand.
  let here = tallied;
  let a = 0;
  let b = 0;
  let c = 0;
  let any = 0;
  for (let i = from; i < to; i++) {
    if (status[i] === empty) continue;
    const own = tallied + country[place[i]!]! * sums;
    if (own !== here) {
      addUsers(tally, here, a, b, c, any);
      a = b = c = any = 0;
      here = own;
    }
    const packed = platforms[i]!;
    const set = packed >= chosen ? (packed >> 3) & 7 : packed;
    a += set & 1;
    b += (set >> 1) & 1;
    c += set >> 2;
    any += (set + 7) >> 3;
  }
  addUsers(tally, here, a, b, c, any);
}

function addUsers(tally: Float64Array, at: number, a: number, b: number, c: number, any: number): void {
  tally[at]! += a;
  tally[at + 1]! += b;
  tally[at + 2]! += c;
  tally[at + PLATFORM_COUNT]! += any;
}

/** Choices of the first `count` reviewers, by epoch of their tastes: no two differ by more than one. */
function reviewListed(sim: Simulation, count: number): void {
  if (count === 0) return;
  const { id } = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.platformTaste, 0);
  const epochs = (sim.workspace.platformTerms.month + EARLY) / sim.parameters.platformTaste;
  const rows = reviewers;
  const least = Math.floor(epochs);
  // Those of the next epoch are moved behind those of this one.
  let early = count;
  for (let at = 0; at < early; ) {
    const i = rows[at]!;
    const phase = (Math.imul(id[i]!, ODD) >>> 0) / TWO_32;
    if (Math.floor(epochs + phase) === least) {
      at++;
      continue;
    }
    early--;
    rows[at] = rows[early]!;
    rows[early] = i;
  }
  for (let at = 0; at < count; at++) lineages[at] = id[rows[at]!]!;
  for (let k = 0; k < PLATFORM_COUNT; k++) {
    const taste = least * PLATFORM_COUNT + k;
    hashEach(k0, k1, lineages, 0, early, taste, draws[k]!);
    hashEach(k0, k1, lineages, early, count - early, taste + PLATFORM_COUNT, draws[k]!.subarray(early));
  }
  for (let at = 0; at < count; at++) reviewHousehold(sim, at);
}

/**
 * One household: the set S that is best by sum of (worth + age + trust + taste) over S
 * + eta reach(S) - switching |S - S now|. Tastes are logistic, so that without ties and switching the
 * shares of the sets are exactly a logit over the eight of them.
 * @param at where it is among the reviewers
 * out: platforms: the new set in bits 3-5, until all have chosen; reachable
 */
function reviewHousehold(sim: Simulation, at: number): void {
  const { platforms, reachable } = sim.households.data;
  const { apart, within } = sim.workspace.platformTerms;
  const i = reviewers[at]!;
  const ties = sim.ties.count[i]!;
  const count = Math.max(1, ties);
  const subsets = tiesWithin(sim, i);
  ownWorth(sim, i, at);
  const each = sim.parameters.platformTies / count;
  const [a, b, c] = [own[0]!, own[1]!, own[2]!];
  const some = ties - (subsets & FIFTEEN);
  let best = 0;
  let most = 0;
  let reached = 0;
  for (let set = 1; set < SETS; set++) {
    // Ties with a platform in common, and with one that cannot be broken up.
    const shared = ties - ((subsets >>> ((set ^ ALL) << 2)) & FIFTEEN);
    const whole = ties - ((subsets >>> (((set & ~BIT_A) ^ ALL) << 2)) & FIFTEEN);
    const reach = whole + within * (shared - whole) + apart * (some - shared);
    let value = each * reach;
    if ((set & 1) !== 0) value += a;
    if ((set & 2) !== 0) value += b;
    if ((set & 4) !== 0) value += c;
    if (value <= most) continue;
    most = value;
    best = set;
    reached = reach;
  }
  platforms[i] = CHOSEN | (best << 3) | (platforms[i]! & ALL);
  reachable[i] = Math.round((255 * reached) / count);
}

/**
 * Ties of a household whose other end has no platform but those of a set, for each set: in four bits, for
 * there are fifteen at most; the empty set's are the lowest.
 */
function tiesWithin(sim: Simulation, i: number): number {
  const { partner, count, slots } = sim.ties;
  const { platforms } = sim.households.data;
  const end = i * slots + count[i]!;
  let subsets = 0;
  for (let at = i * slots; at < end; at++) subsets += 1 << ((platforms[partner[at]!]! & ALL) << 2);
  subsets += (subsets & 0x0f0f0f0f) << 4;
  subsets += (subsets & 0x00ff00ff) << 8;
  return (subsets + (subsets << 16)) | 0;
}

/**
 * What each platform adds to V: country's worth, age, trust, lasting taste, and switching, saved by
 * keeping what one has [logit]. out: `own`
 */
function ownWorth(sim: Simulation, i: number, at: number): void {
  const p = sim.parameters;
  const { place, bornAt, platforms } = sim.households.data;
  const { worth, month } = sim.workspace.platformTerms;
  const country = sim.input.places.country[place[i]!]!;
  const age = p.platformAge * ((month - bornAt[i]!) / 12 - 45);
  const keeping = +p.platformSwitch;
  const now = platforms[i]!;
  for (let k = 0; k < PLATFORM_COUNT; k++) {
    const bits = draws[k]![at]! + 0.5;
    const kept = ((now >> k) & 1) === 1 ? keeping : -keeping;
    own[k] = worth[country * PLATFORM_COUNT + k]! + age + log(bits / (TWO_32 - bits)) + kept;
  }
  own[GIANTS]! += p.platformTrust * (sim.places.data.trust[place[i]!]! - p.trustUsual);
}

/**
 * What platform k is worth in itself to a household, ties and switching left aside [logit]: worth + age +
 * taste, and trust for that of the commons, as in its last review.
 */
export function ownWorthOf(sim: Simulation, i: number, k: number): number {
  const p = sim.parameters;
  const { id, place, bornAt } = sim.households.data;
  const { worth } = sim.workspace.platformTerms;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.platformTaste, 0);
  const epoch = Math.floor((sim.month + EARLY) / p.platformTaste + (Math.imul(id[i]!, ODD) >>> 0) / TWO_32);
  const bits = hash(k0, k1, id[i]!, epoch * PLATFORM_COUNT + k) + 0.5;
  const age = p.platformAge * ((sim.month - bornAt[i]!) / 12 - 45);
  const trust = k < GIANTS ? 0 : p.platformTrust * (sim.places.data.trust[place[i]!]! - p.trustUsual);
  const first = sim.input.places.country[place[i]!]! * PLATFORM_COUNT;
  return worth[first + k]! + age + log(bits / (TWO_32 - bits)) + trust;
}

/** Those who have chosen take their new set. */
function takeSets(sim: Simulation, from: number, to: number): void {
  const { platforms } = sim.households.data;
  const [chosen, sets] = [CHOSEN, SETS];
  for (let i = from; i < to; i++) {
    const packed = platforms[i]!;
    if (packed >= chosen) platforms[i] = (packed >> 3) & (sets - 1);
  }
}

/** Users by country and platform. @param counts of countries: users of each platform, and of any */
function noteUsers(sim: Simulation, counts: Float64Array): void {
  const { users, market } = sim.platforms.data;
  for (let at = 0; at < users.length; at++) {
    const first = Math.floor(at / PLATFORM_COUNT) * USER_SUMS;
    users[at] = counts[first + (at % PLATFORM_COUNT)]!;
    market[at] = counts[first + PLATFORM_COUNT]!;
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

/** What threads do together. */
export const PLATFORM_PASSES: readonly SimulationPass[] = [reviewBlock, takeSets];
