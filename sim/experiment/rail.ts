/** Reads best train times between urban areas from CSV onto the areas of a place table (ODD 2). */
import type { PlaceTable, RailLink } from "../model/places.ts";
import { cellOf, parseTable, readNumber } from "./csv.ts";
import { newLog, note, throwIfAny } from "./errors.ts";

const MAX_LINKS = 100_000;

/**
 * Parses train times (`from_id,to_id,minutes`) onto the areas of a place table; links of areas that
 * the table does not hold are left out, so that one list serves many tables.
 * @throws UserError with every problem found, codes RAIL_*
 */
export function parseRail(text: string, file: string, places: PlaceTable): RailLink[] {
  const table = parseTable(text, file, {
    code: "RAIL",
    required: ["from_id", "to_id", "minutes"],
    optional: [],
    maxRows: MAX_LINKS,
  });
  const log = newLog();
  const areas = new Map(places.areaIds.map((id, area) => [id, area]));
  const links: RailLink[] = [];
  for (const row of table.rows) {
    const minutes =
      readNumber(table, row, { code: "RAIL", name: "minutes", min: 1, max: 10_000 }, log) ?? Number.NaN;
    const from = areas.get(cellOf(table, row, "from_id"));
    const to = areas.get(cellOf(table, row, "to_id"));
    if (from !== undefined && from === to) {
      note(log, "RAIL_LOOP", `${file}:${row.line}`, "from_id and to_id are the same area; a link joins two");
    } else if (from !== undefined && to !== undefined) links.push({ from, to, minutes });
  }
  throwIfAny(log);
  return links;
}
