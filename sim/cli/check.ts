/** `voisinage check SCENARIO`: reads a scenario and its places, and tells what they resolve to. */
import { formatMonth } from "../core/clock.ts";
import { loadBuiltIn, loadWorld } from "../experiment/data.ts";
import { writtenLevers } from "../experiment/lever-series.ts";
import { loadScenario, type Scenario } from "../experiment/scenario.ts";
import { LEVERS, type LeverSegment } from "../model/levers.ts";
import type { PlaceTable } from "../model/places.ts";
import { COMMON_OPTIONS } from "./arguments.ts";
import { type Command, table } from "./command.ts";

/** Reports every fault of a scenario, or the run it describes. */
export const checkCommand: Command = {
  name: "check",
  summary: "Reads a scenario, reports every fault in it, and prints what it resolves to.",
  operands: [{ name: "SCENARIO", help: "file (.yaml, .json) or name of the catalogue" }],
  options: [
    { name: "places", value: "FILE", help: "own table of places (CSV) instead of the scenario's" },
    ...COMMON_OPTIONS,
  ],
  examples: ["check reference", "check scenarios/telework-right.yaml --json"],
  perform: async (args, { terminal }) => {
    const scenario = loadScenario(args.operand("SCENARIO"));
    const file = args.text("places") ?? scenario.placesFile;
    const { places } = file === undefined ? loadBuiltIn() : loadWorld(file);
    terminal.out(args.flag("json") ? asJson(scenario, places, file) : asText(scenario, places, file));
  },
};

function asJson(scenario: Scenario, places: PlaceTable, file: string | undefined): string {
  const { levers, start, placesFile: _, ...plain } = scenario;
  const summary = {
    ...plain,
    start: formatMonth(start),
    levers: writtenLevers(levers),
    places: { file: file ?? null, count: places.count, areas: places.areaIds.length },
  };
  return `${JSON.stringify(summary)}\n`;
}

function asText(scenario: Scenario, places: PlaceTable, file: string | undefined): string {
  const { title, question, start, months, households, scale } = scenario;
  const size =
    households !== undefined
      ? `${households.toLocaleString("en")} households`
      : `1 household for ${scale ?? "…"}`;
  const rows: [string, string][] = [
    ["scenario", `${scenario.name} (${scenario.digest})`],
    ["question", question.en],
    ["time", `${formatMonth(start)} to ${formatMonth(start + months)}, ${months} months`],
    ["size", households === undefined && scale === undefined ? "the default of the command" : size],
    ["seed", scenario.seed],
    ["places", `${places.count} places in ${places.areaIds.length} areas, ${file ?? "built in"}`],
  ];
  for (const [name, segments] of scenario.levers) {
    const unit = LEVERS.find((each) => each.name === name)?.unit ?? "";
    rows.push([name, segments.map((segment) => phrase(segment, unit)).join("; ")]);
  }
  return `${title.en}\n\n${table(rows)}`;
}

/** `0.4 share from 2022-01`. */
function phrase(segment: LeverSegment, unit: string): string {
  const from = Number.isFinite(segment.from) ? ` from ${formatMonth(segment.from)}` : "";
  const to = Number.isFinite(segment.to) ? ` to ${formatMonth(segment.to)}` : "";
  return `${segment.value} ${unit}${from}${to}`;
}
