/** One chart: an indicator by class of city, through the months. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import type { ChartSpec } from "../charts/list.ts";
import { LiveChart } from "../charts/live.ts";
import { textOf } from "../settings.ts";
import { unitName } from "../text/format.ts";

/** Least time between two drawings of a chart [ms]. */
const CHART_PACE = 150;

/** Title, unit and chart. */
export function ChartCard({ spec }: { readonly spec: ChartSpec }) {
  const { settings } = useApp();
  const text = textOf(settings);
  const title = spec.info.label[settings.language.value];
  const canvas = useLiveChart(spec);
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
function useLiveChart(spec: ChartSpec) {
  const { settings, store, paint, focus } = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const refresh = useRef(() => {});

  useEffect(() => {
    if (canvas.current === null) return;
    const chart = new LiveChart(canvas.current, spec, store.history, () => painter.ask());
    const painter = paint.add(() => chart.draw(), CHART_PACE);
    refresh.current = () => {
      chart.restyle({
        language: settings.language.peek(),
        classes: store.hello.peek()?.classes ?? [],
        focus: focus.peek(),
        marks: store.moves.peek().map((each) => each.month),
      });
      painter.ask();
    };
    refresh.current();
    void document.fonts.ready.then(() => refresh.current());
    return () => {
      refresh.current = () => {};
      painter.stop();
      chart.close();
    };
  }, [spec.indicator, spec.indexed]);

  useSignalEffect(() => {
    settings.language.value;
    settings.ground.value;
    settings.screen.value;
    focus.value;
    store.moves.value;
    // The page's colours and sizes change with the same signals: they are read afterwards.
    queueMicrotask(() => refresh.current());
  });
  return canvas;
}
