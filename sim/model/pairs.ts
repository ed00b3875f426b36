/**
 * Who finds whom (ODD 7.2): singles drawn in a month are matched by a keyed sort within place and age
 * band; those left over within the area, then within the country, so that small runs form as many
 * couples as large ones.
 */
import { deriveKey, hash } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import type { Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Ages at which bands begin. */
const BANDS = [25, 35, 50, 65] as const;
const BAND_COUNT = BANDS.length + 1;

/** Singles to match, and what they are sorted by. */
export interface Singles {
  count: number;
  readonly row: Uint32Array;
  readonly group: Uint32Array;
  readonly luck: Uint32Array;
  readonly order: Uint32Array;
}

/** Empty lists. @param most singles of a month */
export function makeSingles(most: number): Singles {
  const make = () => new Uint32Array(most);
  return { count: 0, row: make(), group: make(), luck: make(), order: make() };
}

/** Matches all singles in the list, and calls back for each pair. @param alternative tells uses apart */
export function matchSingles(
  sim: Simulation,
  singles: Singles,
  alternative: number,
  merge: (a: number, b: number) => void,
): void {
  const { place, id } = sim.households.data;
  const { area, country } = sim.input.places;
  const key = deriveKey(sim.input.runKey, STREAM.pairing, sim.month);
  for (let k = 0; k < singles.count; k++) {
    singles.luck[k] = hash(key.k0, key.k1, id[singles.row[k]!]!, alternative);
    singles.order[k] = k;
  }
  const regions = [
    (i: number) => place[i]!,
    (i: number) => area[place[i]!]!,
    (i: number) => country[place[i]!]!,
  ];
  let left = singles.count;
  for (const region of regions) left = matchWithin(sim, singles, left, region, merge);
  singles.count = 0;
}

/** Pairs neighbours in the order of (region and age band, luck); returns how many are left, in front. */
function matchWithin(
  sim: Simulation,
  { row, group, luck, order }: Singles,
  count: number,
  region: (i: number) => number,
  merge: (a: number, b: number) => void,
): number {
  for (let k = 0; k < count; k++) {
    const at = order[k]!;
    group[at] = region(row[at]!) * BAND_COUNT + bandOf(ageYears(sim, row[at]!));
  }
  order.subarray(0, count).sort((a, b) => group[a]! - group[b]! || luck[a]! - luck[b]! || row[a]! - row[b]!);
  let left = 0;
  for (let k = 0; k < count; ) {
    const a = order[k]!;
    const b = order[k + 1]!;
    if (k + 1 < count && group[a] === group[b]) {
      merge(row[a]!, row[b]!);
      k += 2;
    } else {
      order[left++] = a;
      k++;
    }
  }
  return left;
}

function bandOf(age: number): number {
  let band = 0;
  while (band < BANDS.length && age >= BANDS[band]!) band++;
  return band;
}
