import { expect, test } from "vitest";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import { REQUIRED_COLUMNS } from "../../sim/experiment/place-columns.ts";
import { parsePlaces } from "../../sim/experiment/places.ts";
import { PLACE_CLASSES } from "../../sim/model/places.ts";

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

test("the built-in world has the places, people, homes and jobs its README states", () => {
  const { places, rail } = loadBuiltIn();
  expect(places.count).toBe(573);
  expect(places.areaIds.length).toBe(333);
  expect(sum(places.population) / 1e6).toBeCloseTo(76.3, 1);
  expect(sum(places.households) / 1e6).toBeCloseTo(33.96, 2);
  expect(sum(places.dwellings) / 1e6).toBeCloseTo(40.8, 1);
  expect(sum(places.jobs) / 1e6).toBeCloseTo(30.6, 1);
  expect(new Set(places.placeClass).size).toBe(PLACE_CLASSES.length);
  expect(rail.length).toBe(43);
});

test("a derived value of the built-in world is named with its rule", () => {
  const { places } = loadBuiltIn();
  const antwerp = places.id.indexOf("BE-ARR-11000/pole");
  expect(places.derived[antwerp]).toContain(
    "rent_flat_eur_m2_month: 4.5 % of the median flat price / 85 m² / 12",
  );
  expect(places.derived[antwerp]).toContain("unemployed: 8 % of active");
});

const least = `${REQUIRED_COLUMNS.join(",")}
a,A,"Aix, ""la belle""",FR,pole,small,5.4,43.5,100,1000,450,12
b,A,"Aix, ""la belle""",FR,ring,small,5.4,43.5,200,500,200,9.5
`;

test("a table with the required columns only takes the stated defaults and says so", () => {
  const places = parsePlaces(least, "mine.csv");
  expect(places.areaNames).toEqual(['Aix, "la belle"']);
  expect(Array.from(places.area)).toEqual([0, 0]);
  expect(places.kmToCore[0]).toBeCloseTo(Math.sqrt(100 / Math.PI), 12);
  expect(places.meanPairKm[1]).toBeCloseTo(0.905 * Math.sqrt(200 / Math.PI), 12);
  expect(places.dwellings[0]).toBeCloseTo(450 / 0.87, 9);
  expect(places.active[0]).toBeCloseTo(470, 9);
  expect(places.jobs[0]).toBeCloseTo(432.4, 9);
  expect(places.unemployed[0]).toBeCloseTo(37.6, 9);
  expect(places.rentHouse[1]).toBeCloseTo(0.85 * 9.5, 12);
  expect(places.medianIncomeEur[0]).toBe(21930);
  expect(places.derived[0]).toContain("jobs: 0.92 active");
});

test("byte order mark, CR LF, blank lines and columns of one's own change nothing", () => {
  const windows = `\ufeff${least.replaceAll("\n", "\r\n").replace("\r\na,", "\r\n\r\na,")}\r\n`;
  expect(parsePlaces(windows, "mine.csv")).toEqual(parsePlaces(least, "mine.csv"));
  const remark = least.replace("month\n", "month,remark\n").replaceAll(/(12|9\.5)\n/g, "$1,nice\n");
  expect(parsePlaces(remark, "mine.csv")).toEqual(parsePlaces(least, "mine.csv"));
});

test("a blank cell of an optional column takes the default of that cell alone", () => {
  const mixed = least
    .replace("month\n", "month,owner_share\n")
    .replace("12\n", "12,0.4\n")
    .replace("9.5\n", "9.5,\n");
  const places = parsePlaces(mixed, "mine.csv");
  expect(Array.from(places.ownerShare)).toEqual([0.4, 0.58]);
  expect(places.derived[0]?.some((each) => each.startsWith("owner_share"))).toBe(false);
  expect(places.derived[1]).toContain("owner_share: 58 % of main residences");
});

test("the order of rows, and of columns, changes nothing", () => {
  const names = ["id", ...REQUIRED_COLUMNS.filter((name) => name !== "id")];
  const rows: Record<string, string>[] = [
    { id: "b/ring", area_id: "b", zone: "ring", lon: "3.1", lat: "46", population: "400" },
    { id: "b/pole", area_id: "b", zone: "pole", lon: "3", lat: "46", population: "300" },
    { id: "c/pole", area_id: "c", zone: "pole", lon: "2", lat: "46", population: "700" },
    { id: "a/pole", area_id: "a", zone: "pole", lon: "3", lat: "46", population: "700" },
    { id: "z/pole", area_id: "z", zone: "pole", lon: "5", lat: "47", population: "900" },
    { id: "y/pole", area_id: "y", zone: "pole", lon: "4", lat: "51", population: "9000", country: "BE" },
  ];
  const others = { area_km2: "40", households: "200", rent_flat_eur_m2_month: "9" };
  const town: Record<string, string> = { area_name: "Town", country: "FR", class: "small", ...others };
  const csv = (order: typeof rows, columns: readonly string[]) =>
    [columns, ...order.map((row) => columns.map((name) => ({ ...town, ...row })[name] ?? ""))].join("\n");
  const table = parsePlaces(csv(rows, names), "mine.csv");
  expect(table.id).toEqual(["z/pole", "c/pole", "a/pole", "b/pole", "b/ring", "y/pole"]);
  expect(table.areaIds).toEqual(["z", "c", "a", "b", "y"]);
  const [first, ...rest] = rows;
  const moved = [...rest.toReversed(), ...(first === undefined ? [] : [first])];
  expect(parsePlaces(csv(moved, names.toReversed()), "mine.csv")).toEqual(table);
});
