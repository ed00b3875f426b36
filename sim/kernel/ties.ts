/**
 * The month's pass over close ties, as passTies of model/ties.ts, two ties side by side. Sums are made tie
 * by tie in the same order, so all bits are the same. Compiled by AssemblyScript.
 */
import { fillDraws } from "./draws";
import { exponential } from "./exponential";

/** Households whose draws are made at once. */
const DRAWN: i32 = 1024;
const SLOTS: i32 = 15;
const UNIFORM: f64 = 2.3283064365386963e-10;
const UNIT: f64 = 65535;
/** Scratch of a thread: terms, how far ties are seen, draws [bytes from its start]. */
const SIGHTS: usize = 256;
const DRAWS: usize = 512;

let weightBase: f64 = 0;
let gainMeet: f64 = 0;
let supportAlone: f64 = 0;
let born: f64 = 0;
let perMonth: f64 = 0;
let perUsual: f64 = 0;
let most: f64 = 0;
let k0: i32 = 0;
let k1: i32 = 0;
let id: usize = 0;
let status: usize = 0;
let place: usize = 0;
let size: usize = 0;
let bornAt: usize = 0;
let need: usize = 0;
let reach: usize = 0;
let lonely: usize = 0;
let isolated: usize = 0;
let sums: usize = 0;
let meets: usize = 0;
let partners: usize = 0;
let labels: usize = 0;
let strengths: usize = 0;
let counts: usize = 0;
let cards: usize = 0;
let traits: usize = 0;
let endByStrength: usize = 0;
let needFactor: usize = 0;
let endings: usize = 0;
let sights: usize = 0;

/** Sum of the highest hazards of the household in hand, and the meetings with its ties. */
let bound: f64 = 0;
let meetings: f64 = 0;
/** Slot of the tie that ends, of the household in hand; -1: none. */
let ended: i32 = -1;

/**
 * Households from … to - 1; from is a multiple of 1,024.
 * @param scratch of the thread; at its start the terms that passTiesInKernel of model/kernel.ts writes
 * @returns ties that end; their slots are in the memory of endings, from entry `from` on
 */
export function passTies(from: i32, to: i32, scratch: usize): i32 {
  readNumbers(scratch);
  readColumns(scratch + 64);
  sights = scratch + SIGHTS;
  const draws = scratch + DRAWS;
  let ending = from;
  for (let i = from; i < to; i++) {
    if ((i & (DRAWN - 1)) === 0) fillDraws(k0, k1, id + ((<usize>i) << 2), min(DRAWN, to - i), draws);
    if (load<u8>(status + i) === 0) continue;
    passHousehold(i);
    const u = (<f64>load<u32>(draws + ((<usize>(i & (DRAWN - 1))) << 2)) + 0.5) * UNIFORM;
    store<u8>(isolated + i, isUnmet(endTie(i, u)) ? 1 : 0);
    if (ended < 0) continue;
    store<u32>(endings + ((<usize>ending) << 2), ended);
    ending++;
  }
  return ending - from;
}

function readNumbers(terms: usize): void {
  weightBase = load<f64>(terms);
  gainMeet = load<f64>(terms, 8);
  supportAlone = load<f64>(terms, 16);
  born = load<f64>(terms, 24);
  perMonth = load<f64>(terms, 32);
  perUsual = load<f64>(terms, 40);
  most = load<f64>(terms, 48);
  k0 = load<i32>(terms, 56);
  k1 = load<i32>(terms, 60);
}

/** Where columns lie, in the order of model/kernel.ts. */
function readColumns(at: usize): void {
  id = <usize>load<u32>(at);
  status = <usize>load<u32>(at, 4);
  place = <usize>load<u32>(at, 8);
  size = <usize>load<u32>(at, 12);
  bornAt = <usize>load<u32>(at, 16);
  need = <usize>load<u32>(at, 20);
  reach = <usize>load<u32>(at, 24);
  lonely = <usize>load<u32>(at, 28);
  isolated = <usize>load<u32>(at, 32);
  sums = <usize>load<u32>(at, 36);
  meets = <usize>load<u32>(at, 40);
  partners = <usize>load<u32>(at, 44);
  labels = <usize>load<u32>(at, 48);
  strengths = <usize>load<u32>(at, 52);
  counts = <usize>load<u32>(at, 56);
  cards = <usize>load<u32>(at, 60);
  traits = <usize>load<u32>(at, 64);
  endByStrength = <usize>load<u32>(at, 68);
  needFactor = <usize>load<u32>(at, 72);
  endings = <usize>load<u32>(at, 76);
}

/** All ties of one household: their strengths, its sums, how far each is seen. */
function passHousehold(i: i32): void {
  const all = cards;
  const base = f64x2.splat(weightBase);
  const perMeeting = f64x2.splat(gainMeet);
  const meeting = meetingOf(i);
  const seenSupport = f64x2.splat(meeting * perUsual);
  const unmet = f64x2.splat(1 - meeting);
  const mostMet = f64x2.splat(most);
  const one = f64x2.splat(1);
  const mine = halvesOf(<i32>load<u16>(all + ((<usize>i) << 1)));
  let partner = partners + <usize>(i * SLOTS * 4);
  let label = labels + <usize>(i * SLOTS);
  let strength = strengths + <usize>(i * SLOTS * 2);
  let sight = sights;
  let attention: f64 = 0;
  let met: f64 = 0;
  let sum: f64 = 0;
  let highest: f64 = 0;
  let support: f64 = load<u8>(size + i) === 1 ? 0.01 : supportAlone + 0.01;
  for (let left = <i32>load<u8>(counts + i); left > 0; left -= 2) {
    // Of an odd last tie the second one is none: its numbers are made and dropped.
    const t0 = traits + ((<usize>load<u8>(label)) << 6);
    const t1 = traits + ((<usize>load<u8>(label, 1)) << 6);
    const c0 = <i32>load<u16>(all + ((<usize>load<u32>(partner)) << 1));
    const c1 = <i32>load<u16>(all + ((<usize>(left > 1 ? load<u32>(partner, 4) : <u32>0)) << 1));
    const products = i32x4.mul(mine, i32x4(c0 & 63, c1 & 63, c0 >>> 6, c1 >>> 6));
    const c = f64x2.convert_low_i32x4_s(products);
    const roots = f64x2.convert_low_i32x4_s(v128.shuffle<i64>(products, products, 1, 1));
    const steps = f64x2.convert_low_i32x4_u(i32x4.extend_low_i16x8_u(v128.load32_zero(strength)));
    const s = f64x2.mul(steps, f64x2.splat(1.0 / UNIT));
    const a0 = v128.load(t0);
    const a1 = v128.load(t1);
    const b0 = v128.load(t0, 16);
    const b1 = v128.load(t1, 16);
    const d0 = v128.load(t0, 32);
    const d1 = v128.load(t1, 32);
    const near = f64x2.add(firsts(a0, a1), f64x2.mul(seconds(a0, a1), c));
    const w = f64x2.mul(f64x2.add(base, s), near);
    const m = f64x2.mul(f64x2.mul(mostMet, roots), w);
    const gains = f64x2.add(f64x2.mul(perMeeting, m), f64x2.mul(firsts(b0, b1), c));
    const grown = f64x2.add(s, f64x2.mul(f64x2.sub(one, s), f64x2.pmin(gains, one)));
    const fades = f64x2.mul(seconds(b0, b1), s);
    const next = f64x2.sub(grown, f64x2.sub(fades, firsts(d0, d1)));
    const seen = f64x2.pmin(f64x2.add(m, m), one);
    const held = f64x2.mul(next, f64x2.add(unmet, f64x2.mul(seenSupport, seen)));
    const kept = stepsOf(next);
    v128.store(sight, seen);
    store<u16>(strength, i32x4.extract_lane(kept, 0));
    attention += f64x2.extract_lane(w, 0);
    met += f64x2.extract_lane(m, 0);
    sum += f64x2.extract_lane(next, 0);
    support += f64x2.extract_lane(held, 0);
    highest += f64x2.extract_lane(d0, 1);
    if (left > 1) {
      store<u16>(strength, i32x4.extract_lane(kept, 1), 2);
      attention += f64x2.extract_lane(w, 1);
      met += f64x2.extract_lane(m, 1);
      sum += f64x2.extract_lane(next, 1);
      support += f64x2.extract_lane(held, 1);
      highest += f64x2.extract_lane(d1, 1);
    }
    partner += 8;
    label += 2;
    strength += 4;
    sight += 16;
  }
  bound = highest;
  meetings = met;
  keep(i, attention, sum, met, support);
}

/** Part of a household's support that needs meetings. */
function meetingOf(i: i32): f64 {
  const share = (<f64>load<i16>(bornAt + ((<usize>i) << 1)) - born) * perMonth;
  return min<f64>(1, max<f64>(0, share));
}

/** Contact of a card twice, then its root twice. */
function halvesOf(card: i32): v128 {
  return i32x4(card & 63, card & 63, card >>> 6, card >>> 6);
}

/** First numbers of two pairs, and second ones. */
function firsts(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 2);
}

function seconds(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 1, 3);
}

/** Steps of the column of strengths. */
function stepsOf(strength: v128): v128 {
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(strength, f64x2.splat(UNIT)), f64x2.splat(0.5)));
}

function keep(i: i32, attention: f64, sum: f64, met: f64, support: f64): void {
  const at = (<usize>i) << 2;
  store<f32>(reach + at, <f32>attention);
  store<f32>(sums + at, <f32>sum);
  store<f32>(meets + at, <f32>met);
  const factor = load<f64>(needFactor + ((<usize>load<u16>(place + ((<usize>i) << 1))) << 3));
  store<u8>(lonely + i, support < <f64>load<f32>(need + at) * factor ? 1 : 0);
}

/** As endTie of model/ties.ts; the slot of the tie that ends is left in `ended`. */
function endTie(i: i32, u: f64): f64 {
  ended = -1;
  if (u >= bound) return (u - bound) / (1 - bound);
  const top = bound < 1 ? bound : 1.0;
  const first = i * SLOTS;
  const count = <i32>load<u8>(counts + i);
  let hazard: f64 = 0;
  for (let k = 0; k < count; k++) {
    const at = <usize>(first + k);
    if (load<u32>(partners + (at << 2)) < <u32>i) continue;
    const before = hazard;
    const highest = load<f64>(traits + ((<usize>load<u8>(labels + at)) << 6), 40);
    const byStrength = load<f64>(endByStrength + ((<usize>load<u8>(strengths + (at << 1), 1)) << 3));
    hazard += highest * byStrength * (1 - 0.5 * load<f64>(sights + ((<usize>k) << 3)));
    if (u >= hazard) continue;
    ended = <i32>at;
    return (u - before) / (hazard - before);
  }
  return (u - hazard) / (top - hazard);
}

/** As isUnmet of model/ties.ts, for the meetings of the household in hand. */
function isUnmet(u: f64): bool {
  if (meetings > 0 && u * (1 + meetings + 0.5 * meetings * meetings) > 1.000001) return false;
  return u < exponential(-meetings);
}
