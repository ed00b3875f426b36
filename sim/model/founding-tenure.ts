/** Tenure of the founders of a place (ODD 5): owners as many as the place's margin says, then tenants. */
import { exp, log } from "../core/math.ts";
import { BLOCK, hash, type Key, uniform } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import { drawFounders } from "./founder-draws.ts";
import type { Parameters } from "./parameters.ts";
import { consumptionUnits } from "./searcher.ts";
import { COUPLE, FAMILY, HOSTED, NONE, OWNER, PRIVATE, type Simulation, SOCIAL } from "./state.ts";

/** Ownership by age band, logit beside the place's constant. */
const OWNER_AGE = [-2.3, -0.4, 0.5, 1] as const;

/** Owners by a logit in age, income and couple with the place's constant solved; tenants by income. */
export function foundTenure(sim: Simulation, key: Key, place: number, first: number, end: number): void {
  const share = sim.input.places.ownerShare[place]!;
  const against = new Float64Array(end - first);
  const incomes = new Float64Array(end - first);
  for (let i = first; i < end; i++) {
    incomes[i - first] = relativeIncome(sim, place, i);
    against[i - first] = exp(-ownerScore(sim, incomes[i - first]!, i));
  }
  const factor = exp(-logitConstant(against, share));
  // Owners are as many as their probabilities sum to: one where the sum passes a whole number.
  let owners = uniform(hash(key.k0, key.k1, first, 11));
  for (let k = 0; k < against.length; k++) {
    owners += 1 / (1 + against[k]! * factor);
    const owns = owners >= 1;
    if (owns) owners--;
    against[k] = owns ? 1 : 0;
  }
  for (let from = first; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    const tenants = drawFounders(key, 12, from, to, 0);
    const guests = drawFounders(key, 14, from, to, 1);
    for (let i = from; i < to; i++) {
      const owns = against[i - first] === 1;
      setTenure(sim, i, owns, incomes[i - first]!, uniform(tenants[i - from]!), uniform(guests[i - from]!));
    }
  }
}

/** Tenure of a founder. @param income relative @param social, guest: uniform draws */
function setTenure(
  sim: Simulation,
  i: number,
  owns: boolean,
  income: number,
  social: number,
  guest: number,
): void {
  const { parameters: p } = sim;
  const { tenure, status, composition } = sim.households.data;
  const poor = income < 0.15;
  tenure[i] = owns ? OWNER : social < p.socialShare * (poor ? 1.25 : 0.3) ? SOCIAL : PRIVATE;
  if (guest >= hostedShare(p, composition[i]!, ageYears(sim, i))) return;
  status[i] = HOSTED;
  tenure[i] = PRIVATE;
}

/**
 * Constant c with mean 1 / (1 + against e^-c) = share, by Newton's steps within -8 ... 8.
 * @param against odds against, at constant 0
 */
function logitConstant(against: Float64Array, share: number): number {
  let at = 0;
  for (let step = 0; step < 60; step++) {
    const factor = exp(-at);
    let sum = 0;
    let slope = 0;
    for (let k = 0; k < against.length; k++) {
      const q = 1 / (1 + against[k]! * factor);
      sum += q;
      slope += q * (1 - q);
    }
    const miss = share * against.length - sum;
    const next = Math.max(-8, Math.min(8, at + Math.max(-2, Math.min(2, miss / Math.max(1e-9, slope)))));
    if (Math.abs(next - at) < 1e-9) return next;
    at = next;
  }
  return at;
}

/** Founders alone whom others host, by age. */
function hostedShare(p: Parameters, composition: number, age: number): number {
  if (composition !== 0 || age >= 65) return 0;
  return age < 25 ? p.hostedYoung : age < 40 ? p.hostedAdult : p.hostedAdult / 3;
}

function ownerScore(sim: Simulation, income: number, i: number): number {
  const age = ageYears(sim, i);
  const composition = sim.households.data.composition[i];
  const band = age < 25 ? 0 : age < 40 ? 1 : age < 65 ? 2 : 3;
  const couple = composition === COUPLE || composition === FAMILY;
  return OWNER_AGE[band]! + 1.2 * income + (couple ? 0.5 : -0.2);
}

/** ln of income per unit over the place's median. */
function relativeIncome(sim: Simulation, place: number, i: number): number {
  const { benefit } = sim.parameters;
  const { wage, jobPlace, otherIncome, composition, size } = sim.households.data;
  let income = otherIncome[i]!;
  for (let at = i * 2; at < i * 2 + 2; at++) income += wage[at]! * (jobPlace[at] === NONE ? benefit : 1);
  const units = consumptionUnits(composition[i]!, size[i]!);
  return log((12 * income) / units / sim.input.places.medianIncomeEur[place]!);
}
