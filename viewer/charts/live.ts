/** A chart that follows the simulation: it takes the months it lacks, and is drawn only when seen. */
import type { Language } from "../../sim/session/protocol.ts";
import type { History } from "../history.ts";
import { readPalette } from "../palette.ts";
import { formatMonth, formatNumber, yearOf } from "../text/format.ts";
import { className, TEXTS } from "../text/text.ts";
import { type ChartStyle, type LineChart, makeChart, restyle } from "./factory.ts";
import { type ChartSpec, CLASS_GROUPS, chartDecimals, chartValue } from "./list.ts";

/** Font size of axes and names at the page's usual size [CSS px]. */
const FONT_SIZE = 12.5;
const USUAL_ROOT = 16;

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

export class LiveChart {
  readonly #spec: ChartSpec;
  readonly #history: History;
  readonly #chart: LineChart;
  readonly #style: ChartStyle;
  readonly #observer: IntersectionObserver;
  #language: Language = "fr";
  #seen = true;
  #run = -1;
  #months = 0;

  /** @param onShow called when the chart comes into sight, for it was not drawn before */
  constructor(canvas: HTMLCanvasElement, spec: ChartSpec, history: History, onShow: () => void) {
    this.#spec = spec;
    this.#history = history;
    this.#style = this.#firstStyle();
    this.#chart = makeChart(canvas, CLASS_GROUPS.length, this.#style);
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
    const text = TEXTS[context.language];
    const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#language = context.language;
    Object.assign(this.#style, {
      palette: readPalette(),
      names: context.classes.map((name) => className(text, "short", name)),
      focus: context.focus,
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
      names: [],
      focus: -1,
      fontSize: FONT_SIZE,
      marks: [],
      span: this.#spec.span,
      printMonth: (month) => formatMonth(this.#language, Math.round(month)),
      printYear: (month) =>
        month % 12 === 0 ? String(yearOf(month)) : formatMonth(this.#language, month, "short"),
      printTick: (value) => formatNumber(this.#language, value, tickDecimals(value, decimals)),
      printValue: (value) => formatNumber(this.#language, value, decimals),
    };
  }

  /** Adds the months that the chart lacks; begins anew with another run. */
  #fill(): void {
    const history = this.#history;
    const lines = this.#chart.data.datasets;
    if (this.#run !== history.run) {
      for (const line of lines) line.data = [];
      this.#run = history.run;
      this.#months = 0;
    }
    const start = history.start ?? 0;
    for (let row = this.#months; row < history.months; row++) {
      CLASS_GROUPS.forEach((group, line) => {
        const y = chartValue(history, this.#spec, row, group);
        if (y !== undefined && Number.isFinite(y)) lines[line]?.data.push({ x: start + row, y });
      });
    }
    this.#months = history.months;
  }
}

/** Whole numbers on the axis need no decimals. */
function tickDecimals(value: number, decimals: number): number {
  for (let fewest = 0; fewest < decimals; fewest++) {
    if (Math.abs(value - Number(value.toFixed(fewest))) < 1e-9) return fewest;
  }
  return decimals;
}
