/** Imports run downward: which folder may import what, from here and from packages. */
import { posix } from "node:path";
import { isNode, type Source, type SyntaxNode, type Violation, visit, whereOf } from "./source.ts";

/** From the lowest up; a layer may import itself and those before it. */
const LAYERS = [
  "core",
  "model",
  "output",
  "experiment",
  "calibration",
  "validation",
  "session",
  "server",
  "cli",
];

/**
 * Packages a part may import; the first part that fits counts, and one that is not listed may import
 * any. A name with a colon stands for all that begin with it.
 */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "sim/core": [],
  "sim/model": [],
  "sim/output": ["node:", "hyparquet-writer", "simple-statistics"],
  "sim/experiment": ["node:", "seedrandom", "simple-statistics", "yaml", "zod"],
  "sim/calibration": ["node:", "seedrandom", "simple-statistics"],
  "sim/validation": ["node:", "simple-statistics"],
  "sim/session": [],
  "sim/server": ["node:", "ws"],
  "sim/cli": ["node:", "vite"],
  "viewer/build": ["node:", "vite", "geojson", "topojson-client", "topojson-server", "topojson-simplify"],
  viewer: ["virtual:", "preact", "@preact/signals", "chart.js", "d3-geo"],
};

/** Files of `sim` that the viewer may use: they run in the browser. */
const BROWSER_SAFE = /^sim\/(core|session)\//;

/** Every import against the order of the layers and the list of packages. */
export function layers(source: Source): Violation[] {
  const violations: Violation[] = [];
  visit(source.program, (node) => {
    const name = importedName(node);
    if (name === undefined) return;
    const fault = name.startsWith(".")
      ? inward(source.path, posix.join(posix.dirname(source.path), name), isTypeOnly(node))
      : outward(source.path, name, isTypeOnly(node));
    if (fault !== undefined)
      violations.push({ rule: "layers", where: whereOf(source, node.start), remedy: fault });
  });
  return violations;
}

/** What an import, a dynamic import or a re-export names. */
function importedName(node: SyntaxNode): string | undefined {
  const imports = ["ImportDeclaration", "ImportExpression", "ExportNamedDeclaration", "ExportAllDeclaration"];
  if (!imports.includes(node.type) || !isNode(node.source)) return undefined;
  return typeof node.source.value === "string" ? node.source.value : undefined;
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers : [];
  return specifiers.length > 0 && specifiers.every((each) => each.importKind === "type");
}

function inward(from: string, to: string, typeOnly: boolean): string | undefined {
  const [part = "", layer = ""] = from.split("/");
  const [target = "", targetLayer = ""] = to.split("/");
  if (part === "tests" || part === target) {
    if (part !== "sim" || LAYERS.indexOf(targetLayer) <= LAYERS.indexOf(layer)) return undefined;
    return `${layer} imports ${targetLayer} above it (${LAYERS.join(" < ")}): move what both need down`;
  }
  if (part === "bench" && target === "sim") return undefined;
  if (part === "viewer" && target === "sim") {
    if (typeOnly || BROWSER_SAFE.test(to)) return undefined;
    return `the viewer imports ${to}: it may import sim/session and sim/core, and types`;
  }
  return `${part} imports ${target}: only downward, so move what both need into the lower one`;
}

function outward(from: string, name: string, typeOnly: boolean): string | undefined {
  const part = Object.keys(PACKAGES).find((each) => from.startsWith(`${each}/`));
  const allowed = part === undefined ? undefined : PACKAGES[part];
  if (allowed === undefined || /\.config\.ts$/.test(from)) return undefined;
  const matches = (each: string) => name === each || name.startsWith(each.endsWith(":") ? each : `${each}/`);
  if (allowed.some(matches) || (typeOnly && part?.startsWith("viewer"))) return undefined;
  const list = allowed.length === 0 ? "nothing from outside" : allowed.join(", ");
  return `${part} imports "${name}" but may import ${list}: pass in what is needed from a layer above`;
}
