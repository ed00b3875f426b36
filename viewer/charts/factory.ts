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
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import { CLASS_DASHES, type Palette } from "../palette.ts";
import { lineNames } from "./names.ts";

Chart.register(Filler, LineController, LineElement, PointElement, LinearScale, Tooltip);

/** A month and a value. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type LineChart = Chart<"line", Point[]>;

/** How a chart prints itself; read at each drawing, so that it may change. */
export interface ChartStyle {
  palette: Palette;
  /** Names of the lines, short. */
  names: readonly string[];
  /** Class brought forward, an index, or -1. */
  focus: number;
  /** Font size of axes and names [CSS px]. */
  fontSize: number;
  /** Months in which a lever moved. */
  marks: readonly number[];
  /** Values that the axis shows at least. */
  readonly span: readonly [number, number] | undefined;
  readonly printMonth: (month: number) => string;
  readonly printYear: (month: number) => string;
  readonly printTick: (value: number) => string;
  readonly printValue: (value: number) => string;
}

const FAMILY = '"Source Sans 3 Variable", system-ui, sans-serif';
/** Room for the names at the right, in font sizes. */
const NAME_ROOM = 6.6;

/** Makes a chart with one line a class. @param style is kept, and read at each drawing */
export function makeChart(canvas: HTMLCanvasElement, lines: number, style: ChartStyle): LineChart {
  const datasets: ChartDataset<"line", Point[]>[] = Array.from({ length: lines }, () => ({ data: [] }));
  const chart: LineChart = new Chart<"line", Point[]>(canvas, {
    type: "line",
    data: { datasets },
    plugins: [leverMarks(style), lineNames(style), crosshair(style)],
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
        y: {
          type: "linear",
          ...(style.span === undefined ? {} : { suggestedMin: style.span[0], suggestedMax: style.span[1] }),
          border: { display: false },
          grid: { drawTicks: false, lineWidth: 1 },
          ticks: { maxTicksLimit: 5, padding: 6, callback: (value) => style.printTick(Number(value)) },
        },
      },
      plugins: {
        tooltip: {
          displayColors: true,
          boxWidth: 10,
          boxHeight: 3,
          boxPadding: 4,
          padding: 10,
          cornerRadius: 6,
          itemSort: (a, b) => (b.parsed.y ?? 0) - (a.parsed.y ?? 0),
          callbacks: {
            title: ([item]) => (item === undefined ? "" : style.printMonth(item.parsed.x ?? 0)),
            label: (item) =>
              ` ${style.names[item.datasetIndex] ?? ""} ${style.printValue(item.parsed.y ?? 0)}`,
          },
        },
      },
    },
  });
  restyle(chart, style);
  return chart;
}

/** Applies a style that has changed; draw with `update("none")` afterwards. */
export function restyle(chart: LineChart, style: ChartStyle): void {
  const { palette, focus, fontSize } = style;
  const font = { family: FAMILY, size: fontSize };
  chart.data.datasets.forEach((line, index) => {
    const colour = palette.classes[index] ?? palette.ink;
    const quiet = focus >= 0 && focus !== index;
    line.borderColor = quiet ? `${colour}40` : colour;
    line.backgroundColor = colour;
    line.borderDash = [...(CLASS_DASHES[index] ?? [])];
    line.borderWidth = (focus === index ? 3.2 : quiet ? 1.4 : 2) * (fontSize / 12.5);
    line.order = focus === index ? -1 : index;
  });
  const { options } = chart;
  options.layout = { padding: { right: fontSize * NAME_ROOM, top: fontSize * 0.6, left: 0, bottom: 0 } };
  const { x, y } = options.scales ?? {};
  if (x?.ticks !== undefined) Object.assign(x.ticks, { font, color: palette.quietInk });
  if (y?.ticks !== undefined) Object.assign(y.ticks, { font, color: palette.quietInk });
  if (x?.grid !== undefined) x.grid.color = palette.quietInk;
  if (y?.grid !== undefined) y.grid.color = palette.line;
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

/** Thin upright lines in the months in which a lever moved. */
function leverMarks(style: ChartStyle): Plugin<"line"> {
  return {
    id: "leverMarks",
    beforeDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { x } = scales;
      if (x === undefined) return;
      ctx.save();
      ctx.strokeStyle = style.palette.quietInk;
      ctx.fillStyle = style.palette.quietInk;
      ctx.lineWidth = 1;
      ctx.setLineDash([2, 3]);
      for (const month of style.marks) {
        const at = Math.round(x.getPixelForValue(month)) + 0.5;
        if (at < chartArea.left || at > chartArea.right) continue;
        ctx.beginPath();
        ctx.moveTo(at, chartArea.top);
        ctx.lineTo(at, chartArea.bottom);
        ctx.stroke();
        ctx.beginPath();
        ctx.moveTo(at - 4, chartArea.top - 5);
        ctx.lineTo(at + 4, chartArea.top - 5);
        ctx.lineTo(at, chartArea.top + 1);
        ctx.fill();
      }
      ctx.restore();
    },
  };
}

/** An upright line at the month that is pointed at. */
function crosshair(style: ChartStyle): Plugin<"line"> {
  return {
    id: "crosshair",
    afterDatasetsDraw: ({ ctx, chartArea, tooltip }) => {
      const active = tooltip?.getActiveElements()[0];
      if (active === undefined) return;
      ctx.save();
      ctx.strokeStyle = style.palette.quietInk;
      ctx.beginPath();
      ctx.moveTo(active.element.x, chartArea.top);
      ctx.lineTo(active.element.x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}
