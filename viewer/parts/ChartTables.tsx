/** The charts' numbers as tables. */
import { useComputed, useSignal } from "@preact/signals";
import { GROUPS, type IndicatorInfo } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import { type ChartSpec, CLASS_GROUPS, chartDecimals, chartValue } from "../charts/list.ts";
import { usePaced } from "../pace.ts";
import { textOf } from "../settings.ts";
import { formatMonth, formatNumber, unitName, unitScale } from "../text/format.ts";
import { className } from "../text/text.ts";
import { TableBox } from "./TableBox.tsx";

/** Least time between two readings of a table [ms]. */
const READING_PACE = 1000;
/** Charts in the narrow table beside the map. */
const KEY_COLUMNS = 3;

function useSlowFrame() {
  const { store } = useApp();
  return usePaced(store.frame, READING_PACE).value;
}

/** Classes down, the key charts' values across. */
export function KeyIndicators({ charts }: { readonly charts: readonly ChartSpec[] }) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const frame = useSlowFrame();
  const classes = store.hello.value?.classes ?? [];
  const shown = charts.slice(0, KEY_COLUMNS);
  if (frame === undefined) return null;
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

/** Every indicator in the newest month, by class. */
export function AllIndicators() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const frame = useSlowFrame();
  const hello = store.hello.value;
  if (hello === undefined || frame === undefined) return null;
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
      <tbody>
        {hello.indicators.map((info, indicator) => (
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

function printed(
  language: Parameters<typeof formatNumber>[0],
  info: IndicatorInfo,
  value: number | undefined,
): string {
  const scale = unitScale(info.unit);
  const decimals = Math.max(0, info.decimals - (scale === 100 ? 2 : 0));
  return formatNumber(language, value === undefined ? undefined : value * scale, decimals);
}
