/** The input of a simulation as a text, exact to the bit: for a runtime that has no files, such as a page. */
import type { SimulationInput } from "../../sim/model/state.ts";

/** Arrays of numbers that an input holds. */
const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** What JSON has no word for stands as an object of one key, which no input has. */
type Marked =
  | { readonly $map: readonly (readonly [unknown, unknown])[] }
  | { readonly $number: string }
  | { readonly $array: ArrayName; readonly values: readonly number[] };

/** JSON of an input: typed arrays, maps, infinities and minus zero are marked. */
export function encodeInput(input: SimulationInput): string {
  return JSON.stringify(input, (_, value: unknown) => marked(value));
}

/** The input of such a text. */
export function decodeInput(text: string): SimulationInput {
  return JSON.parse(text, (_, value: unknown) => (isMarked(value) ? unmarked(value) : value));
}

function marked(value: unknown): unknown {
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $number: Object.is(value, -0) ? "-0" : String(value) } satisfies Marked;
  }
  if (value instanceof Map) return { $map: [...value] } satisfies Marked;
  const name = nameOf(value);
  if (name === undefined) return value;
  return { $array: name, values: Array.from(value as ArrayLike<number>) } satisfies Marked;
}

function nameOf(value: unknown): ArrayName | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  const name = (Object.keys(ARRAYS) as ArrayName[]).find((each) => value instanceof ARRAYS[each]);
  if (name === undefined) throw new Error(`an input holds a ${value.constructor.name}: add it to ARRAYS`);
  return name;
}

function isMarked(value: unknown): value is Marked {
  if (typeof value !== "object" || value === null) return false;
  return "$map" in value || "$number" in value || "$array" in value;
}

function unmarked(value: Marked): unknown {
  if ("$map" in value) return new Map(value.$map);
  if ("$number" in value) return Number(value.$number);
  return ARRAYS[value.$array].from(value.values);
}
