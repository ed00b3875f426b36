/** The map with its sentence, legend and table twin; of two scenarios, both or their difference. */
import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { differenceEnd, differenceFrame } from "../difference.ts";
import { csvOf, isoMonth, provenanceLine, savePicture, saveTable } from "../export.ts";
import { SCALE_END } from "../palette.ts";
import { placeRows } from "../place-rows.ts";
import { textOf } from "../settings.ts";
import { formatMonth } from "../text/format.ts";
import { Legend } from "./Legend.tsx";
import { MapPicture } from "./MapPicture.tsx";
import { MapTables } from "./MapTables.tsx";
import { SaveButtons } from "./SaveButtons.tsx";
import { Segments } from "./Segments.tsx";
import { Sentence } from "./Sentence.tsx";

/** What the map shows, in words, as picture or as table. */
export function MapPanel() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const table = settings.map.value === "table";
  const { comparing } = store;
  const title = comparing
    ? settings.sides.value === "both"
      ? text.mapTitleBoth
      : text.mapTitleDifference
    : text.mapTitle;
  return (
    <section class="panel map-panel" id="map" aria-labelledby="map-title" tabIndex={-1}>
      <div class="panel-head">
        <h2 id="map-title">{title}</h2>
        <div class="panel-tools">
          <SaveMap title={title} table={table} />
          {comparing && !table ? (
            <Segments
              legend={text.mapSides}
              value={settings.sides.value}
              onChoose={(sides) => {
                settings.sides.value = sides;
              }}
              options={[
                { value: "difference", face: "B − A" },
                { value: "both", face: text.bothSides },
              ]}
            />
          ) : null}
          <Segments
            legend={`${text.showAs} (${text.map})`}
            value={settings.map.value}
            onChoose={(shape) => {
              settings.map.value = shape;
            }}
            options={[
              { value: "picture", face: text.map },
              { value: "table", face: text.table },
            ]}
          />
        </div>
      </div>
      <Sentence />
      {table ? <MapTables /> : <Maps />}
    </section>
  );
}

/** One map, or those of A and B beside each other. */
function Maps() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const largest = useRef({ run: -1, end: 0 });
  const difference = useComputed(() => {
    const a = store.frame.value;
    const b = store.frameB.value;
    return a === undefined || b === undefined ? undefined : differenceFrame(a, b);
  });
  /** The scale of differences only ever grows in a run, so that colours keep their meaning. */
  const end = useComputed(() => {
    const { run } = store.history;
    const now = difference.value === undefined ? 0 : differenceEnd(difference.value);
    const before = largest.current.run === run ? largest.current.end : 0;
    largest.current = { run, end: Math.max(before, now) };
    return Math.max(1, largest.current.end);
  });
  const hello = store.hello.value;
  if (!store.comparing) {
    return (
      <div class="map-frame">
        <MapPicture frame={store.frame} scaleEnd={SCALE_END} />
        <Legend title={text.legendNet} end={SCALE_END} />
      </div>
    );
  }
  if (settings.sides.value === "difference") {
    return (
      <div class="map-frame">
        <MapPicture key="difference" frame={difference} scaleEnd={end.value} differs />
        <Legend title={text.legendDifference} end={end.value} difference />
      </div>
    );
  }
  return (
    <div class="map-frame">
      <div class="map-pair">
        <figure>
          <figcaption>
            <b data-side="a">A</b> {hello?.scenario.title[language]}
          </figcaption>
          <MapPicture key="a" frame={store.frame} scaleEnd={SCALE_END} />
        </figure>
        <figure>
          <figcaption>
            <b data-side="b">B</b> {hello?.compared?.scenario.title[language]}
          </figcaption>
          <MapPicture key="b" frame={store.frameB} scaleEnd={SCALE_END} side="b" />
        </figure>
      </div>
      <Legend title={text.legendNet} end={SCALE_END} />
    </div>
  );
}

/** Saves the map as it is seen, and the numbers of all places. */
function SaveMap({ title, table }: { readonly title: string; readonly table: boolean }) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const name = (): string => `voisinage-map-${isoMonth(store.frame.value?.month ?? 0)}`;
  const picture = (): void => {
    const frame = store.frame.value;
    if (hello === undefined || frame === undefined) return;
    const columns = [...document.querySelectorAll(".map-box")].map((box) => [
      ...box.querySelectorAll("canvas"),
    ]);
    const language = settings.language.value;
    const note = `${hello.scenario.title[language]} · ${formatMonth(language, frame.month)}`;
    savePicture(name(), { title, note, provenance: provenanceLine(hello), columns });
  };
  const numbers = (): void => {
    const a = store.frame.value;
    if (hello === undefined || a === undefined) return;
    saveTable(name(), csvOf(placeRows(hello, a, store.frameB.value)));
  };
  const rest = table ? {} : { onPicture: picture };
  return <SaveButtons name={text.map} onTable={numbers} {...rest} />;
}
