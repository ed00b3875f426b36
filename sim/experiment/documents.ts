/**
 * Parts of the repository that are written from the code and the scenario files, so that they cannot
 * drift: the JSON Schema for editors, and the tables in the READMEs of the catalogue and of its data.
 * `npm run generate` writes them; a test keeps them in step.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatMonth } from "../core/clock.ts";
import type { Schema } from "../core/columns.ts";
import { LEVERS, type LeverSegment, leverSpec } from "../model/levers.ts";
import { PARAMETERS } from "../model/parameters.ts";
import { SCHEDULE } from "../model/schedule.ts";
import { HOUSEHOLDS, NEIGHBOURHOODS, PLACES, PLATFORMS } from "../model/state.ts";
import { parseTable } from "./csv.ts";
import { scenariosFolder } from "./data.ts";
import { PLACE_COLUMNS } from "./place-columns.ts";
import { loadScenario, type Scenario, type Translated } from "./scenario.ts";
import { catalogueNames } from "./scenario-chain.ts";
import { scenarioJsonSchema } from "./scenario-schema.ts";

/** A file as it should be. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** All generated files, with the hand-written parts they have now. */
export function generatedFiles(): readonly GeneratedFile[] {
  const folder = scenariosFolder();
  const readme = join(folder, "README.md");
  const dataReadme = join(folder, "data", "README.md");
  const odd = join(folder, "..", "sim", "model", "ODD.md");
  const catalogue = catalogueNames().map((name) => scenarioText(loadScenario(name)));
  const withCatalogue = withPart(readFileSync(readme, "utf8"), "catalogue", catalogue.join("\n\n"));
  const withColumns = withPart(readFileSync(dataReadme, "utf8"), "columns", columnsTable());
  return [
    { path: join(folder, "scenario.schema.json"), text: scenarioJsonSchema() },
    { path: readme, text: withPart(withCatalogue, "levers", leversTable()) },
    { path: odd, text: oddText(readFileSync(odd, "utf8")) },
    { path: dataReadme, text: withPart(withColumns, "rules", rulesTable(join(folder, "data"))) },
  ];
}

/** The ODD with its tables of the month, of the state and of the parameters. */
function oddText(text: string): string {
  const withSchedule = withPart(text, "schedule", scheduleTable());
  const withHouseholds = withPart(withSchedule, "households", stateTable(HOUSEHOLDS));
  const withPlaces = withPart(withHouseholds, "places", stateTable(PLACES));
  const withPlatforms = withPart(withPlaces, "platforms", stateTable(PLATFORMS));
  const withAll = withPart(withPlatforms, "neighbourhoods", stateTable(NEIGHBOURHOODS));
  return withPart(withAll, "parameters", parametersTable());
}

function scheduleTable(): string {
  const rows = SCHEDULE.map(
    ({ name, section, reads, writes }) => `| ${section} | ${name} | ${reads} | ${writes} |`,
  );
  return ["| section | process | reads | writes |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function stateTable(schema: Schema): string {
  const rows = Object.entries(schema).map(([name, { type, width = 1, unit, range, meaning }]) => {
    const shape = width === 1 ? type : `${type} x ${width}`;
    return `| ${name} | ${shape} | ${unit} | ${range[0]} … ${range[1]} | ${meaning} |`;
  });
  return ["| column | type | unit | range | meaning |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function parametersTable(): string {
  const rows = Object.entries(PARAMETERS).map(([name, each]) => {
    const range = `${each.low} … ${each.high}`;
    return `| ${name} | ${each.value} | ${each.unit} | ${range} | ${each.source} | ${each.meaning} |`;
  });
  const head = "| parameter | value | unit | range | source | meaning |";
  return [head, "| --- | --- | --- | --- | --- | --- |", ...rows].join("\n");
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function withPart(text: string, name: string, part: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`the marks ${open} and ${close} are missing`);
  return `${text.slice(0, start + open.length)}\n${part}\n${text.slice(end)}`;
}

function scenarioText(scenario: Scenario): string {
  const { title, question } = scenario;
  const lines = [
    `### \`${scenario.name}\`: ${title.en}`,
    "",
    `- fr: **${title.fr}.** ${question.fr}`,
    `- nl: **${title.nl}.** ${question.nl}`,
    `- en: **${title.en}.** ${question.en}`,
    "",
    "| lever | values |",
    "| --- | --- |",
    ...[...scenario.levers].map(([name, segments]) => {
      const unit = leverSpec(name).unit;
      return `| ${name} | ${segments.map(segmentText).join("; ")} [${unit}] |`;
    }),
  ];
  if (scenario.expects.length > 0)
    lines.push("", "Expected, compared with the reference:", "", ...expected(scenario));
  lines.push("", "What it cannot say:", "", ...inThree(scenario.cannotSay).map((each) => `- ${each}`));
  return lines.join("\n");
}

function expected(scenario: Scenario): string[] {
  return [
    "| indicator | places | expected | why |",
    "| --- | --- | --- | --- |",
    ...scenario.expects.map(
      ({ indicator, where, direction, why }) =>
        `| ${indicator} | ${where} | ${direction} | ${inThree(why).join("<br>")} |`,
    ),
  ];
}

function inThree(text: Translated): string[] {
  return [`fr: ${text.fr}`, `nl: ${text.nl}`, `en: ${text.en}`];
}

function segmentText(segment: LeverSegment): string {
  const ramp = segment.ramp > 0 ? ` over ${segment.ramp} months` : "";
  const end = Number.isFinite(segment.to) ? ` until ${formatMonth(segment.to)}` : "";
  return `${segment.value} from ${formatMonth(segment.from)}${ramp}${end}`;
}

function leversTable(): string {
  const rows = LEVERS.map((lever) => {
    const values = `${lever.min} … ${lever.max} | ${lever.default} | ${lever.unit}`;
    return `| ${lever.name} | ${lever.kind} | ${values} | ${lever.sentence.en} | ${lever.source} |`;
  });
  const head = "| lever | kind | range | default | unit | what it does | source |";
  return [head, "| --- | --- | --- | --- | --- | --- | --- |", ...rows].join("\n");
}

function columnsTable(): string {
  const rows = PLACE_COLUMNS.map(({ name, unit, min, max, otherwise }) => {
    return `| ${name} | ${unit} | ${min} … ${max} | ${otherwise === null ? "required" : otherwise.rule} |`;
  });
  return ["| column | unit | allowed | where blank |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function rulesTable(folder: string): string {
  const columns = ["country", "column", "rule"];
  const text = readFileSync(join(folder, "derived-rules.csv"), "utf8");
  const table = parseTable(text, "derived-rules.csv", {
    code: "RULES",
    required: columns,
    optional: [],
    maxRows: 200,
  });
  const rows = table.rows.map((row) => `| ${row.cells.join(" | ")} |`);
  return ["| country | column | rule |", "| --- | --- | --- |", ...rows].join("\n");
}
