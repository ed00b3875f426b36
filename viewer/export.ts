/** Pictures and numbers to take away: PNG with a strip that says where it comes from, and CSV. */

import { GROUPS, type HelloMessage } from "../sim/session/protocol.ts";
import { FAMILY } from "./charts/fonts.ts";
import type { ChartSpec } from "./charts/list.ts";
import type { History } from "./history.ts";

/** Which run a picture shows: enough to make it again. */
export function provenanceLine(hello: HelloMessage): string {
  const { version, seed, households, scenarioDigest } = hello.provenance;
  const a = `${hello.scenario.name} ${scenarioDigest.slice(0, 10)}`;
  const b = hello.compared;
  const runs = b === undefined ? a : `A ${a} · B ${b.scenario.name} ${b.scenarioDigest.slice(0, 10)}`;
  return `voisinage ${version} · ${runs} · ${seed} · ${households}`;
}

/** Words and layers of a picture to be saved. */
export interface Picture {
  readonly title: string;
  readonly note: string;
  readonly provenance: string;
  /** Canvases of one size, from the bottom up; several pictures stand side by side. */
  readonly columns: readonly (readonly HTMLCanvasElement[])[];
}

const MARGIN = 16;
const TITLE = 22;
const SMALL = 12.5;

/** Draws a picture with its title above and its provenance below, in the colours of the page. */
export function composePicture(picture: Picture): HTMLCanvasElement {
  const style = getComputedStyle(document.documentElement);
  const css = (name: string): string => style.getPropertyValue(name).trim();
  const first = picture.columns[0]?.[0];
  const density = first === undefined ? 1 : first.width / Math.max(1, first.clientWidth);
  const width = picture.columns.reduce((sum, [layer]) => sum + (layer?.clientWidth ?? 0) + MARGIN, MARGIN);
  const height = Math.max(...picture.columns.map(([layer]) => layer?.clientHeight ?? 0));
  const head = MARGIN + TITLE * 1.35 + (picture.note === "" ? 0 : SMALL * 1.6);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * density);
  canvas.height = Math.round((head + height + SMALL * 2.6) * density);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("this browser draws no canvas");
  pen.scale(density, density);
  pen.fillStyle = css("--panel");
  pen.fillRect(0, 0, width, canvas.height);
  pen.textBaseline = "top";
  pen.fillStyle = css("--ink");
  pen.font = `700 ${TITLE}px ${FAMILY}`;
  pen.fillText(picture.title, MARGIN, MARGIN, width - 2 * MARGIN);
  pen.fillStyle = css("--quiet");
  pen.font = `400 ${SMALL}px ${FAMILY}`;
  pen.fillText(picture.note, MARGIN, MARGIN + TITLE * 1.35, width - 2 * MARGIN);
  let x = MARGIN;
  for (const layers of picture.columns) {
    for (const layer of layers) pen.drawImage(layer, x, head, layer.clientWidth, layer.clientHeight);
    x += (layers[0]?.clientWidth ?? 0) + MARGIN;
  }
  pen.fillText(picture.provenance, MARGIN, head + height + SMALL * 0.8, width - 2 * MARGIN);
  return canvas;
}

/** Saves a picture as a file. */
export function savePicture(name: string, picture: Picture): void {
  composePicture(picture).toBlob((blob) => {
    if (blob !== null) save(`${name}.png`, blob);
  }, "image/png");
}

/** Saves a table as a file, marked as UTF-8 for spreadsheets. */
export function saveTable(name: string, text: string): void {
  save(`${name}.csv`, new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
}

function save(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** One cell of a CSV: quoted where it must be; numbers with a point, absent ones empty. */
export function cell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  // A text that a spreadsheet would take for a formula is not one.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV. */
export function csvOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A month as 2021-03. @param month months since 2019-01 */
export function isoMonth(month: number): string {
  const year = 2019 + Math.floor(month / 12);
  return `${year}-${String(month - (year - 2019) * 12 + 1).padStart(2, "0")}`;
}

/** All months of an indicator, by group; of B and B - A too where two scenarios are compared. */
export function chartRows(
  hello: HelloMessage,
  spec: ChartSpec,
  a: History,
  b: History | undefined,
): (string | number | undefined)[][] {
  const groups = ["all", ...hello.classes].slice(0, GROUPS);
  const { name, unit } = spec.info;
  const column = (side: string) => groups.map((group) => `${side}${name} ${group} [${unit}]`);
  const sides = b === undefined ? column("") : [...column("A "), ...column("B "), ...column("B-A ")];
  const rows: (string | number | undefined)[][] = [["month", ...sides]];
  for (let row = 0; row < a.months; row++) {
    const read = (history: History) => groups.map((_, group) => history.at(row, spec.indicator, group));
    const ofA = read(a);
    const ofB = b === undefined ? [] : read(b);
    const differences = ofB.map((value, group) =>
      value === undefined ? undefined : value - (ofA[group] ?? Number.NaN),
    );
    rows.push([isoMonth((a.start ?? 0) + row), ...ofA, ...ofB, ...differences]);
  }
  return rows;
}
