/** Charts of the key indicators, one line a class of city, or their tables. */
import { useApp } from "../app.ts";
import { chartsOf } from "../charts/list.ts";
import { textOf } from "../settings.ts";
import { ChartCard } from "./ChartCard.tsx";
import { AllIndicators, KeyIndicators, OneIndicator } from "./ChartTables.tsx";
import { ClassChoice } from "./ClassChoice.tsx";
import { Segments } from "./Segments.tsx";

/** Charts that stand beside the map. */
const KEY_CHARTS = 3;

/** The three charts beside the map, with the choice of a class to bring forward. */
export function KeyCharts() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const charts = hello === undefined ? [] : chartsOf(hello);
  const table = settings.charts.value === "table";
  return (
    <section class="panel key-charts" aria-labelledby="charts-title">
      <div class="panel-head">
        <h2 id="charts-title">{text.chartsTitle}</h2>
        <Segments
          legend={`${text.showAs} (${text.charts})`}
          value={settings.charts.value}
          onChoose={(shape) => {
            settings.charts.value = shape;
          }}
          options={[
            { value: "picture", face: text.charts },
            { value: "table", face: text.table },
          ]}
        />
      </div>
      {table ? (
        <KeyIndicators charts={charts} />
      ) : (
        <>
          <ClassChoice />
          <div class="chart-stack">
            {charts.slice(0, KEY_CHARTS).map((spec) => (
              <ChartCard key={spec.info.name} spec={spec} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** The other charts, or the tables of everything. */
export function MoreCharts() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const charts = hello === undefined ? [] : chartsOf(hello);
  const table = settings.charts.value === "table";
  return (
    <section class="panel more-charts" aria-label={text.keyFigures}>
      {table ? (
        <>
          <AllIndicators />
          <OneIndicator />
        </>
      ) : (
        <div class="chart-grid">
          {charts.slice(KEY_CHARTS).map((spec) => (
            <ChartCard key={spec.info.name} spec={spec} />
          ))}
        </div>
      )}
    </section>
  );
}
