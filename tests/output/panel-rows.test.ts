/** The panel of a real simulation: rows that empty, tables that grow, hours and contacts. */
import { describe, expect, test } from "vitest";
import { contactsOf, weekHours } from "../../sim/model/contacts.ts";
import { clearFreed, endFreedTies, freeRow, growRows } from "../../sim/model/rows.ts";
import { EMPTY, HOUSED, NONE, TIE_KINDS } from "../../sim/model/state.ts";
import { createPanel, panelColumns } from "../../sim/output/panel.ts";
import { batchRows, type CellValues } from "../../sim/output/table.ts";
import { meanOf, simulate } from "../model/cities.ts";

test("a row has no line while it is empty, and rows added later are followed", () => {
  const sim = simulate({ households: 400 }, 1);
  const columns = panelColumns(sim);
  const batches: (readonly CellValues[])[] = [];
  const sample = Uint32Array.from({ length: sim.households.rows }, (_, row) => row);
  const panel = createPanel(sim, { write: (batch) => void batches.push(batch), close: () => {} }, sample);
  const living = () => sim.households.data.status.filter((status) => status !== EMPTY).length;
  let lines = 0;
  panel.record();
  lines += living();
  freeRow(sim, 7);
  endFreedTies(sim);
  clearFreed(sim);
  panel.record();
  lines += living();
  const { rows } = sim.households;
  growRows(sim, rows + 30);
  for (let row = rows; row < rows + 30; row++) sim.households.data.status[row] = HOUSED;
  panel.record();
  lines += living();
  panel.close();
  for (const batch of batches) batchRows(columns, batch);
  const of = (name: string) => columns.findIndex((column) => column.name === name);
  const seen = batches.flatMap((batch) => Array.from(batch[of("household")] as Uint32Array));
  expect(seen).toHaveLength(lines);
  expect(seen.filter((row) => row === 7)).toHaveLength(1);
  expect(seen.filter((row) => row >= rows)).toHaveLength(30);
});

describe("of one household", () => {
  const sim = simulate({}, 3);
  const { data } = sim.households;
  const all = Array.from({ length: 500 }, (_, k) => k).filter((i) => data.status[i] !== EMPTY);
  const hours = { home: 0, office: 0, commute: 0 };
  const contacts = new Float64Array(2 * TIE_KINDS.length);

  test("a worker's hours at home and at the office make the working week", () => {
    for (const i of all) {
      weekHours(sim, i, hours);
      const jobs = [0, 1].filter((w) => w < (data.workers[i] ?? 0) && data.jobPlace[2 * i + w] !== NONE);
      expect(hours.home + hours.office).toBeCloseTo(jobs.length * sim.parameters.workHours, 9);
      const remote = jobs.reduce((sum, w) => sum + (data.remoteDays[2 * i + w] ?? 0), 0);
      expect(hours.home).toBeCloseTo((remote * sim.parameters.workHours) / 5, 9);
      expect(hours.commute > 0).toBe(hours.office > 0);
    }
  });

  test("meetings by kind are those of the month, but for ties made or ended since", () => {
    const sums = all.map((i) => {
      contactsOf(sim, i, contacts);
      for (const [k, value] of contacts.entries()) {
        expect(value).toBeGreaterThanOrEqual(0);
        let ties = 0;
        for (let at = i * sim.ties.slots; at < i * sim.ties.slots + (sim.ties.count[i] ?? 0); at++) {
          if (((sim.ties.label[at] ?? 0) & 7) === k % TIE_KINDS.length) ties++;
        }
        if (ties === 0) expect(value).toBe(0);
        if (k >= TIE_KINDS.length) expect(value).toBeLessThanOrEqual(ties);
      }
      return contacts.subarray(0, TIE_KINDS.length).reduce((sum, each) => sum + each, 0);
    });
    const close = all.filter((i, at) => Math.abs((sums[at] ?? 0) - (data.meetings[i] ?? 0)) < 0.05);
    expect(close.length / all.length).toBeGreaterThan(0.7);
    expect(meanOf(sums) / meanOf(all.map((i) => data.meetings[i] ?? 0))).toBeCloseTo(1, 1);
  });
});
