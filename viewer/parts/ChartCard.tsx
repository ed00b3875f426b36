/** One chart: an indicator by class of city, through the months. */

import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { type ChartStyle, type LineChart, makeChart, type Point, restyle } from "../charts/factory.ts";
import { type ChartSpec, CLASS_GROUPS, chartDecimals, chartValue } from "../charts/list.ts";
import { readPalette } from "../palette.ts";
import { textOf } from "../settings.ts";
import { formatMonth, formatNumber, unitName, yearOf } from "../text/format.ts";
import { className, TEXTS } from "../text/text.ts";

/** Least time between two drawings of a chart [ms]. */
const CHART_PACE = 150;

/** Title, unit and chart. */
export function ChartCard({ spec }: { readonly spec: ChartSpec }) {
  const { settings } = useApp();
  const text = textOf(settings);
  const title = spec.info.label[settings.language.value];
  const canvas = useLineChart(spec);
  return (
    <figure class="chart" data-chart={spec.info.name}>
      <figcaption>
        <h3>{title}</h3>
        <span class="unit">{spec.indexed ? text.index100 : unitName(text, spec.info.unit)}</span>
      </figcaption>
      <div class="chart-box">
        <canvas ref={canvas} role="img" aria-label={text.chartLabel(title)} />
      </div>
    </figure>
  );
}

/** Makes the chart and keeps it in step with months, language, theme and the class brought forward. */
function useLineChart(spec: ChartSpec) {
  const { settings, store, paint, focus } = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const made = useRef<{ chart: LineChart; style: ChartStyle; ask: () => void }>(undefined);

  useEffect(() => {
    if (canvas.current === null) return;
    const language = () => settings.language.peek();
    const decimals = chartDecimals(spec);
    const style: ChartStyle = {
      palette: readPalette(),
      names: [],
      focus: focus.peek(),
      fontSize: 12.5,
      marks: [],
      printMonth: (month) => formatMonth(language(), Math.round(month)),
      printYear: (month) =>
        month % 12 === 0 ? String(yearOf(month)) : formatMonth(language(), month, "short"),
      printTick: (value) => formatNumber(language(), value, tickDecimals(value, decimals)),
      printValue: (value) => formatNumber(language(), value, decimals),
    };
    const chart = makeChart(canvas.current, CLASS_GROUPS.length, style);
    const filled = { run: -1, months: 0 };
    const seen = visibility(canvas.current);
    const painter = paint.add(() => {
      if (!seen.now) return;
      fill(chart, spec, filled);
      style.marks = store.moves.peek().map((each) => each.month);
      chart.update("none");
    }, CHART_PACE);
    seen.onShow = painter.ask;
    made.current = { chart, style, ask: painter.ask };
    void document.fonts.ready.then(refresh);
    refresh();
    return () => {
      painter.stop();
      seen.stop();
      chart.destroy();
      made.current = undefined;
    };
  }, [spec.indicator, spec.indexed]);

  /** Reads language, theme and focus anew. */
  const refresh = (): void => {
    const { chart, style, ask } = made.current ?? {};
    if (chart === undefined || style === undefined || ask === undefined) return;
    const text = TEXTS[settings.language.peek()];
    style.palette = readPalette();
    style.names = (store.hello.peek()?.classes ?? []).map((name) => className(text, "short", name));
    style.focus = focus.peek();
    style.fontSize = 12.5 * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16);
    restyle(chart, style);
    ask();
  };
  useSignalEffect(() => {
    settings.language.value;
    settings.ground.value;
    settings.screen.value;
    focus.value;
    store.moves.value;
    queueMicrotask(refresh);
  });

  /** Adds the months that the chart lacks. */
  const fill = (chart: LineChart, spec: ChartSpec, filled: { run: number; months: number }): void => {
    const { history } = store;
    if (filled.run !== history.run) {
      for (const line of chart.data.datasets) line.data = [];
      filled.run = history.run;
      filled.months = 0;
    }
    const start = history.start ?? 0;
    for (let row = filled.months; row < history.months; row++) {
      CLASS_GROUPS.forEach((group, line) => {
        const y = chartValue(history, spec, row, group);
        const points: Point[] | undefined = chart.data.datasets[line]?.data;
        if (y !== undefined && Number.isFinite(y)) points?.push({ x: start + row, y });
      });
    }
    filled.months = history.months;
  };
  return canvas;
}

/** Whole numbers on the axis need no decimals. */
function tickDecimals(value: number, decimals: number): number {
  for (let fewest = 0; fewest < decimals; fewest++) {
    if (Math.abs(value - Number(value.toFixed(fewest))) < 1e-9) return fewest;
  }
  return decimals;
}

/** Knows whether an element is on the screen: what is not seen is not drawn. */
function visibility(element: Element): { now: boolean; onShow: () => void; stop: () => void } {
  const seen = { now: true, onShow: () => {}, stop: () => observer.disconnect() };
  const observer = new IntersectionObserver(([entry]) => {
    const now = entry?.isIntersecting ?? true;
    const shown = now && !seen.now;
    seen.now = now;
    if (shown) seen.onShow();
  });
  observer.observe(element);
  return seen;
}
