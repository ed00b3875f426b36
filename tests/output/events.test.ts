/** Events: every move once, with terms that tell why, and a run that does not feel them. */
import { describe, expect, test } from "vitest";
import { formatMonth } from "../../sim/core/clock.ts";
import { TERMS } from "../../sim/model/explain.ts";
import { BUYERS } from "../../sim/model/sales.ts";
import { stateDigest, stepMonth } from "../../sim/model/simulation.ts";
import { EMPTY, HOSTED, MOVE_REASONS, TENURES } from "../../sim/model/state.ts";
import { EVENT_COLUMNS, followEvents } from "../../sim/output/events.ts";
import { followSales, SALE_COLUMNS } from "../../sim/output/sales-log.ts";
import { batchRows, type CellValues } from "../../sim/output/table.ts";
import { inputOf, luck, simulate } from "../model/cities.ts";

const MONTHS = 8;

/** A run whose events are kept, beside the moves of its months. */
function followed() {
  const sim = simulate(inputOf({ runKey: luck(5) }), 0);
  for (let i = 0; i < 40; i++) if (sim.households.data.status[i] !== EMPTY) host(sim, i);
  const batches: (readonly CellValues[])[] = [];
  const log = followEvents(sim, {
    write: (batch) => {
      batchRows(EVENT_COLUMNS, batch);
      batches.push(batch);
    },
    close: () => {},
  });
  const moves: (readonly (string | number | undefined)[])[] = [];
  const { id } = sim.input.places;
  for (let month = 0; month < MONTHS; month++) {
    stepMonth(sim);
    log.record();
    const { count, household, origin, destination, reason } = sim.moves;
    for (let m = 0; m < count; m++) {
      const i = household[m] ?? 0;
      const lineage = sim.households.data.id[i];
      moves.push([i, lineage, id[origin[m] ?? 0], id[destination[m] ?? 0], MOVE_REASONS[reason[m] ?? 0]]);
    }
  }
  log.close();
  const rows = batches.flatMap((batch) =>
    Array.from({ length: batch[0]?.length ?? 0 }, (_, row) => {
      return Object.fromEntries(EVENT_COLUMNS.map(({ name }, at) => [name, batch[at]?.[row]]));
    }),
  );
  return { sim, rows, moves };
}

test("sales of a month are noted with place, buyer and price", () => {
  const sim = simulate(inputOf({ runKey: luck(6) }), 0);
  const rows: CellValues[][] = [];
  const log = followSales(sim, { write: (batch) => void rows.push([...batch]), close: () => {} });
  log.record();
  let sold = 0;
  for (let month = 0; month < 4; month++) {
    stepMonth(sim);
    log.record();
    sold += sim.sales.count;
  }
  expect(sold).toBeGreaterThan(0);
  for (const batch of rows) batchRows(SALE_COLUMNS, batch);
  expect(rows.reduce((sum, batch) => sum + (batch[0]?.length ?? 0), 0)).toBe(sold);
  for (const [month, places, buyers, prices] of rows) {
    expect(month?.[0]).toMatch(/^2019-0[1-4]$/);
    for (const place of places ?? []) expect(sim.input.places.id).toContain(place);
    for (const buyer of buyers ?? []) expect(BUYERS).toContain(buyer);
    for (const price of prices ?? []) expect(price).toBeGreaterThan(0);
  }
});

/** Takes the dwelling of a household away. */
function host(sim: ReturnType<typeof simulate>, i: number): void {
  const { status, place, tenure } = sim.households.data;
  status[i] = HOSTED;
  sim.places.data.occupied[(place[i] ?? 0) * 3 + (tenure[i] ?? 0)]! -= 1;
}

describe("the events of a run", () => {
  const { sim, rows, moves } = followed();

  test("are its moves, in their order", () => {
    expect(moves.length).toBeGreaterThan(100);
    expect(rows.map((row) => [row.household, row.id, row.origin, row.destination, row.reason])).toEqual(
      moves,
    );
    expect(rows[0]?.month).toBe(formatMonth(0));
    expect(new Set(rows.map((row) => row.reason))).toEqual(new Set(MOVE_REASONS));
  });

  test("say of every move by choice that it was better than staying", () => {
    const sum = (row: (typeof rows)[number], prefix: string) =>
      TERMS.reduce((total, { name }) => total + Number(row[`${prefix}_${name}`]), 0);
    const chosen = rows.filter((row) => !Number.isNaN(row.chosen_moving));
    expect(chosen.length / rows.length).toBeGreaterThan(0.8);
    for (const row of chosen) {
      expect(sum(row, "chosen")).toBeGreaterThan(sum(row, "stay") - 1e-4);
      expect(row.chosen_moving).toBeCloseTo(-sim.parameters.moveCost, 5);
      expect(row.stay_discontent).toBeLessThan(0);
      expect(TENURES).toContain(row.tenureTo);
      if (row.reason === "job") expect([row.job1, row.job2]).toContain("takes");
    }
  });

  test("have no terms where a tenant was offered a dwelling that was left, in the same place", () => {
    for (const row of rows.filter(({ chosen_moving }) => Number.isNaN(chosen_moving))) {
      expect(row).toMatchObject({ reason: "discontent", destination: row.origin });
      expect([
        ["private", "owner"],
        ["private", "social"],
        ["social", "owner"],
      ]).toContainEqual([row.tenureFrom, row.tenureTo]);
      for (const { name } of TERMS) expect([row[`chosen_${name}`], row[`stay_${name}`]]).toEqual([NaN, NaN]);
    }
  });

  test("have terms of a keyed sample of households where the run is large", () => {
    const some = simulate(inputOf({ runKey: luck(5) }), 0);
    const found: CellValues[] = [];
    const at = EVENT_COLUMNS.findIndex(({ name }) => name === "chosen_income");
    const log = followEvents(
      some,
      { write: (batch) => void found.push(batch[at] ?? []), close: () => {} },
      600,
    );
    for (let month = 0; month < 4; month++) {
      stepMonth(some);
      log.record();
    }
    const values = found.flatMap((each) => Array.from(each as Float32Array));
    const noted = values.filter((value) => !Number.isNaN(value)).length;
    expect(noted).toBeGreaterThan(0);
    expect(noted / values.length).toBeLessThan(0.45);
  });

  test("change no bit of it", () => {
    const bare = simulate(inputOf({ runKey: luck(5) }), 0);
    for (let i = 0; i < 40; i++) if (bare.households.data.status[i] !== EMPTY) host(bare, i);
    for (let month = 0; month < MONTHS; month++) stepMonth(bare);
    expect(stateDigest(sim)).toBe(stateDigest(bare));
  });

  test("have unit and meaning in every column", () => {
    for (const { name, unit, meaning } of EVENT_COLUMNS) expect([unit, meaning], name).not.toContain("");
    expect(new Set(EVENT_COLUMNS.map(({ name }) => name)).size).toBe(EVENT_COLUMNS.length);
  });
});
