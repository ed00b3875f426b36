/** The places of a month as rows of a table file. */
import type { Frame } from "../sim/session/frames.ts";
import type { HelloMessage } from "../sim/session/protocol.ts";

const COLUMNS = [
  ["population", "persons"],
  ["netMigration", "per 1000 in 12 months"],
  ["rent", "EUR/m2/month"],
  ["vacancy", "share"],
] as const;

/** A row a place: what it is, then its numbers in A, and in B where two scenarios are compared. */
export function placeRows(
  hello: HelloMessage,
  a: Frame,
  b: Frame | undefined,
): (string | number | undefined)[][] {
  const sides =
    b === undefined
      ? [{ name: "", frame: a }]
      : [
          { name: "A ", frame: a },
          { name: "B ", frame: b },
        ];
  const columns = sides.flatMap(({ name }) => COLUMNS.map(([column, unit]) => `${name}${column} [${unit}]`));
  const rows: (string | number | undefined)[][] = [["id", "area", "zone", "class", "country", ...columns]];
  hello.places.forEach((info, place) => {
    const values = sides.flatMap(({ frame }) => COLUMNS.map(([column]) => frame[column][place]));
    rows.push([info.id, info.areaName, info.zone, info.class, info.country, ...values]);
  });
  return rows;
}
