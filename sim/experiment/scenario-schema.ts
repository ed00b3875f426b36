/**
 * What a scenario file may say, as a zod schema made from the table of levers. The same schema
 * checks files and makes `scenarios/scenario.schema.json`, by which editors complete and check.
 */
import { z } from "zod";
import { formatMonth, parseMonth } from "../core/clock.ts";
import type { LeverSpec } from "../model/levers/spec.ts";
import { LEVERS } from "../model/levers.ts";
import { PLACE_CLASSES } from "../model/places.ts";
import { INDICATORS } from "../output/indicators.ts";
import { quoted } from "./errors.ts";

/** Bounds of a run. */
export const RUN_LIMITS = {
  /** Months a run may last: 100 years. */
  months: [1, 1_200],
  /** Simulated households. */
  households: [100, 40_000_000],
  /** Real households for one simulated. */
  scale: [1, 100_000],
  /** Months a lever may take to its new value. */
  ramp: [0, 600],
  /** Dated values of one lever. */
  segments: 100,
  shocks: 100,
} as const;

/** First and last month a scenario may name. */
export const FIRST_MONTH = "2019-01";
export const LAST_MONTH = "2149-12";

const LANGUAGES = "one text, or one for each of fr, nl, en";

/** A number in closed bounds; messages say what was found and what is allowed. */
export function bounded(min: number, max: number, unit: string, whole = false) {
  const allowed = `allowed: ${whole ? "whole numbers " : ""}${min} … ${max}${unit === "" ? "" : ` ${unit}`}`;
  const number = z.number({ error: (issue) => `${quoted(issue.input)} is not a usable number; ${allowed}` });
  const out = (issue: { input?: unknown }) => `${quoted(issue.input)} is out of range; ${allowed}`;
  const inside = number.min(min, { error: out }).max(max, { error: out });
  return whole
    ? inside.multipleOf(1, { error: (issue) => `${quoted(issue.input)} is not whole; ${allowed}` })
    : inside;
}

const month = z
  .string({ error: (issue) => notAMonth(issue.input) })
  .regex(/^(20[2-9]\d|2019|21[0-4]\d)-(0[1-9]|1[0-2])$/, { error: (issue) => notAMonth(issue.input) })
  .meta({ description: "A month, such as 2022-01." });

function notAMonth(found: unknown): string {
  const year = /^\d{4}/.exec(String(found))?.[0];
  const inRange = year !== undefined && year >= FIRST_MONTH.slice(0, 4) && year <= LAST_MONTH.slice(0, 4);
  const allowed = inRange ? `${year}-01 … ${year}-12` : `a year and a month, ${FIRST_MONTH} … ${LAST_MONTH}`;
  const shown = typeof found === "string" && /^[\w-]{1,20}$/.test(found) ? found : quoted(found);
  return `${shown} is not a month; write ${allowed}`;
}

/** A text that is not empty. */
export function text(max: number) {
  return z
    .string({ error: (issue) => `${quoted(issue.input)} is not a text; write one between quotes` })
    .trim()
    .min(1, { error: "the text is empty; write one or remove the key" })
    .max(max, { error: `longer than ${max} letters; shorten it` });
}

/** A text in one or more languages; languages that are absent show another. */
function translated(max: number) {
  const languages = z
    .strictObject({ fr: text(max).optional(), nl: text(max).optional(), en: text(max).optional() })
    .refine((given) => given.fr !== undefined || given.nl !== undefined || given.en !== undefined, {
      error: `no text; write ${LANGUAGES}`,
    });
  return z.union([text(max), languages], { error: `write ${LANGUAGES}` });
}

/** A value of a lever that holds between two dates. */
function segment(lever: LeverSpec) {
  return z
    .strictObject({
      from: month,
      to: month.optional(),
      ramp: bounded(RUN_LIMITS.ramp[0], RUN_LIMITS.ramp[1], "months", true).optional(),
      value: bounded(lever.min, lever.max, lever.unit),
    })
    .refine(endsLater, {
      path: ["to"],
      error: "is not after from; a value ends later than it begins",
    });
}

function endsLater(given: { from: string; to?: string | undefined }): boolean {
  return given.to === undefined || (parseMonth(given.to) ?? 0) > (parseMonth(given.from) ?? 0);
}

function leverValue(lever: LeverSpec) {
  const about = `${lever.sentence.en} [${lever.unit}; ${lever.kind}; source ${lever.source}]`;
  const dated = segment(lever);
  const series = z
    .array(dated)
    .min(1, { error: "the list is empty; give a value or remove the lever" })
    .max(RUN_LIMITS.segments, { error: `more than ${RUN_LIMITS.segments} dated values; shorten the list` })
    .superRefine((list, context) => {
      list.forEach((each, index) => {
        const before = list[index - 1];
        if (before === undefined || each.from > before.from) return;
        const message = `${each.from} does not follow ${before.from}; write them in the order of time`;
        context.addIssue({ code: "custom", path: [index, "from"], message });
      });
    });
  return z
    .union([bounded(lever.min, lever.max, lever.unit), dated, series])
    .optional()
    .meta({ description: about, default: lever.default });
}

function shock(lever: LeverSpec) {
  return z
    .strictObject({
      lever: z.literal(lever.name),
      from: month,
      to: month.optional(),
      ramp: bounded(RUN_LIMITS.ramp[0], RUN_LIMITS.ramp[1], "months", true).optional(),
      value: bounded(lever.min, lever.max, lever.unit),
    })
    .refine(endsLater, {
      path: ["to"],
      error: "is not after from; a shock ends later than it begins",
    })
    .meta({ description: lever.sentence.en });
}

/** Levers that a `shocks` list may name. */
export const SHOCKS: readonly LeverSpec[] = LEVERS.filter((lever) => lever.name.startsWith("shock."));

function choice(names: readonly string[]) {
  return z.enum(names as [string, ...string[]]);
}

const expectation = z.strictObject({
  indicator: choice(INDICATORS.map((each) => each.name)),
  where: choice(["all", ...PLACE_CLASSES]).optional(),
  direction: z.enum(["higher", "lower", "unchanged"]),
  why: translated(1_000),
});

/** The whole file. */
export const scenarioSchema = z
  .strictObject({
    extends: text(500)
      .optional()
      .meta({ description: "Name of a scenario of the catalogue, or a file in this folder, to start from." }),
    title: translated(200).optional(),
    question: translated(1_000).optional(),
    places: text(500)
      .optional()
      .meta({ description: "A table of places of your own, a CSV file in this folder." }),
    start: month.optional().meta({ description: `First month; by default ${formatMonth(0)}.` }),
    months: bounded(...RUN_LIMITS.months, "months", true).optional(),
    households: bounded(...RUN_LIMITS.households, "households", true).optional(),
    scale: bounded(...RUN_LIMITS.scale, "real households for one simulated").optional(),
    seed: z
      .union([text(200), bounded(0, Number.MAX_SAFE_INTEGER, "", true)], {
        error: "write a text or a whole number",
      })
      .optional(),
    levers: z
      .strictObject(Object.fromEntries(LEVERS.map((each) => [each.name, leverValue(each)])))
      .optional(),
    shocks: z
      .array(z.discriminatedUnion("lever", SHOCKS.map(shock) as [ReturnType<typeof shock>]))
      .max(RUN_LIMITS.shocks, { error: `more than ${RUN_LIMITS.shocks} shocks; shorten the list` })
      .optional(),
    expects: z.array(expectation).max(100).optional().meta({
      description: "Direction in which indicators should differ from the scenario extended, and why.",
    }),
    cannotSay: translated(2_000).optional().meta({ description: "What this scenario cannot tell." }),
  })
  .meta({ title: "voisinage scenario" });

/** A file that passed the schema. */
export type ScenarioFile = z.infer<typeof scenarioSchema>;

/** Text of the JSON Schema for editors. */
export function scenarioJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(scenarioSchema, { io: "input" }), null, 2)}\n`;
}
