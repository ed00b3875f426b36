/** The map's numbers as tables: the places, and the largest flows between areas. */
import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Frame } from "../../sim/session/frames.ts";
import type { HelloMessage, PlaceInfo } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import { areasOf, FAINT_BELOW, simulatedHouseholds } from "../map/areas.ts";
import { MOST_ARROWS } from "../map/flows.ts";
import { usePaced } from "../pace.ts";
import { textOf } from "../settings.ts";
import { formatMonth, formatNumber, formatPercent, formatSigned } from "../text/format.ts";
import { areaName } from "../text/places.ts";
import { className, type Text, zoneName } from "../text/text.ts";
import { Derived } from "./Derived.tsx";
import { TableBox } from "./TableBox.tsx";

/** Least time between two readings of a table [ms]. */
const READING_PACE = 1000;
/** Rows before the rest is asked for. */
const FIRST_ROWS = 40;

type Column = "population" | "netMigration" | "rent" | "vacancy";
const COLUMNS: readonly Column[] = ["population", "netMigration", "rent", "vacancy"];

/** Places and flows of the newest month. */
export function MapTables() {
  const { store } = useApp();
  const slow = usePaced(store.frame, READING_PACE);
  const hello = store.hello.value;
  const frame = slow.value;
  if (hello === undefined || frame === undefined) return null;
  return (
    <div class="map-tables">
      <PlacesTable hello={hello} frame={frame} />
      <FlowsTable hello={hello} frame={frame} />
    </div>
  );
}

interface Month {
  readonly hello: HelloMessage;
  readonly frame: Frame;
}

function PlacesTable({ hello, frame }: Month) {
  const { settings } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const only = useSignal("");
  const order = useSignal<Column>("population");
  const whole = useSignal(false);
  const simulated = useMemo(() => simulatedHouseholds(hello.places, hello.provenance.households), [hello]);
  const cores = useMemo(() => areasWithCore(hello.places), [hello]);
  const values = frame[order.value];
  const rows = hello.places
    .map((_, place) => place)
    .filter((place) => only.value === "" || hello.places[place]?.class === only.value)
    .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  const shown = whole.value ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <>
      <ClassFilter hello={hello} text={text} only={only} />
      <TableBox caption={text.placesCaption(formatMonth(language, frame.month))}>
        <thead>
          <PlacesHead text={text} order={order} />
        </thead>
        <tbody>
          {shown.map((place) => (
            <PlaceRow
              key={place}
              info={hello.places[place]}
              place={place}
              frame={frame}
              text={text}
              hasCore={cores.has(hello.places[place]?.area ?? -1)}
              faint={(simulated[place] ?? 0) < FAINT_BELOW}
            />
          ))}
        </tbody>
      </TableBox>
      {rows.length > shown.length ? (
        <button
          type="button"
          class="button"
          onClick={() => {
            whole.value = true;
          }}
        >
          {text.showAllRows(formatNumber(language, rows.length, 0))}
        </button>
      ) : null}
    </>
  );
}

function ClassFilter(props: {
  readonly hello: HelloMessage;
  readonly text: Text;
  readonly only: Signal<string>;
}) {
  const { hello, text, only } = props;
  return (
    <label class="select wide table-choice">
      <span>{text.filterClass}</span>
      <select
        value={only.value}
        onChange={({ currentTarget }) => {
          only.value = currentTarget.value;
        }}
      >
        <option value="">{text.allClasses}</option>
        {hello.classes.map((name) => (
          <option key={name} value={name}>
            {className(text, "class", name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Names of the columns; those of numbers are buttons that sort. */
function PlacesHead({ text, order }: { readonly text: Text; readonly order: Signal<Column> }) {
  return (
    <tr>
      <th scope="col">{text.place}</th>
      <th scope="col">{text.zone}</th>
      {COLUMNS.map((column) => (
        <th
          key={column}
          scope="col"
          class="number"
          aria-sort={order.value === column ? "descending" : undefined}
        >
          <button
            type="button"
            class="sort"
            aria-label={text.sortBy(text[column])}
            onClick={() => {
              order.value = column;
            }}
          >
            {text[column]}
          </button>
        </th>
      ))}
      <th scope="col">{text.certainty}</th>
      <th scope="col">{text.derived}</th>
    </tr>
  );
}

function PlaceRow(props: {
  readonly info: PlaceInfo | undefined;
  readonly place: number;
  readonly frame: Frame;
  readonly text: Text;
  readonly hasCore: boolean;
  readonly faint: boolean;
}) {
  const language = useApp().settings.language.value;
  const { info, place, frame, text } = props;
  if (info === undefined) return null;
  return (
    <tr>
      <th scope="row">{areaName(language, text, info.areaName)}</th>
      <td>{zoneName(text, info.zone, props.hasCore)}</td>
      <td class="number">{formatNumber(language, frame.population[place], 0)}</td>
      <td class="number">{formatSigned(language, frame.netMigration[place], 1)}</td>
      <td class="number">{formatNumber(language, frame.rent[place], 1)}</td>
      <td class="number">{formatPercent(language, frame.vacancy[place] ?? 0)}</td>
      <td>{props.faint ? text.uncertain : text.certain}</td>
      <td class="derived">
        <Derived info={info} />
      </td>
    </tr>
  );
}

function FlowsTable({ hello, frame }: Month) {
  const { settings } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const names = useMemo(() => new Map(areasOf(hello.places).map((area) => [area.area, area.name])), [hello]);
  const flows = Array.from({ length: Math.min(MOST_ARROWS, frame.flowFrom.length) }, (_, flow) => flow);
  return (
    <TableBox caption={text.flowsCaption(formatMonth(language, frame.month))}>
      <thead>
        <tr>
          <th scope="col">{text.flowOrigin}</th>
          <th scope="col">{text.flowDestination}</th>
          <th scope="col" class="number">
            {text.flowHouseholds}
          </th>
        </tr>
      </thead>
      <tbody>
        {flows.map((flow) => (
          <tr key={flow}>
            <td>{areaName(language, text, names.get(frame.flowFrom[flow] ?? -1) ?? "")}</td>
            <td>{areaName(language, text, names.get(frame.flowTo[flow] ?? -1) ?? "")}</td>
            <td class="number">{formatNumber(language, frame.flowHouseholds[flow], 0)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** Areas whose central commune is a zone of its own. */
function areasWithCore(places: readonly PlaceInfo[]): ReadonlySet<number> {
  return new Set(places.filter((each) => each.zone === "core").map((each) => each.area));
}
