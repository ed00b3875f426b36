/** One chart: an indicator through the months, by class of city, or of A, B and B - A. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import type { ChartSpec } from "../charts/list.ts";
import type { LiveChart } from "../charts/live.ts";
import { chartRows, csvOf, provenanceLine, savePicture, saveTable } from "../export.ts";
import { textOf } from "../settings.ts";
import { unitName } from "../text/format.ts";
import { className } from "../text/text.ts";
import { SaveButtons } from "./SaveButtons.tsx";

/** Least time between two drawings of a chart [ms]. */
const CHART_PACE = 150;

/** Title, unit and chart. */
export function ChartCard({ spec }: { readonly spec: ChartSpec }) {
  const { settings, store, focus } = useApp();
  const text = textOf(settings);
  const title = spec.info.label[settings.language.value];
  const canvas = useLiveChart(spec);
  const hello = store.hello.value;
  const unit = spec.indexed ? text.index100 : unitName(text, spec.info.unit);
  const who = focus.value < 0 ? text.all : className(text, "short", hello?.classes[focus.value] ?? "");
  const note = store.comparing ? `${unit} · ${who}` : unit;
  return (
    <figure class="chart" data-chart={spec.info.name}>
      <figcaption>
        <h3>{title}</h3>
        <span class="unit">{note}</span>
        <SaveButtons
          name={title}
          onPicture={() => {
            if (canvas.current === null || hello === undefined) return;
            const provenance = provenanceLine(hello);
            savePicture(`voisinage-${spec.info.name}`, {
              title,
              note,
              provenance,
              columns: [[canvas.current]],
            });
          }}
          onTable={() => {
            if (hello === undefined) return;
            const b = store.comparing ? store.historyB : undefined;
            saveTable(`voisinage-${spec.info.name}`, csvOf(chartRows(hello, spec, store.history, b)));
          }}
        />
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
  const { comparing } = store;

  useEffect(() => {
    let close = (): void => {};
    let wanted = true;
    // Charts come in a script of their own: the page and the map need not wait for it.
    void import("../charts/live.ts").then((charts) => {
      if (wanted && canvas.current !== null) close = show(new charts.LiveChart(...parts(canvas.current)));
    });
    const parts = (on: HTMLCanvasElement) =>
      [
        on,
        spec,
        { a: store.history, b: comparing ? store.historyB : undefined },
        () => refresh.current(),
      ] as const;
    const show = (chart: LiveChart) => {
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
        painter.stop();
        chart.close();
      };
    };
    return () => {
      wanted = false;
      refresh.current = () => {};
      close();
    };
  }, [spec.indicator, spec.indexed, comparing]);

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
