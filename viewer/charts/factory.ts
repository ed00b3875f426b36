/**
 * The one way charts are made: Chart.js without animation, parsing or points, on a linear month
 * axis, with the name of each line at its end. An update of ten such charts takes some 10 ms.
 */
import {
  Chart,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type Scale,
  type ScaleOptionsByType,
  Tooltip,
} from "chart.js";
import type { Palette } from "../palette.ts";
import { FAMILY } from "./fonts.ts";
import { lineNames } from "./names.ts";
import { crosshair, leverMarks, zeroLine } from "./plugins.ts";

Chart.register(Filler, LineController, LineElement, PointElement, LinearScale, Tooltip);

/** A month and a value. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type LineChart = Chart<"line", Point[]>;

/** One line of a chart. */
export interface LineStyle {
  /** Name at its end, short. */
  readonly name: string;
  readonly colour: string;
  /** [CSS px] */
  readonly dash: readonly number[];
  /** Axis: the values', or that of differences below it. */
  readonly axis: "y" | "difference";
}

/** How a chart prints itself; read at each drawing, so that it may change. */
export interface ChartStyle {
  palette: Palette;
  lines: readonly LineStyle[];
  /** Line brought forward, an index, or -1. */
  focus: number;
  /** Font size of axes and names [CSS px]. */
  fontSize: number;
  /** Months in which a lever moved. */
  marks: readonly number[];
  /** Values that the axis shows at least. */
  readonly span: readonly [number, number] | undefined;
  /** Range that an axis has at least, so that what is flat looks flat. */
  readonly leastRange: number;
  readonly printMonth: (month: number) => string;
  readonly printYear: (month: number) => string;
  readonly printTick: (value: number) => string;
  /** @param difference true: with a sign */
  readonly printValue: (value: number, difference: boolean) => string;
}

/** Room for the names at the right, in font sizes. */
const NAME_ROOM = 6.6;
/** Heights of the values and of the differences below them. */
const WEIGHTS = { y: 1.9, difference: 1 } as const;

/**
 * Makes a chart.
 * @param axes of each line; lines are drawn in this order
 * @param style is kept, and read at each drawing
 */
export function makeChart(
  canvas: HTMLCanvasElement,
  axes: readonly LineStyle["axis"][],
  style: ChartStyle,
): LineChart {
  const datasets: ChartDataset<"line", Point[]>[] = axes.map((yAxisID) => ({ data: [], yAxisID }));
  const differs = axes.includes("difference");
  const chart: LineChart = new Chart<"line", Point[]>(canvas, {
    type: "line",
    data: { datasets },
    plugins: [zeroLine(style), leverMarks(style), lineNames(style), crosshair(style)],
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      resizeDelay: 60,
      events: ["mousemove", "mouseout", "click", "touchstart", "touchmove"],
      interaction: { mode: "index", intersect: false, axis: "x" },
      elements: { point: { radius: 0, hitRadius: 0, hoverRadius: 3 }, line: { borderWidth: 2, tension: 0 } },
      scales: {
        x: {
          type: "linear",
          bounds: "data",
          border: { display: false },
          grid: { drawOnChartArea: false, drawTicks: true, tickLength: 4 },
          ticks: { maxRotation: 0, autoSkip: false, callback: (month) => style.printYear(Number(month)) },
          afterBuildTicks: (axis) => {
            axis.ticks = yearTicks(axis.min, axis.max, axis.width).map((value) => ({ value }));
          },
        },
        y: differs ? upperAxis(style) : { ...valueAxis(style, 5, 1), ...spanOf(style) },
        ...(differs ? { difference: differenceAxis(style) } : {}),
      },
      plugins: { tooltip: tooltipOf(style) },
    },
  });
  restyle(chart, style);
  return chart;
}

/** @param share of the style's least range that the axis spans at least */
function valueAxis(style: ChartStyle, maxTicksLimit: number, share: number) {
  return {
    type: "linear",
    afterDataLimits: (axis: Scale) => {
      const lacking = style.leastRange * share - (axis.max - axis.min);
      if (!(lacking > 0)) return;
      axis.max += lacking / 2;
      axis.min -= lacking / 2;
    },
    border: { display: false },
    grid: { drawTicks: false, lineWidth: 1 },
    ticks: {
      maxTicksLimit,
      padding: 6,
      callback: (value: number | string) => style.printTick(Number(value)),
    },
  } as const;
}

/** Below the values, around zero. */
function differenceAxis(style: ChartStyle) {
  const half = style.leastRange / 4;
  return {
    ...valueAxis(style, 3, 0.5),
    ...stacked("difference"),
    suggestedMin: -half,
    suggestedMax: half,
  } as const;
}

/** Values above their differences: the lowest number is left out, for it would touch the axis below. */
function upperAxis(style: ChartStyle) {
  const axis = valueAxis(style, 4, 1);
  const callback = (value: number | string, index: number): string =>
    index === 0 ? "" : style.printTick(Number(value));
  return { ...axis, ...stacked("y"), ticks: { ...axis.ticks, callback } } as const;
}

function spanOf({ span }: ChartStyle): Partial<ScaleOptionsByType<"linear">> {
  return span === undefined ? {} : { suggestedMin: span[0], suggestedMax: span[1] };
}

function stacked(axis: keyof typeof WEIGHTS) {
  return {
    stack: "values",
    stackWeight: WEIGHTS[axis],
    weight: axis === "y" ? 2 : 1,
    offset: false,
  } as const;
}

function tooltipOf(style: ChartStyle) {
  const isDifference = (index: number): boolean => style.lines[index]?.axis === "difference";
  return {
    displayColors: true,
    boxWidth: 10,
    boxHeight: 3,
    boxPadding: 4,
    padding: 10,
    cornerRadius: 6,
    itemSort: (a: Item, b: Item) =>
      Number(isDifference(a.datasetIndex)) - Number(isDifference(b.datasetIndex)) ||
      (b.parsed.y ?? 0) - (a.parsed.y ?? 0),
    callbacks: {
      title: ([item]: readonly Item[]) => (item === undefined ? "" : style.printMonth(item.parsed.x ?? 0)),
      label: (item: Item) => {
        const value = style.printValue(item.parsed.y ?? 0, isDifference(item.datasetIndex));
        return ` ${style.lines[item.datasetIndex]?.name ?? ""} ${value}`;
      },
    },
  };
}

interface Item {
  readonly datasetIndex: number;
  readonly parsed: { readonly x: number | null; readonly y: number | null };
}

/** Applies a style that has changed; draw with `update("none")` afterwards. */
export function restyle(chart: LineChart, style: ChartStyle): void {
  const { palette, focus, fontSize } = style;
  const font = { family: FAMILY, size: fontSize };
  chart.data.datasets.forEach((line, index) => {
    const { colour = palette.ink, dash = [], axis = "y" } = style.lines[index] ?? {};
    const quiet = focus >= 0 && focus !== index;
    line.borderColor = quiet ? `${colour}40` : colour;
    line.backgroundColor = axis === "difference" ? `${colour}33` : colour;
    line.fill = axis === "difference" ? "origin" : false;
    line.borderDash = [...dash];
    line.borderWidth = (focus === index ? 3.2 : quiet ? 1.4 : 2) * (fontSize / 12.5);
    line.order = focus === index ? -1 : index;
  });
  const { options } = chart;
  options.layout = { padding: { right: fontSize * NAME_ROOM, top: fontSize * 0.6, left: 0, bottom: 0 } };
  for (const [name, scale] of Object.entries(options.scales ?? {})) {
    if (scale?.ticks !== undefined) Object.assign(scale.ticks, { font, color: palette.quietInk });
    if (scale?.grid !== undefined) scale.grid.color = name === "x" ? palette.quietInk : palette.line;
  }
  const tooltip = options.plugins?.tooltip;
  if (tooltip !== undefined) {
    const colours = { backgroundColor: palette.panel, titleColor: palette.ink, bodyColor: palette.ink };
    Object.assign(tooltip, colours, { borderColor: palette.quietInk, borderWidth: 1 });
    tooltip.titleFont = { ...font, weight: 600 };
    tooltip.bodyFont = font;
  }
}

const TICK_ROOM = 46;

/** Januaries, as many as have room; the first month if the run is younger than a year. */
function yearTicks(min: number, max: number, width: number): number[] {
  const most = Math.max(2, Math.floor(width / TICK_ROOM));
  const years = Math.max(1, (max - min) / 12);
  const step = [1, 2, 5, 10, 20, 50].find((each) => years / each <= most) ?? 100;
  const first = Math.ceil(min / 12);
  const ticks: number[] = [];
  for (let year = first; year * 12 <= max; year++) {
    if ((2019 + year) % step === 0 || step === 1) ticks.push(year * 12);
  }
  return ticks.length === 0 ? [min] : ticks;
}
