/** `voisinage validate`: the published patterns against the model, over members of the ensemble. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Ensemble, fittedRanges, loadEnsemble, versionDigest } from "../calibration/ensemble.ts";
import { scenariosFolder } from "../experiment/data.ts";
import { withPart } from "../experiment/documents.ts";
import { quoted, userError } from "../experiment/errors.ts";
import { didYouMean } from "../experiment/nearest.ts";
import { defaultThreads } from "../experiment/pool.ts";
import { RUN_LIMITS } from "../experiment/scenario-schema.ts";
import { type FileStore, writeAtomic } from "../output/files.ts";
import { type FactPart, loadFacts } from "../validation/facts.ts";
import { FIT_MONTHS } from "../validation/fit.ts";
import { memberMonths } from "../validation/member.ts";
import { membersOf, observeMembers } from "../validation/members.ts";
import { naiveModels } from "../validation/naive.ts";
import { validationPage } from "../validation/page/page.ts";
import { SUBJECTS } from "../validation/page/sources.ts";
import { basesOf, groupUnits, screen, singleUnits, type Unit } from "../validation/screening.ts";
import type { Validation } from "../validation/validation.ts";
import { judgeFacts } from "../validation/verdicts.ts";
import { makeSetting, type Setting } from "../validation/worlds.ts";
import { type Arguments, COMMON_OPTIONS } from "./arguments.ts";
import { THREADS_OPTION } from "./batch.ts";
import type { Command, CommandContext } from "./command.ts";
import { threadsThatFit } from "./memory.ts";
import { productVersion } from "./package-folder.ts";
import { startProgress } from "./progress.ts";
import { calibrationMarkdown, validationMarkdown } from "./validation-markdown.ts";
import { plainValidation, validationText } from "./validation-report.ts";

/** Sizes with which most parts are known to a quarter of their band, within 20 minutes on two cores. */
const DEFAULTS = { households: 30_000, least: 30, most: 30, repetitions: 4, seed: "validate" } as const;
/** Simulations that a member holds at once. */
const AT_ONCE = 3;
/**
 * Households of the world that is compared with its places: net migration of small cities, of which there
 * are few, then varies by 0.05 points between seeds.
 */
const FITTED = 2_000_000;
/** Most households of the worlds of the screening, which has many. */
const SCREENED = 6000;

/** Judges every published pattern. */
export const validateCommand: Command = {
  name: "validate",
  summary:
    "Holds the model against published patterns that it was not tuned on, and says which it reproduces.",
  operands: [],
  options: [
    { name: "facts", value: "LIST", help: "only these, such as F06,F10" },
    {
      name: "members",
      value: "R",
      help: `members of the ensemble, ${DEFAULTS.most} by default`,
      range: { min: 2, max: 10_000, whole: true },
    },
    {
      name: "households",
      value: "N",
      help: `simulated households of each world, ${DEFAULTS.households.toLocaleString("en")} by default`,
      range: { min: RUN_LIMITS.households[0], max: RUN_LIMITS.households[1], whole: true },
    },
    { name: "seed", value: "TEXT", help: `what the seeds begin with, "${DEFAULTS.seed}" by default` },
    { name: "write", help: "put the tables into sim/model/ODD.md (all facts)", excludes: "facts" },
    {
      name: "sensitivity",
      value: "KIND",
      help: "screen the assumed parameters: by subject, or each (ten times as long)",
      choices: ["groups", "parameters"],
    },
    {
      name: "repetitions",
      value: "R",
      help: `of the screening, ${DEFAULTS.repetitions} by default`,
      range: { min: 2, max: 1000, whole: true },
    },
    { name: "page", value: "FILE", help: "write a page with pictures and all sources (.html)" },
    THREADS_OPTION,
    ...COMMON_OPTIONS,
  ],
  examples: [
    "validate",
    "validate --page validation.html",
    "validate --facts F06,F10 --members 10 --json",
    "validate --sensitivity groups",
  ],
  perform: async (args, context) => {
    const { terminal, files } = context;
    const began = terminal.now();
    const page = args.text("page");
    if (page !== undefined) checkPage(page, files);
    const ensemble = loadEnsemble();
    const found = await validate(args, context, ensemble, () => (terminal.now() - began) / 1000);
    if (page !== undefined) writeAtomic(files, page, validationPage(found, fittedRanges(ensemble)));
    if (args.flag("write")) {
      const odd = join(scenariosFolder(), "..", "sim", "model", "ODD.md");
      const text = withPart(readFileSync(odd, "utf8"), "validation", `${validationMarkdown(found)}\n`);
      writeAtomic(files, odd, withPart(text, "calibration", `${calibrationMarkdown(ensemble)}\n`));
    }
    terminal.out(
      args.flag("json") ? `${JSON.stringify(plainValidation(found, page))}\n` : validationText(found, page),
    );
  },
};

/** @throws UserError CLI_VALUE before anything runs, if the page could not be written */
function checkPage(page: string, files: FileStore): void {
  if (!/\.html?$/i.test(page)) {
    throw userError("CLI_VALUE", "--page", `${quoted(page)} is no name of a page; end it in .html`);
  }
  const folder = dirname(resolve(page));
  if (!files.exists(folder)) {
    throw userError("CLI_VALUE", "--page", `there is no folder ${quoted(folder)}; make it first`);
  }
}

/** What a command line asks for. */
interface Plan {
  readonly parts: readonly FactPart[];
  readonly setting: Setting;
  readonly seed: string;
  readonly most: number;
  /** Households of the world compared with its places; absent: a part of the facts is looked at alone. */
  readonly fitted: number | undefined;
  /** What the screening moves, from how many members, and at which size; absent: it is not asked for. */
  readonly units: readonly Unit[] | undefined;
  readonly repetitions: number;
  readonly screened: Setting;
  readonly threads: number;
}

function planOf(args: Arguments): Plan {
  const parts = chosen(loadFacts(), args.text("facts"));
  const facts = [...new Set(parts.map(({ fact }) => fact))];
  const setting = makeSetting(args.number("households") ?? DEFAULTS.households, facts);
  const { households } = setting.reference.input;
  const fitted = args.text("facts") === undefined ? Math.max(households, FITTED) : undefined;
  const kind = args.text("sensitivity");
  const units = kind === undefined ? undefined : kind === "groups" ? groupUnits(SUBJECTS) : singleUnits();
  const largest = Math.max(AT_ONCE * households, fitted ?? 0);
  return {
    ...{ parts, setting, fitted, units },
    seed: args.text("seed") ?? DEFAULTS.seed,
    most: args.number("members") ?? DEFAULTS.most,
    repetitions: args.number("repetitions") ?? DEFAULTS.repetitions,
    screened: households > SCREENED ? makeSetting(SCREENED, facts) : setting,
    threads: threadsThatFit(largest, args.number("threads") ?? defaultThreads()),
  };
}

/** Work of a plan in months of a member's worlds at the size of the members. */
function workOf({ setting, most, fitted, units, repetitions, screened }: Plan): number {
  const { households } = setting.reference.input;
  const months = memberMonths(setting);
  const fit = fitted === undefined ? 0 : (FIT_MONTHS * fitted) / households;
  const trials = units === undefined ? 0 : repetitions * (units.length + 2);
  return most * months + fit + (trials * months * screened.reference.input.households) / households;
}

async function validate(
  args: Arguments,
  { terminal, catchInterrupts }: CommandContext,
  ensemble: Ensemble,
  seconds: () => number,
): Promise<Validation> {
  const plan = planOf(args);
  const points = ensemble.points.map(({ parameters }) => parameters);
  const { parts, setting, seed, most, fitted, units, threads } = plan;
  const { households } = setting.reference.input;
  const progress = startProgress(terminal, args.flag("quiet"));
  const all = workOf(plan);
  let done = 0;
  const counted = (weight: number, label: string) => (months: number) => {
    done += weight * months;
    progress.update(Math.min(done, all), all, label);
  };
  const signal = catchInterrupts();
  try {
    const observed = await observeMembers(parts, {
      ...{
        setting,
        members: membersOf(seed, most, points),
        least: Math.min(most, DEFAULTS.least),
        threads,
        signal,
      },
      ...(fitted === undefined ? {} : { fitted }),
      onMonths: counted(1, `${most} members of ${memberMonths(setting)} months`),
    });
    const { places } = observed;
    const weight = plan.screened.reference.input.households / households;
    const screening = {
      ...{ setting: plan.screened, threads, signal },
      onMonths: counted(weight, `${units?.length} units of parameters`),
    };
    const bases = basesOf(seed, plan.repetitions, points);
    return {
      facts: judgeFacts(observed.results),
      ...{ households, seed, ensemble: points.length, members: observed.members },
      baselines: naiveModels(setting.reference.world),
      ...{ fit: places?.fit ?? null, flows: places?.flows ?? null },
      sensitivity: units === undefined ? null : await screen(parts, units, bases, screening),
      version: `${productVersion()}, model ${versionDigest(ensemble.version).slice(0, 8)}`,
      seconds: seconds(),
      command: commandOf(args),
    };
  } finally {
    progress.end();
  }
}

/** The parts of the facts asked for. @throws UserError CLI_VALUE for one that is not known */
function chosen(parts: readonly FactPart[], list: string | undefined): readonly FactPart[] {
  if (list === undefined) return parts;
  const known = [...new Set(parts.map(({ fact }) => fact))];
  const names = list.split(",").map((name) => name.trim().toUpperCase());
  for (const name of names) {
    if (!known.includes(name)) {
      const message = `is no fact; known are ${known[0]} to ${known.at(-1)}${didYouMean(name, known)}`;
      throw userError("CLI_VALUE", quoted(name), message);
    }
  }
  return parts.filter(({ fact }) => names.includes(fact));
}

/** The command with what decides its results. */
function commandOf(args: Arguments): string {
  const given = ["facts", "members", "households", "seed", "sensitivity", "repetitions"].flatMap((name) => {
    const value = args.text(name);
    return value === undefined ? [] : [`--${name} ${/\s/.test(value) ? JSON.stringify(value) : value}`];
  });
  return ["voisinage validate", ...given].join(" ");
}
