/**
 * The validation as one page that needs nothing else: where each number comes from, how the start matches the
 * statistics, which published patterns the model reproduces and which it does not.
 */
import type { FittedRange } from "../../calibration/ensemble.ts";
import { loadBuiltIn } from "../../experiment/data.ts";
import type { ParameterName } from "../../model/parameters.ts";
import { failingOf, meaningOf } from "../findings.ts";
import { bandText, countOf, decimalsOf, type Fit, naivePasses, type Validation } from "../validation.ts";
import type { FactResult, PartResult, Verdict } from "../verdicts.ts";
import { bandPicture } from "./band-picture.ts";
import { escaped, number, table } from "./html.ts";
import { outlines, residualMap } from "./residual-map.ts";
import { sensitivitySection } from "./sensitivity-section.ts";
import { sourcesSection } from "./sources.ts";
import { STYLE } from "./style.ts";

const SIGNS: Readonly<Record<Verdict, string>> = { pass: "✓", fail: "✗", unresolved: "?" };

const UNRESOLVED = "More members, or more households, would tell whether it passes.";

/** The page as HTML. @param fitted parameters that the calibration fitted */
export function validationPage(
  found: Validation,
  fitted: Readonly<Partial<Record<ParameterName, FittedRange>>> = {},
): string {
  const sections = [
    ["facts", "Which patterns the model reproduces", factsSection(found)],
    ["start", "How the places match the statistics", fitSection(found)],
    ["naive", "What naive models would pass", baselineSection(found)],
    ["sensitivity", "Which results depend on what is assumed", sensitivitySection(found)],
    ["sources", "Where each number comes from", sourcesSection(fitted)],
    ["made", "How this page was made", madeSection(found)],
  ] as const;
  const links = sections.map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`).join("");
  const bodies = sections.map(
    ([id, title, body]) => `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${body}</section>`,
  );
  return [
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Validation of voisinage ${escaped(found.version)}</title><style>${STYLE}</style></head><body>`,
    '<a class="skip" href="#main">To the results</a>',
    `<header><h1>Why should I believe voisinage?</h1>${leadOf(found)}</header>`,
    `<nav aria-label="Contents"><ul>${links}</ul></nav>\n<main id="main">`,
    ...bodies,
    "</main></body></html>\n",
  ].join("\n");
}

function leadOf({ facts, members, households }: Validation): string {
  const of = (set: FactResult["set"], verdict: Verdict) => countOf(facts, verdict, set);
  const sets = (["validate", "calibrate"] as const).flatMap((set) => {
    const all = facts.filter((each) => each.set === set).length;
    if (all === 0) return [];
    const about = set === "validate" ? "that it was never tuned on" : "that it was tuned on";
    const told = `${of(set, "pass")} pass, ${of(set, "fail")} fail, ${of(set, "unresolved")} are unresolved`;
    return [`Of ${all} published patterns ${about}, ${told}.`];
  });
  const size = `${members} members of ${households.toLocaleString("en")} simulated households`;
  const honest = "What fails is shown as plainly as what passes.";
  return `<p>${sets.join(" ")} Each was looked for in ${size}. ${honest}</p>`;
}

function factsSection(found: Validation): string {
  const rows = found.facts.map((fact) => [
    `<a href="#${fact.id}">${fact.id}</a>`,
    escaped(fact.pattern),
    fact.parts.map((part) => `${part.part.key}: ${valueText(part)}`).join("<br>"),
    badge(fact.verdict),
    fact.set + (fact.partlyByConstruction ? ", partly by construction" : ""),
  ]);
  return [
    "<p>Each picture shows the band of the published findings (blue, its ends as lines), each member of the",
    "ensemble as a tick, the 80&nbsp;% range over members as a thin line, the 80&nbsp;% interval of their",
    "mean as a thick one, the mean as a disc, and naive models as open diamonds. A part passes where the",
    "interval of the mean lies in the band, fails where it lies outside, and is unresolved across one of",
    "its ends. A fact passes if all its parts do, and fails if one fails. <em>Partly by construction</em>:",
    "what was put in says a part of it already.</p>",
    table("All patterns", ["fact", "pattern", "mean (80 % range)", "verdict", "set"], rows),
    ...found.facts.map((fact) => factArticle(fact, found)),
  ].join("\n");
}

function factArticle(fact: FactResult, found: Validation): string {
  const { id, pattern, set, partlyByConstruction, verdict, parts } = fact;
  const about = [
    set === "validate" ? "never tuned on" : "tuned on",
    ...(partlyByConstruction ? ["partly by construction"] : []),
  ];
  return [
    `<article aria-labelledby="${id}"><h3 id="${id}">${id}: ${escaped(pattern)} ${badge(verdict)}</h3>`,
    `<p>${escaped(meaningOf(id))} <span class="quiet">(${about.join(", ")})</span></p>`,
    ...parts.map((part) => partFigure(part, found)),
    failingText(fact),
    "</article>",
  ].join("\n");
}

function partFigure(result: PartResult, { baselines }: Validation): string {
  const { part, verdict } = result;
  const naive = naivePasses(baselines, result);
  const proof = naive.length === 0 ? "" : ` Passed by ${naive.join(" and ")}: this band proves nothing.`;
  return [
    `<figure>${bandPicture(result, baselines)}<figcaption><strong>${part.key}</strong> `,
    `${escaped(part.statistic)}: ${valueText(result)} ${escaped(part.unit)}; band ${bandText(result)}; `,
    `${SIGNS[verdict]} ${verdict}. Band: ${escaped(part.basis)}.${proof}</figcaption></figure>`,
  ].join("");
}

function valueText(result: PartResult): string {
  const { value, low, high } = result;
  if (!Number.isFinite(value)) return "not measured";
  const shown = (each: number) => number(each, decimalsOf(result));
  return `${shown(value)} (${shown(low)} … ${shown(high)})`;
}

function badge(verdict: Verdict): string {
  return `<span class="verdict ${verdict}">${SIGNS[verdict]} ${verdict}</span>`;
}

function failingText({ id, verdict }: FactResult): string {
  if (verdict === "pass") return "";
  const known = failingOf(id);
  if (known === undefined) {
    const open = verdict === "fail" ? "Why it fails has not been found out yet." : UNRESOLVED;
    return `<p>${open}</p>`;
  }
  const rows = [
    ["Why", known.why],
    ["What was tried", known.tried],
    ["What would be needed", known.needed],
  ];
  const told = rows.map(([term = "", text = ""]) => `<dt>${term}</dt><dd>${escaped(text)}</dd>`);
  return `<dl>${told.join("")}</dl>`;
}

function fitSection({ fit, flows }: Validation): string {
  if (fit === null && flows === null) return "<p>Not part of this run.</p>";
  const { places } = loadBuiltIn();
  const maps = [...(fit?.maps ?? []), ...(flows?.maps ?? [])];
  return [
    fitTable("Places: simulated against the statistics", fit),
    fitTable("Flows between departements and long-run growth", flows),
    maps.length === 0 ? "" : `${outlines()}<div class="maps">`,
    ...maps.map((each) => residualMap(each, places)),
    maps.length === 0 ? "" : "</div>",
  ].join("\n");
}

function fitTable(caption: string, fit: Fit | null): string {
  if (fit === null) return "";
  const rows = fit.rows.map(({ statistic, unit, value, wanted, met }) => {
    const sign = met === null ? "" : met ? badge("pass") : badge("fail");
    return [escaped(statistic), number(value, 3), escaped(unit), escaped(wanted ?? "–"), sign];
  });
  return table(caption, ["statistic", "value", "unit", "wanted", "met"], rows);
}

function baselineSection({ baselines, facts }: Validation): string {
  if (baselines.length === 0) return "<p>Not part of this run.</p>";
  const rows = facts
    .flatMap(({ parts }) => parts)
    .map((result) => {
      const naive = naivePasses(baselines, result);
      const values = baselines.map(({ values: of }) =>
        number(of[result.part.key] ?? Number.NaN, decimalsOf(result)),
      );
      const proof = naive.length > 0 ? "a naive model passes: proves nothing" : "";
      const name = `${result.part.key} ${escaped(result.part.statistic)}`;
      return [name, bandText(result), valueText(result), ...values, proof];
    });
  const about = baselines.map(
    ({ name, about: text }) => `<li><strong>${escaped(name)}</strong>: ${escaped(text)}</li>`,
  );
  const head = ["part", "band", "voisinage", ...baselines.map(({ name }) => escaped(name)), "remark"];
  return [
    "<p>Two models that know nothing of what this one is about. A band that a naive model passes proves",
    `nothing.</p><ul>${about.join("")}</ul>`,
    table("The same facts in naive models", head, rows),
  ].join("\n");
}

function madeSection({ version, seconds, command, members, households, seed, ensemble }: Validation): string {
  const drawn = ensemble === 0 ? "of the default parameters" : `from ${ensemble} points of the ensemble`;
  const rows = [
    ["command", `<code>${escaped(command)}</code>`],
    ["version", escaped(version)],
    ["time", `${Math.round(seconds)} seconds`],
    ["members", `${members}, ${drawn}`],
    ["simulated households of each world", households.toLocaleString("en")],
    ["seeds begin with", `<code>${escaped(seed)}</code>`],
  ];
  const text =
    "The same version and command give the same numbers, on any machine and with any number of threads.";
  return `<p>${text}</p>${table("This run", ["what", "value"], rows)}`;
}
