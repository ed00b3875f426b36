/**
 * Reading what viewers ask. Nothing a viewer sends can do harm: its length, its keys, the type of
 * each value, its range and finiteness are checked here, and the answer to a bad message is an
 * error with a stable code that says what is allowed.
 */
import type { LeverSpec } from "../model/levers/spec.ts";
import {
  type ClientMessage,
  type ErrorMessage,
  MAX_REQUEST_LENGTH,
  PACE_LIMITS,
  type Pace,
} from "./protocol.ts";

/** What the running scenario allows. */
export interface RequestLimits {
  readonly levers: readonly LeverSpec[];
  /** Names of the scenarios that a restart may name. */
  readonly scenarios: readonly string[];
  /** Simulated households that a restart may ask for. */
  readonly minHouseholds: number;
  readonly maxHouseholds: number;
  /** Places of the world, and whether a scenario B runs. */
  readonly places: number;
  readonly comparing: boolean;
}

/** A field's rule: returns what is wrong with the value, or undefined. */
type Rule = (value: unknown, limits: RequestLimits) => Fault | undefined;
interface Fault {
  readonly code: string;
  readonly expected: string;
}
interface Field {
  readonly rule: Rule;
  readonly optional?: boolean;
}
type Fields = ReadonlyMap<string, Field>;

const U32_MAX = 0xffffffff;
const MAX_TEXT_LENGTH = 200;
/** Households of a place that can be asked for, one after another. */
const MAX_TURN = 1_000_000;

const FIELDS: ReadonlyMap<string, Fields> = new Map([
  ["join", new Map()],
  ["play", new Map()],
  ["pause", new Map()],
  ["speed", new Map([["monthsPerSecond", { rule: isPace }]])],
  [
    "restart",
    new Map<string, Field>([
      ["scenario", { rule: isScenario, optional: true }],
      ["seed", { rule: isText, optional: true }],
      ["households", { rule: isHouseholds, optional: true }],
      ["keepLevers", { rule: isBoolean, optional: true }],
      ["compare", { rule: isScenarioOrNull, optional: true }],
    ]),
  ],
  [
    "lever",
    new Map<string, Field>([
      ["name", { rule: isText }],
      ["value", { rule: isNumber }],
    ]),
  ],
  [
    "ask",
    new Map<string, Field>([
      ["side", { rule: isSide }],
      ["about", { rule: isTopic }],
      ["place", { rule: isPlace }],
      ["turn", { rule: isTurn, optional: true }],
    ]),
  ],
  [
    "ack",
    new Map<string, Field>([
      ["epoch", { rule: isEpoch }],
      ["month", { rule: isMonth }],
    ]),
  ],
  [
    "resume",
    new Map<string, Field>([
      ["epoch", { rule: isEpoch }],
      ["month", { rule: isMonth }],
      ["schema", { rule: isText }],
    ]),
  ],
]);

/**
 * Reads one text message of a viewer.
 * @returns the message, or the error to answer with
 */
export function parseRequest(text: string, limits: RequestLimits): ClientMessage | ErrorMessage {
  if (text.length > MAX_REQUEST_LENGTH) {
    return fault("MESSAGE_TOO_LONG", `a message has at most ${MAX_REQUEST_LENGTH} characters`);
  }
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return fault("MESSAGE_NOT_JSON", "a message is one JSON object");
  }
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    return fault("MESSAGE_NOT_OBJECT", 'a message is a JSON object such as {"type":"play"}');
  }
  const entries = new Map<string, unknown>(Object.entries(message));
  const type = entries.get("type");
  const fields = typeof type === "string" ? FIELDS.get(type) : undefined;
  if (fields === undefined) {
    return fault("MESSAGE_TYPE", `"type" is one of ${[...FIELDS.keys()].join(", ")}`);
  }
  const wrong = checkFields(entries, fields, limits) ?? checkLever(entries, limits);
  return wrong ?? (Object.fromEntries(entries) as unknown as ClientMessage);
}

/** First field that is unknown, missing or wrong. */
function checkFields(
  entries: ReadonlyMap<string, unknown>,
  fields: Fields,
  limits: RequestLimits,
): ErrorMessage | undefined {
  for (const name of entries.keys()) {
    if (name === "type" || fields.has(name)) continue;
    const known = [...fields.keys()].join(", ") || "none";
    return fault("FIELD_UNKNOWN", `unknown field ${quote(name)}; known here: ${known}`);
  }
  for (const [name, field] of fields) {
    if (!entries.has(name)) {
      if (field.optional === true) continue;
      return fault("FIELD_MISSING", `the field "${name}" is missing`);
    }
    const wrong = field.rule(entries.get(name), limits);
    if (wrong !== undefined) {
      return fault(wrong.code, `"${name}" is ${quote(entries.get(name))}; ${wrong.expected}`);
    }
  }
  return undefined;
}

/** The range of a lever depends on its name. */
function checkLever(entries: ReadonlyMap<string, unknown>, limits: RequestLimits): ErrorMessage | undefined {
  if (entries.get("type") !== "lever") return undefined;
  const name = entries.get("name");
  const value = Number(entries.get("value"));
  const spec = limits.levers.find((each) => each.name === name);
  if (spec === undefined) return fault("LEVER_UNKNOWN", `no lever is called ${quote(name)}`);
  if (value >= spec.min && value <= spec.max) return undefined;
  const range = `${spec.min} to ${spec.max} ${spec.unit}`;
  return fault("LEVER_RANGE", `${spec.name} is ${value}; it goes from ${range}`);
}

function isPace(value: unknown): Fault | undefined {
  const { min, max } = PACE_LIMITS;
  const pace = value as Pace;
  if (pace === "max" || (typeof pace === "number" && pace >= min && pace <= max)) return undefined;
  return { code: "SPEED_RANGE", expected: `it is ${min} to ${max} months/s, or "max"` };
}

function isScenario(value: unknown, limits: RequestLimits): Fault | undefined {
  if (typeof value === "string" && limits.scenarios.includes(value)) return undefined;
  return { code: "SCENARIO_UNKNOWN", expected: `one of ${limits.scenarios.join(", ")}` };
}

function isScenarioOrNull(value: unknown, limits: RequestLimits): Fault | undefined {
  return value === null ? undefined : isScenario(value, limits);
}

function isSide(value: unknown, limits: RequestLimits): Fault | undefined {
  if (value === "a" || (value === "b" && limits.comparing)) return undefined;
  return { code: "SIDE", expected: limits.comparing ? '"a" or "b"' : '"a": nothing is compared' };
}

function isTopic(value: unknown): Fault | undefined {
  if (value === "place" || value === "household") return undefined;
  return { code: "TOPIC", expected: '"place" or "household"' };
}

function isPlace(value: unknown, limits: RequestLimits): Fault | undefined {
  if (isWhole(value, 0, limits.places - 1)) return undefined;
  return { code: "PLACE_UNKNOWN", expected: `the index of a place, 0 to ${limits.places - 1}` };
}

function isTurn(value: unknown): Fault | undefined {
  if (isWhole(value, 0, MAX_TURN)) return undefined;
  return { code: "FIELD_TYPE", expected: `a whole number from 0 to ${MAX_TURN}` };
}

function isHouseholds(value: unknown, limits: RequestLimits): Fault | undefined {
  const { minHouseholds, maxHouseholds } = limits;
  if (isWhole(value, minHouseholds, maxHouseholds)) return undefined;
  return {
    code: "HOUSEHOLDS_RANGE",
    expected: `a whole number from ${minHouseholds} to ${maxHouseholds}`,
  };
}

function isText(value: unknown): Fault | undefined {
  const length = typeof value === "string" ? value.length : 0;
  if (length > 0 && length <= MAX_TEXT_LENGTH) return undefined;
  return { code: "FIELD_TYPE", expected: `a text of 1 to ${MAX_TEXT_LENGTH} characters` };
}

function isBoolean(value: unknown): Fault | undefined {
  return typeof value === "boolean" ? undefined : { code: "FIELD_TYPE", expected: "true or false" };
}

function isNumber(value: unknown): Fault | undefined {
  return Number.isFinite(value) ? undefined : { code: "FIELD_TYPE", expected: "a finite number" };
}

function isEpoch(value: unknown): Fault | undefined {
  return isWhole(value, 0, U32_MAX) ? undefined : { code: "FIELD_TYPE", expected: "the epoch of a frame" };
}

function isMonth(value: unknown): Fault | undefined {
  return isWhole(value, -100_000, 100_000)
    ? undefined
    : { code: "FIELD_TYPE", expected: "the month of a frame" };
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

/** A value as the message shows it: short, whatever it was. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** An error message with its stable code. */
export function fault(code: string, message: string): ErrorMessage {
  return { type: "error", code, message };
}
