/** Charts of the indicators that are chosen, or their tables. */
import { useApp } from "../app.ts";
import { bySubject, chartsOf, chosenCharts, FIRST_CHARTS } from "../charts/list.ts";
import { textOf } from "../settings.ts";
import { formatNumber } from "../text/format.ts";
import { ChartCard } from "./ChartCard.tsx";
import { AllIndicators, KeyIndicators, OneIndicator } from "./ChartTables.tsx";
import { ClassChoice } from "./ClassChoice.tsx";
import { Segments } from "./Segments.tsx";

/** Charts that stand beside the map. */
const KEY_CHARTS = 3;

/** The first charts, beside the map, with the choice of a class to bring forward. */
export function KeyCharts() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const charts = chosenCharts(store.hello.value, settings.shown.value);
  const table = settings.charts.value === "table";
  return (
    <section class="panel key-charts" aria-labelledby="charts-title">
      <div class="panel-head">
        <h2 id="charts-title">{store.comparing ? text.chartsTitleAB : text.chartsTitle}</h2>
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
      <ClassChoice />
      {table ? (
        <KeyIndicators charts={charts.slice(0, KEY_CHARTS)} />
      ) : (
        <div class="chart-stack">
          {charts.slice(0, KEY_CHARTS).map((spec) => (
            <ChartCard key={spec.info.name} spec={spec} />
          ))}
        </div>
      )}
    </section>
  );
}

/** The other charts that are chosen and the choice of them, or the tables of everything. */
export function MoreCharts() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const charts = chosenCharts(store.hello.value, settings.shown.value);
  const table = settings.charts.value === "table";
  return (
    <section class="panel more-charts" aria-label={text.keyFigures}>
      {table ? (
        <>
          <AllIndicators />
          <OneIndicator />
        </>
      ) : (
        <>
          <Chooser />
          <div class="chart-grid">
            {charts.slice(KEY_CHARTS).map((spec) => (
              <ChartCard key={spec.info.name} spec={spec} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** All indicators by subject, each with a box: those that are ticked have a chart. */
function Chooser() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const hello = store.hello.value;
  if (hello === undefined) return null;
  const all = chartsOf(hello);
  const { shown } = settings;
  const count = all.filter(({ info }) => shown.value.includes(info.name)).length;
  const toggle = (name: string): void => {
    const without = shown.value.filter((each) => each !== name);
    const next = without.length < shown.value.length ? without : [...shown.value, name];
    shown.value = next.length === 0 ? FIRST_CHARTS : next;
  };
  return (
    <details class="chooser">
      <summary>
        {text.chooseCharts(formatNumber(language, count, 0), formatNumber(language, all.length, 0))}
      </summary>
      <div class="subjects">
        {bySubject(all).map(({ subject, charts }) => (
          <fieldset key={subject}>
            <legend>{text[`subject_${subject}`]}</legend>
            {charts.map(({ info }) => (
              <label key={info.name} class="tick">
                <input
                  type="checkbox"
                  checked={shown.value.includes(info.name)}
                  onChange={() => toggle(info.name)}
                />
                <span>{info.label[language]}</span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      <button
        type="button"
        class="button"
        onClick={() => {
          shown.value = FIRST_CHARTS;
        }}
      >
        {text.firstCharts}
      </button>
    </details>
  );
}
