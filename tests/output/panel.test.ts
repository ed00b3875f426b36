import { describe, expect, it, vi } from "vitest";
import { choosePanel, createPanel, panelColumns } from "../../sim/output/panel.ts";
import { batchRows, type CellValues, type TableWriter } from "../../sim/output/table.ts";
import { nextMonth, SMALL_PLACES, smallSimulation } from "./small-simulation.ts";

// The small simulation has no travel and no meetings: what is worked out of them is made up.
vi.mock("../../sim/model/contacts.ts", () => ({
  CONTACTS: 10,
  contactsOf: (_: unknown, household: number, out: Float64Array) => out.fill(household),
  weekHours: (_: unknown, household: number, out: { home: number }) => {
    out.home = household / 2;
  },
}));

const KEY = { k0: 7, k1: 9 };

/** A table that keeps copies of its batches. */
function keptTable(columns: Parameters<typeof batchRows>[0]) {
  const batches: (readonly CellValues[])[] = [];
  let closed = false;
  const table: TableWriter = {
    write(batch) {
      batchRows(columns, batch);
      batches.push(batch.map((values) => values.slice()));
    },
    close: () => {
      closed = true;
    },
  };
  return { table, batches, isClosed: () => closed };
}

describe("the panel's sample", () => {
  it("is everybody when fewer live than are asked for", () => {
    expect([...choosePanel(KEY, 5, 10_000)]).toEqual([0, 1, 2, 3, 4]);
  });

  it("has the asked size, no household twice, rising", () => {
    const sample = choosePanel(KEY, 100_000, 10_000);
    expect(sample.length).toBe(10_000);
    expect([...sample].every((household, at) => at === 0 || household > (sample[at - 1] ?? 0))).toBe(true);
    expect(sample.at(-1)).toBeLessThan(100_000);
  });

  it("is the same for one key, another for another, and spread over all households", () => {
    const sample = choosePanel(KEY, 100_000, 10_000);
    expect(choosePanel(KEY, 100_000, 10_000)).toEqual(sample);
    const other = new Set(choosePanel({ k0: 8, k1: 9 }, 100_000, 10_000));
    const both = sample.filter((household) => other.has(household)).length;
    // Hypergeometric: mean 1,000, sd 28.5; seven sd are exceeded once in 10^11 keys.
    expect(Math.abs(both - 1000)).toBeLessThan(200);
    const firstHalf = sample.filter((household) => household < 50_000).length;
    expect(Math.abs(firstHalf - 5000)).toBeLessThan(332);
  });

  it("keeps its members when it grows", () => {
    const small = choosePanel(KEY, 1000, 10);
    const large = new Set(choosePanel(KEY, 1000, 20));
    expect([...small].every((household) => large.has(household))).toBe(true);
  });
});

describe("the panel", () => {
  it("has every narrow state variable with its unit and meaning, parts numbered from 1", () => {
    const columns = panelColumns(smallSimulation(10));
    const names = columns.map((column) => column.name);
    expect(names.slice(0, 4)).toEqual(["month", "household", "placeId", "id"]);
    expect(names).toContain("wage1");
    expect(names).toContain("wage2");
    expect(names).toContain("ties");
    expect(names.at(-1)).toBe("digital_online");
    expect(new Set(names).size).toBe(names.length);
    for (const column of columns) {
      expect(column.unit, column.name).not.toBe("");
      expect(column.meaning, column.name).not.toBe("");
    }
  });

  it("holds the state of each sampled household in each month, also in a last short year", () => {
    const simulation = smallSimulation(50);
    const columns = panelColumns(simulation);
    const { table, batches, isClosed } = keptTable(columns);
    const sample = choosePanel(KEY, 50, 7);
    const panel = createPanel(simulation, table, sample);
    const expected = new Map<string, readonly (number | string | undefined)[]>();
    for (let month = 0; month < 30; month++) {
      panel.record();
      for (const household of sample) {
        const { place, wage, movedAt } = simulation.households.data;
        expected.set(`${simulation.month} ${household}`, [
          SMALL_PLACES[place[household] ?? -1],
          wage[2 * household],
          wage[2 * household + 1],
          movedAt[household],
          simulation.ties.count[household],
          household / 2,
          household,
        ]);
      }
      nextMonth(simulation);
    }
    panel.close();
    expect(isClosed()).toBe(true);
    expect(batches.map((batch) => batch[0]?.length)).toEqual([84, 84, 42]);
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    let rows = 0;
    for (const batch of batches) {
      for (let row = 0; row < (batch[0]?.length ?? 0); row++, rows++) {
        const [year, month] = String(batch[0]?.[row]).split("-").map(Number);
        const key = `${((year ?? 0) - 2019) * 12 + (month ?? 0) - 1} ${batch[1]?.[row]}`;
        const found = ["placeId", "wage1", "wage2", "movedAt", "ties", "hoursHome", "met_kin"].map(
          (name) => batch[at(name)]?.[row],
        );
        expect(found, key).toEqual(expected.get(key));
        expected.delete(key);
      }
    }
    expect(rows).toBe(210);
    expect(expected.size).toBe(0);
  });
});
