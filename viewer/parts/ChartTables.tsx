/** The charts' numbers as tables. */
import { useComputed, useSignal } from "@preact/signals";
import { GROUPS, type IndicatorInfo, type Language } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import {
  bySubject,
  type ChartSpec,
  CLASS_GROUPS,
  chartDecimals,
  chartsOf,
  chartValue,
} from "../charts/list.ts";
import { usePaced } from "../pace.ts";
import { textOf } from "../settings.ts";
import { formatMonth, formatNumber, formatSigned, unitName, unitScale } from "../text/format.ts";
import { className } from "../text/text.ts";
import { TableBox } from "./TableBox.tsx";

/** Least time between two readings of a table [ms]. */
const READING_PACE = 1000;

function useSlowFrame() {
  const { store } = useApp();
  return usePaced(store.frame, READING_PACE).value;
}

/** The months of A and B as they are read: both of the same month. */
function useSlowMonth() {
  const { store } = useApp();
  const month = useComputed(() => ({ frame: store.frame.value, frameB: store.frameB.value }));
  return usePaced(month, READING_PACE).value;
}

/** Classes down, the key charts' values across. */
export function KeyIndicators({ charts }: { readonly charts: readonly ChartSpec[] }) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const frame = useSlowFrame();
  const classes = store.hello.value?.classes ?? [];
  const shown = charts;
  if (frame === undefined) return null;
  if (store.comparing) return <Differences charts={charts} />;
  const last = store.history.months - 1;
  return (
    <TableBox caption={text.indicatorsCaption(formatMonth(language, frame.month))}>
      <thead>
        <tr>
          <th scope="col">{text.class}</th>
          {shown.map((spec) => (
            <th key={spec.info.name} scope="col" class="number">
              {spec.info.label[language]}
              <small>{spec.indexed ? text.index100 : unitName(text, spec.info.unit)}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[0, ...CLASS_GROUPS].map((group) => (
          <tr key={group}>
            <th scope="row">{group === 0 ? text.all : className(text, "class", classes[group - 1] ?? "")}</th>
            {shown.map((spec) => (
              <td key={spec.info.name} class="number">
                {formatNumber(language, chartValue(store.history, spec, last, group), chartDecimals(spec))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** Every indicator in the newest month, by subject: by class, or A, B and B - A. */
export function AllIndicators() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const frame = useSlowFrame();
  const hello = store.hello.value;
  if (hello === undefined || frame === undefined) return null;
  if (store.comparing) return <Differences charts={chartsOf(hello)} />;
  return (
    <TableBox caption={text.indicatorsCaption(formatMonth(language, frame.month))}>
      <thead>
        <tr>
          <th scope="col">{text.indicator}</th>
          <th scope="col">{text.unit}</th>
          <th scope="col" class="number">
            {text.all}
          </th>
          {hello.classes.map((name) => (
            <th key={name} scope="col" class="number">
              {className(text, "class", name)}
            </th>
          ))}
        </tr>
      </thead>
      {bySubject(chartsOf(hello)).map(({ subject, charts }) => (
        <tbody key={subject}>
          <tr class="subject-row">
            <th scope="rowgroup" colSpan={GROUPS + 2}>
              {text[`subject_${subject}`]}
            </th>
          </tr>
          {charts.map(({ info, indicator }) => (
            <tr key={info.name} data-indicator={info.name}>
              <th scope="row">{info.label[language]}</th>
              <td>{unitName(text, info.unit)}</td>
              {Array.from({ length: GROUPS }, (_, group) => (
                <td key={group} class="number">
                  {printed(language, info, frame.values[indicator * GROUPS + group])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </TableBox>
  );
}

/** A, B and B - A of indicators, for all places or the class that is brought forward. */
function Differences({ charts }: { readonly charts: readonly ChartSpec[] }) {
  const { settings, store, focus } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const { frame: a, frameB: b } = useSlowMonth();
  const group = focus.value + 1;
  const classes = store.hello.value?.classes ?? [];
  if (a === undefined || b === undefined) return null;
  const who = group === 0 ? text.all : className(text, "class", classes[group - 1] ?? "");
  return (
    <TableBox caption={text.differencesCaption(who, formatMonth(language, a.month))}>
      <thead>
        <tr>
          <th scope="col">{text.indicator}</th>
          <th scope="col">{text.unit}</th>
          {["A", "B", "B − A"].map((side) => (
            <th key={side} scope="col" class="number">
              {side}
            </th>
          ))}
        </tr>
      </thead>
      {bySubject(charts).map(({ subject, charts: mine }) => (
        <tbody key={subject}>
          <tr class="subject-row">
            <th scope="rowgroup" colSpan={5}>
              {text[`subject_${subject}`]}
            </th>
          </tr>
          {mine.map(({ info, indicator }) => {
            const at = indicator * GROUPS + group;
            const valueA = a.values[at] ?? Number.NaN;
            const valueB = b.values[at] ?? Number.NaN;
            return (
              <tr key={info.name} data-indicator={info.name}>
                <th scope="row">{info.label[language]}</th>
                <td>{unitName(text, info.unit)}</td>
                <td class="number">{printed(language, info, valueA)}</td>
                <td class="number">{printed(language, info, valueB)}</td>
                <td class="number">{printedDifference(language, info, valueB - valueA)}</td>
              </tr>
            );
          })}
        </tbody>
      ))}
    </TableBox>
  );
}

/** One indicator through the months, a row each January and the newest month. */
export function OneIndicator() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const frame = useSlowFrame();
  const hello = store.hello.value;
  const picked = useSignal("population");
  const indicator = useComputed(() =>
    Math.max(0, store.hello.value?.indicators.findIndex((each) => each.name === picked.value) ?? 0),
  ).value;
  const info = hello?.indicators[indicator];
  const start = store.history.start;
  if (hello === undefined || frame === undefined || info === undefined || start === undefined) return null;
  const last = store.history.months - 1;
  const rows = Array.from({ length: last + 1 }, (_, row) => row).filter(
    (row) => row === 0 || row === last || (start + row) % 12 === 0,
  );
  return (
    <>
      <label class="select wide table-choice">
        <span>{text.indicator}</span>
        <select
          value={info.name}
          onChange={({ currentTarget }) => {
            picked.value = currentTarget.value;
          }}
        >
          {hello.indicators.map((each) => (
            <option key={each.name} value={each.name}>
              {each.label[language]}
            </option>
          ))}
        </select>
      </label>
      <TableBox caption={`${text.yearsCaption(info.label[language])} (${unitName(text, info.unit)})`}>
        <thead>
          <tr>
            <th scope="col">{text.month}</th>
            <th scope="col" class="number">
              {text.all}
            </th>
            {hello.classes.map((name) => (
              <th key={name} scope="col" class="number">
                {className(text, "class", name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{formatMonth(language, start + row)}</th>
              {Array.from({ length: GROUPS }, (_, group) => (
                <td key={group} class="number">
                  {printed(language, info, store.history.at(row, indicator, group))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableBox>
    </>
  );
}

function printed(language: Language, info: IndicatorInfo, value: number | undefined): string {
  const scale = unitScale(info.unit);
  const decimals = Math.max(0, info.decimals - (scale === 100 ? 2 : 0));
  return formatNumber(language, value === undefined ? undefined : value * scale, decimals);
}

/** A difference with its sign, and one decimal more than the values. */
function printedDifference(language: Language, info: IndicatorInfo, value: number): string {
  const scale = unitScale(info.unit);
  return formatSigned(language, value * scale, Math.max(0, info.decimals - (scale === 100 ? 2 : 0)) + 1);
}
