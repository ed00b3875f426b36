/** The numbers of one place, of A and B where two scenarios are compared. */
import { useComputed } from "@preact/signals";
import type { Frame } from "../../sim/session/frames.ts";
import type { Figure } from "../../sim/session/questions.ts";
import { useApp } from "../app.ts";
import { usePaced } from "../pace.ts";
import { textOf } from "../settings.ts";
import { formatMonth, formatNumber, formatSigned } from "../text/format.ts";
import type { PlainKey } from "../text/text.ts";
import { TableBox } from "./TableBox.tsx";

const READING_PACE = 500;

interface Row {
  readonly label: PlainKey;
  readonly decimals: number;
  readonly scale: number;
  readonly column: "population" | "netMigration" | "rent" | "vacancy";
}

const ROWS: readonly Row[] = [
  { label: "population", column: "population", decimals: 0, scale: 1 },
  { label: "netMigration", column: "netMigration", decimals: 1, scale: 1 },
  { label: "rent", column: "rent", decimals: 2, scale: 1 },
  { label: "vacancyPercent", column: "vacancy", decimals: 1, scale: 100 },
];

/** Numbers beyond the frame that the engine gives, with their words. */
const FIGURES: Readonly<Record<string, { readonly label: PlainKey; readonly decimals: number }>> = {
  price: { label: "figure_price", decimals: 0 },
  services: { label: "figure_services", decimals: 2 },
  wagePremium: { label: "figure_wagePremium", decimals: 2 },
  onSite: { label: "figure_onSite", decimals: 2 },
};

/** A table: a row a number; columns A, B and B - A where two scenarios are compared. */
export function PlaceNumbers(props: {
  readonly place: number;
  readonly figuresA: readonly Figure[];
  readonly figuresB: readonly Figure[] | undefined;
}) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const month = useComputed(() => ({ a: store.frame.value, b: store.frameB.value }));
  const { a, b } = usePaced(month, READING_PACE).value;
  if (a === undefined) return null;
  const known = props.figuresA.filter(({ name }) => FIGURES[name] !== undefined);
  return (
    <TableBox caption={formatMonth(language, a.month)}>
      <thead class={b === undefined ? "unseen" : undefined}>
        <tr>
          <th scope="col">{text.indicator}</th>
          {(b === undefined ? ["A"] : ["A", "B", "B − A"]).map((side) => (
            <th key={side} scope="col" class="number">
              {b === undefined ? text.value : side}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row.label}>
            <th scope="row">{text[row.label]}</th>
            <Values row={row} place={props.place} a={a} b={b} />
          </tr>
        ))}
        {known.map(({ name, value }) => {
          const { label, decimals = 0 } = FIGURES[name] ?? {};
          const inB = props.figuresB?.find((each) => each.name === name)?.value;
          const row = [formatNumber(language, value, decimals)];
          if (b !== undefined) row.push(formatNumber(language, inB, decimals));
          if (b !== undefined) row.push(formatSigned(language, (inB ?? Number.NaN) - value, decimals));
          return (
            <tr key={name}>
              <th scope="row">{text[label ?? "indicator"]}</th>
              {row.map((cell, index) => (
                <td key={index} class="number">
                  {cell}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </TableBox>
  );
}

function Values(props: {
  readonly row: Row;
  readonly place: number;
  readonly a: Frame;
  readonly b: Frame | undefined;
}) {
  const language = useApp().settings.language.value;
  const { row, place, a, b } = props;
  const valueA = (a[row.column][place] ?? Number.NaN) * row.scale;
  const print = row.column === "netMigration" ? formatSigned : formatNumber;
  if (b === undefined) return <td class="number">{print(language, valueA, row.decimals)}</td>;
  const valueB = (b[row.column][place] ?? Number.NaN) * row.scale;
  return (
    <>
      <td class="number">{print(language, valueA, row.decimals)}</td>
      <td class="number">{print(language, valueB, row.decimals)}</td>
      <td class="number">{formatSigned(language, valueB - valueA, row.decimals)}</td>
    </>
  );
}
