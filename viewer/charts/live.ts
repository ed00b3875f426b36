/**
 * A chart that follows the simulation: it takes the months it lacks, and is drawn only when seen.
 * One scenario has a line for each class of city; two have A, B and below them B - A for one class,
 * or for all places.
 */
import type { Language } from "../../sim/session/protocol.ts";
import type { History } from "../history.ts";
import { CLASS_DASHES, readPalette } from "../palette.ts";
import { formatMonth, formatNumber, formatSigned, yearOf } from "../text/format.ts";
import { className, TEXTS } from "../text/text.ts";
import { type ChartStyle, type LineChart, type LineStyle, makeChart, restyle } from "./factory.ts";
import { type ChartSpec, CLASS_GROUPS, chartDecimals, chartValue } from "./list.ts";

/** Font size of axes and names at the page's usual size [CSS px]. */
const FONT_SIZE = 12.5;
const USUAL_ROOT = 16;
const PAIR_AXES: readonly LineStyle["axis"][] = ["y", "y", "difference"];

/** What a chart shows beside its numbers. */
export interface ChartContext {
  readonly language: Language;
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** Class brought forward, an index, or -1. */
  readonly focus: number;
  /** Months in which a lever moved. */
  readonly marks: readonly number[];
}

/** The months of A, and of B where two scenarios are compared. */
export interface Histories {
  readonly a: History;
  readonly b: History | undefined;
}

export class LiveChart {
  readonly #spec: ChartSpec;
  readonly #histories: Histories;
  readonly #chart: LineChart;
  readonly #style: ChartStyle;
  readonly #observer: IntersectionObserver;
  #language: Language = "fr";
  #seen = true;
  /** What the lines hold: the run, and the class if it is one. */
  #filled = "";
  #months = 0;
  #group = 0;

  /** @param onShow called when the chart comes into sight, for it was not drawn before */
  constructor(canvas: HTMLCanvasElement, spec: ChartSpec, histories: Histories, onShow: () => void) {
    this.#spec = spec;
    this.#histories = histories;
    this.#style = this.#firstStyle();
    const axes = histories.b === undefined ? CLASS_GROUPS.map(() => "y" as const) : PAIR_AXES;
    this.#chart = makeChart(canvas, axes, this.#style);
    this.#observer = new IntersectionObserver(([entry]) => {
      const before = this.#seen;
      this.#seen = entry?.isIntersecting ?? true;
      if (this.#seen && !before) onShow();
    });
    this.#observer.observe(canvas);
  }

  /** Draws the months that have come, if the chart is on the screen. */
  draw(): void {
    if (!this.#seen) return;
    this.#fill();
    this.#chart.update("none");
  }

  /** Takes language, colours, size and the class brought forward; `draw` shows them. */
  restyle(context: ChartContext): void {
    const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const pair = this.#histories.b !== undefined;
    this.#language = context.language;
    this.#group = pair ? context.focus + 1 : 0;
    Object.assign(this.#style, {
      palette: readPalette(),
      lines: pair ? pairLines() : classLines(context),
      focus: pair ? -1 : context.focus,
      fontSize: (FONT_SIZE * root) / USUAL_ROOT,
      marks: context.marks,
    });
    restyle(this.#chart, this.#style);
  }

  close(): void {
    this.#observer.disconnect();
    this.#chart.destroy();
  }

  #firstStyle(): ChartStyle {
    const decimals = chartDecimals(this.#spec);
    return {
      palette: readPalette(),
      lines: [],
      focus: -1,
      fontSize: FONT_SIZE,
      marks: [],
      span: this.#spec.span,
      leastRange: 4 / 10 ** decimals,
      printMonth: (month) => formatMonth(this.#language, Math.round(month)),
      printYear: (month) =>
        month % 12 === 0 ? String(yearOf(month)) : formatMonth(this.#language, month, "short"),
      printTick: (value) => formatNumber(this.#language, value, tickDecimals(value, decimals + 2)),
      printValue: (value, difference) =>
        difference
          ? formatSigned(this.#language, value, decimals + 1)
          : formatNumber(this.#language, value, decimals),
    };
  }

  /** Adds the months that the chart lacks; begins anew with another run or class. */
  #fill(): void {
    const { a, b } = this.#histories;
    const lines = this.#chart.data.datasets;
    const wanted = `${a.run}/${this.#group}`;
    if (this.#filled !== wanted) {
      for (const line of lines) line.data = [];
      this.#filled = wanted;
      this.#months = 0;
    }
    const start = a.start ?? 0;
    const end = Math.min(a.months, b?.months ?? a.months);
    for (let row = this.#months; row < end; row++) {
      const values = b === undefined ? this.#classValues(row) : this.#pairValues(a, b, row);
      values.forEach((y, line) => {
        if (y !== undefined && Number.isFinite(y)) lines[line]?.data.push({ x: start + row, y });
      });
    }
    this.#months = end;
  }

  #classValues(row: number): (number | undefined)[] {
    return CLASS_GROUPS.map((group) => chartValue(this.#histories.a, this.#spec, row, group));
  }

  #pairValues(a: History, b: History, row: number): (number | undefined)[] {
    const valueA = chartValue(a, this.#spec, row, this.#group);
    const valueB = chartValue(b, this.#spec, row, this.#group);
    const both = valueA !== undefined && valueB !== undefined;
    return [valueA, valueB, both ? valueB - valueA : undefined];
  }
}

function classLines({ language, classes }: ChartContext): readonly LineStyle[] {
  const text = TEXTS[language];
  const { classes: colours, ink } = readPalette();
  return classes.map((name, index) => ({
    name: className(text, "short", name),
    colour: colours[index] ?? ink,
    dash: CLASS_DASHES[index] ?? [],
    axis: "y",
  }));
}

/** A is a full line in ink, B a broken one in the accent; B - A is filled below. */
function pairLines(): readonly LineStyle[] {
  const { sideA, sideB } = readPalette();
  return [
    { name: "A", colour: sideA, dash: [], axis: "y" },
    { name: "B", colour: sideB, dash: [7, 3], axis: "y" },
    { name: "B − A", colour: sideB, dash: [], axis: "difference" },
  ];
}

/** Whole numbers on the axis need no decimals. */
function tickDecimals(value: number, decimals: number): number {
  for (let fewest = 0; fewest < decimals; fewest++) {
    if (Math.abs(value - Number(value.toFixed(fewest))) < 1e-9) return fewest;
  }
  return decimals;
}
