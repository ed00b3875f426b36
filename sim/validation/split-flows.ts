/**
 * Flows between places as flows between departements. Where places span several departements, the rules
 * are:
 *
 * 1. A flow between two places, or within one, is spread over pairs of their pieces by inhabitants of both
 *    pieces x (km + shift)^-decay, the law by which such flows fall with distance; km between the points of
 *    pieces; within a piece the mean over its pairs, the piece being a disc of its part of the place.
 *    Within an urban area flows may fall faster than between areas.
 * 2. That is balanced until each piece sends, and receives, its part of what its place does; flows between
 *    places stay what they are to the last bit of rounding.
 */
import { greatCircleKm, withinZone } from "../model/geography.ts";
import type { PlaceTable } from "../model/places.ts";
import type { Pieces } from "./pieces.ts";

/** How flows fall with distance: (km + shiftKm)^-decay. */
export interface Fall {
  readonly shiftKm: number;
  readonly decay: number;
}

/** How flows fall with distance within urban areas and between them. */
export interface Deterrence {
  readonly within: Fall;
  readonly between: Fall;
}

const ROUNDS = 12;

/**
 * Sums flows by departement.
 * @param flows places x places, from, to; those of places without a piece are left out
 * @returns departements x departements, from, to
 */
export function splitFlows(
  places: PlaceTable,
  pieces: Pieces,
  flows: Float64Array,
  deterrence: Deterrence,
): Float64Array {
  const parts = nearness(places, pieces, deterrence);
  for (let round = 0; round < ROUNDS; round++) {
    meetPlaces(pieces, parts, flows);
    if (round < ROUNDS - 1) meetPieces(pieces, parts, round % 2 === 0);
  }
  const departements = pieces.codes.length;
  const out = new Float64Array(departements * departements);
  const count = pieces.place.length;
  for (let a = 0; a < count; a++) {
    const row = pieces.departement[a]! * departements;
    for (let b = 0; b < count; b++) out[row + pieces.departement[b]!]! += parts[a * count + b]!;
  }
  return out;
}

/** Pieces x pieces: inhabitants of both x (km + shift)^-decay. */
function nearness(places: PlaceTable, pieces: Pieces, deterrence: Deterrence): Float64Array {
  const { place, share, lon, lat } = pieces;
  const { area, meanPairKm } = places;
  const count = place.length;
  const out = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = a; b < count; b++) {
      const { shiftKm, decay } = deterrence[area[place[a]!] === area[place[b]!] ? "within" : "between"];
      const ownKm = meanPairKm[place[a]!]! * Math.sqrt(share[a]!);
      const km = greatCircleKm(lon[a]!, lat[a]!, lon[b]!, lat[b]!);
      const near = a === b ? withinZone(ownKm, shiftKm, decay).near : (km + shiftKm) ** -decay;
      out[a * count + b] = share[a]! * share[b]! * near;
      out[b * count + a] = out[a * count + b]!;
    }
  }
  return out;
}

/** Scales the pairs of pieces of each pair of places to their flow. */
function meetPlaces({ start }: Pieces, parts: Float64Array, flows: Float64Array): void {
  const places = start.length - 1;
  const count = start[places]!;
  for (let i = 0; i < places; i++) {
    for (let j = 0; j < places; j++) {
      let sum = 0;
      for (let a = start[i]!; a < start[i + 1]!; a++) {
        for (let b = start[j]!; b < start[j + 1]!; b++) sum += parts[a * count + b]!;
      }
      const factor = sum > 0 ? flows[i * places + j]! / sum : 0;
      for (let a = start[i]!; a < start[i + 1]!; a++) {
        for (let b = start[j]!; b < start[j + 1]!; b++) parts[a * count + b]! *= factor;
      }
    }
  }
}

/** Scales each piece to its part of what its place sends, or receives. */
function meetPieces({ start, place, share }: Pieces, parts: Float64Array, sends: boolean): void {
  const count = place.length;
  const [step, next] = sends ? [count, 1] : [1, count];
  const sums = new Float64Array(count);
  const all = new Float64Array(start.length - 1);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) sums[a]! += parts[a * step + b * next]!;
    all[place[a]!]! += sums[a]!;
  }
  for (let a = 0; a < count; a++) {
    const factor = sums[a]! > 0 ? (share[a]! * all[place[a]!]!) / sums[a]! : 0;
    for (let b = 0; b < count; b++) parts[a * step + b * next]! *= factor;
  }
}
