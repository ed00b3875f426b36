/** Which results depend on what is assumed: the screening of the assumed parameters, strongest first. */
import { LUCK } from "../screening.ts";
import type { Influence, Sensitivity, Validation } from "../validation.ts";
import { type PartResult, widthOf } from "../verdicts.ts";
import { escaped, number, table } from "./html.ts";

/** Influences told of each part. */
const TOLD = 3;

/** The strongest influences on each part, and what flips within a range. */
export function sensitivitySection({ sensitivity, facts }: Validation): string {
  if (sensitivity === null) {
    const command = "<code>voisinage validate --sensitivity groups</code>";
    return `<p>Not part of this run: ${command} screens the assumed parameters.</p>`;
  }
  const rows = facts.flatMap(({ parts }) => parts).map((result) => rowOf(result, sensitivity));
  const { repetitions, households, units, failed } = sensitivity;
  const parameters = units.reduce((sum, each) => sum + each.parameters.length, 0);
  const grouped = units.length < parameters ? `, moved together in ${units.length} groups by subject` : "";
  const broken =
    failed.length === 0 ? "" : `<p>Worlds that broke: ${failed.map((each) => escaped(each)).join("; ")}.</p>`;
  return [
    `<p>Morris screening of ${parameters} assumed parameters${grouped}: from ${repetitions} members, each`,
    `moved to other levels of its range, at ${households.toLocaleString("en")} simulated households. An`,
    "effect",
    "is that of a whole range, told in widths of the band; ± is its spread. <em>Luck</em> is what another",
    "seed changes: effects that are no larger are chance. Flips: how often the value of one member entered",
    "or left its band.</p>",
    table("Strongest influences", ["part", "effect over the range", "luck", "flips"], rows),
    broken,
  ].join("\n");
}

function rowOf({ part }: PartResult, { influences, repetitions }: Sensitivity): string[] {
  const own = influences.filter(({ key, meanAbsolute }) => key === part.key && Number.isFinite(meanAbsolute));
  const luck = own.find(({ unit }) => unit === LUCK);
  const others = own.filter(({ unit }) => unit !== LUCK);
  const strongest = [...others].sort((a, b) => b.meanAbsolute - a.meanAbsolute).slice(0, TOLD);
  const flips = others.filter((each) => each.flips > (luck?.flips ?? 0));
  const width = widthOf(part);
  return [
    `${part.key} ${escaped(part.statistic)}`,
    strongest.map((each) => influenceText(each, width)).join("<br>") || "–",
    luck === undefined ? "–" : number(luck.meanAbsolute / width, 2),
    flips.map(({ unit, flips: times }) => `${escaped(unit)} (${times} of ${repetitions})`).join(", ") ||
      "none",
  ];
}

function influenceText({ unit, meanAbsolute, spread }: Influence, width: number): string {
  return `${escaped(unit)} ${number(meanAbsolute / width, 2)} ± ${number(spread / width, 2)}`;
}
