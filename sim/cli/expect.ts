/** `voisinage expect`: what scenarios and levers were said to do, against paired runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadBuiltIn, scenariosFolder } from "../experiment/data.ts";
import { withPart } from "../experiment/documents.ts";
import { quoted, userError } from "../experiment/errors.ts";
import { type Claim, type Finding, judge, leverClaims, scenarioClaims } from "../experiment/expectations.ts";
import { didYouMean } from "../experiment/nearest.ts";
import { defaultThreads } from "../experiment/pool.ts";
import { seedOf } from "../experiment/replicate.ts";
import { sampleWorld } from "../experiment/sample-world.ts";
import { catalogueNames } from "../experiment/scenario-chain.ts";
import { LEVERS } from "../model/levers.ts";
import { writeAtomic } from "../output/files.ts";
import { type Arguments, COMMON_OPTIONS } from "./arguments.ts";
import { THREADS_OPTION } from "./batch.ts";
import type { Command } from "./command.ts";
import { threadsThatFit } from "./memory.ts";
import { startProgress } from "./progress.ts";

/** Runs of a scenario and of a lever where the user does not say how many, how large and how long. */
const DEFAULTS = {
  scenarios: { seeds: 8, households: 20_000, months: undefined },
  levers: { seeds: 20, households: 3000, months: 48 },
} as const;
const ALL = "all";
/** Levers are tried in every fifth urban area of each class. */
const SAMPLED = 5;

/** Judges every expectation: holds, does not hold, unresolved. */
export const expectCommand: Command = {
  name: "expect",
  summary: "Runs scenarios and what they extend under the same luck, and judges what they expect.",
  operands: [{ name: "NAMES", help: "scenarios (with --levers: levers), commas between", default: ALL }],
  options: [
    { name: "levers", help: "try levers at the value they declare, each alone, instead of scenarios" },
    {
      name: "seeds",
      value: "R",
      help: `pairs of runs; ${DEFAULTS.scenarios.seeds} by default, ${DEFAULTS.levers.seeds} for levers`,
      range: { min: 2, max: 10_000, whole: true },
    },
    {
      name: "households",
      value: "N",
      help: `households a run; ${DEFAULTS.scenarios.households}, ${DEFAULTS.levers.households} for levers`,
      range: { min: 600, max: 5_000_000, whole: true },
    },
    {
      name: "months",
      value: "M",
      help: `months of a run; the scenario's, ${DEFAULTS.levers.months} for levers`,
      range: { min: 1, max: 1200, whole: true },
    },
    { name: "write", help: "put the table into scenarios/README.md" },
    THREADS_OPTION,
    ...COMMON_OPTIONS,
  ],
  examples: ["expect", "expect avatars,pandemic --seeds 4", "expect --levers --write"],
  perform: async (args, { terminal, files, catchInterrupts }) => {
    const settings = settingsOf(args);
    const threads = threadsThatFit(settings.households, args.number("threads") ?? defaultThreads());
    const progress = startProgress(terminal, args.flag("quiet"));
    const runs = new Set(settings.claims.flatMap((claim) => [claim.without, claim.with]));
    const all = [...runs].reduce((sum, { months }) => sum + months, 0) * settings.seeds;
    let done = 0;
    try {
      const seeds = Array.from({ length: settings.seeds }, (_, k) => seedOf("expect", k + 1));
      const findings = await judge(settings.claims, seeds, {
        threads,
        signal: catchInterrupts(),
        onMonths: (months) => {
          done += months;
          progress.update(done, all, `${runs.size} worlds, ${settings.seeds} seeds`);
        },
      });
      const text = `${aboutOf(settings, findings)}\n\n${tableOf(findings)}`;
      if (args.flag("write")) {
        const path = join(scenariosFolder(), "README.md");
        writeAtomic(files, path, withPart(readFileSync(path, "utf8"), settings.part, `${text}\n`));
      }
      const { seeds: count, households } = settings;
      progress.end();
      terminal.out(
        args.flag("json") ? `${JSON.stringify({ seeds: count, households, findings })}\n` : `${text}\n`,
      );
    } finally {
      progress.end();
    }
  },
};

interface Settings {
  readonly claims: readonly Claim[];
  readonly seeds: number;
  readonly households: number;
  /** Part of the README that `--write` replaces. */
  readonly part: string;
}

function settingsOf(args: Arguments): Settings {
  const levers = args.flag("levers");
  const usual = levers ? DEFAULTS.levers : DEFAULTS.scenarios;
  const size = {
    households: args.number("households") ?? usual.households,
    months: args.number("months") ?? usual.months,
    world: levers ? sampleWorld(loadBuiltIn(), SAMPLED) : loadBuiltIn(),
  };
  const known = levers ? LEVERS.map(({ name }) => name) : catalogueNames();
  const names = namesOf(args.operand("NAMES"), known);
  return {
    claims: levers ? leverClaims(names, size) : scenarioClaims(names, size),
    seeds: args.number("seeds") ?? usual.seeds,
    households: size.households,
    part: levers ? "lever checks" : "verdicts",
  };
}

/** @throws UserError CLI_VALUE for a name that is unknown */
function namesOf(text: string, known: readonly string[]): readonly string[] {
  if (text === ALL) return known;
  const names = text.split(",").map((name) => name.trim());
  for (const name of names) {
    if (!known.includes(name)) {
      throw userError("CLI_VALUE", quoted(name), `is not in the catalogue${didYouMean(name, known)}`);
    }
  }
  return names;
}

/** What was run, and how many claims fared how. */
function aboutOf({ seeds, households, claims }: Settings, findings: readonly Finding[]): string {
  const count = (verdict: Finding["verdict"]) => findings.filter((each) => each.verdict === verdict).length;
  const months = [...new Set(claims.map((claim) => claim.with.months))].join(", ");
  return [
    `${seeds} paired seeds, ${households.toLocaleString("en")} simulated households, ${months} months: `,
    `${count("holds")} hold, ${count("does not hold")} do not hold, ${count("unresolved")} are unresolved.`,
  ].join("");
}

/** The findings as a table; what does not hold is as visible as what does. */
function tableOf(findings: readonly Finding[]): string {
  const head = "| | indicator | places | expected | without | difference (95 % interval) | verdict |";
  const rows = findings.map((each) => {
    const { about, indicator, where, direction, without, difference, low, high, verdict } = each;
    const interval = `${signed(difference)} (${signed(low)} … ${signed(high)})`;
    const shown = verdict === "holds" ? verdict : `**${verdict}**`;
    const claim = `${about} | ${indicator} | ${where} | ${direction}`;
    return `| ${claim} | ${short(without)} | ${interval} | ${shown} |`;
  });
  return [head, "| --- | --- | --- | --- | --- | --- | --- |", ...rows].join("\n");
}

/** Three digits that count: 0.00123, 12.3, 12,300. */
function short(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6 });
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${short(value)}`;
}
