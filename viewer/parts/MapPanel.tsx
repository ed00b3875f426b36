/** The map with its sentence, legend and table twin. */
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { Legend } from "./Legend.tsx";
import { MapPicture } from "./MapPicture.tsx";
import { MapTables } from "./MapTables.tsx";
import { Segments } from "./Segments.tsx";
import { Sentence } from "./Sentence.tsx";

/** What the map shows, in words, as picture or as table. */
export function MapPanel() {
  const { settings } = useApp();
  const text = textOf(settings);
  const table = settings.map.value === "table";
  return (
    <section class="panel map-panel" id="map" aria-labelledby="map-title" tabIndex={-1}>
      <div class="panel-head">
        <h2 id="map-title">{text.mapTitle}</h2>
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
      <Sentence />
      {table ? (
        <MapTables />
      ) : (
        <div class="map-frame">
          <MapPicture />
          <Legend />
        </div>
      )}
    </section>
  );
}
