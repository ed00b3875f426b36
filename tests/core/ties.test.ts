/** The graph of ties against a plain set of pairs: whole after every step, whatever the steps. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, checkRanges } from "../../sim/core/columns.ts";
import { hash } from "../../sim/core/random.ts";
import {
  checkGraph,
  connect,
  createTies,
  disconnect,
  relabel,
  TIE_SCHEMA,
  TIE_SLOTS,
  type TieGraph,
  tied,
  tieGraph,
} from "../../sim/core/ties.ts";

/** A tie of the plain model: the two households in rising order. */
interface PlainTie {
  readonly pair: readonly [number, number];
  label: number;
  readonly strength: number;
}

/** The plain model: a list of pairs, searched from end to end. */
class PlainTies {
  ties: PlainTie[] = [];

  of(a: number): PlainTie[] {
    return this.ties.filter(({ pair }) => pair.includes(a));
  }

  find(a: number, b: number): PlainTie | undefined {
    return a === b ? undefined : this.of(a).find(({ pair }) => pair.includes(b));
  }

  connect(a: number, b: number, label: number, strength: number): boolean {
    if (a === b || this.find(a, b) !== undefined) return false;
    const leaving: PlainTie[] = [];
    for (const end of [a, b]) {
      const ties = this.of(end);
      if (ties.length < TIE_SLOTS) continue;
      const partner = ({ pair }: PlainTie): number => (pair[0] === end ? pair[1] : pair[0]);
      ties.sort((x, y) => x.strength - y.strength || partner(x) - partner(y));
      const weakest = ties[0];
      if (weakest === undefined || weakest.strength >= strength) return false;
      leaving.push(weakest);
    }
    this.ties = this.ties.filter((tie) => !leaving.includes(tie));
    this.ties.push({ pair: a < b ? [a, b] : [b, a], label, strength });
    return true;
  }
}

/** What the graph says, as text to compare: one line a tie. */
const told = (a: number, b: number, label: number, strength: number): string =>
  `${a}-${b} ${label} ${strength}`;

function tiesOf(graph: TieGraph): string[] {
  const lines: string[] = [];
  for (let a = 0; a < graph.households; a++) {
    for (let i = a * TIE_SLOTS; i < a * TIE_SLOTS + graph.count[a]!; i++) {
      const b = graph.partner[i]!;
      if (a < b) lines.push(told(a, b, graph.label[i]!, graph.strength[i]!));
    }
  }
  return lines.sort();
}

/** Few households and few strengths: most steps meet a full household, a tie that exists, an equal one. */
const HOUSEHOLDS = 20;
const household = fc.nat(HOUSEHOLDS - 1);
const strength = fc.constantFrom(0, 1, 2, 3, 65535);
const step = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(fc.constant("connect"), household, household, strength) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("disconnect"), household, fc.nat(14), strength) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("relabel"), household, fc.nat(14), strength) },
);

function take(
  graph: TieGraph,
  plain: PlainTies,
  [what, a, b, s]: readonly [string, number, number, number],
): void {
  if (what === "connect") {
    const label = (37 * (a + b)) % 256;
    expect(connect(graph, a, b, label, s)).toBe(plain.connect(a, b, label, s));
    return;
  }
  if (graph.count[a] === 0) return;
  const slot = b % graph.count[a]!;
  const tie = plain.find(a, graph.partner[a * TIE_SLOTS + slot]!);
  if (tie === undefined) throw new Error("a tie of the graph is not in the plain model");
  if (what === "disconnect") {
    disconnect(graph, a, slot);
    plain.ties = plain.ties.filter((other) => other !== tie);
  } else {
    relabel(graph, a, slot, s % 256);
    tie.label = s % 256;
  }
}

describe("against the plain model", () => {
  test("the same ties after every step", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 400, size: "max" }), (steps) => {
        const graph = createTies(HOUSEHOLDS);
        const plain = new PlainTies();
        for (const one of steps) {
          take(graph, plain, one);
          checkGraph(graph);
        }
        expect(tiesOf(graph)).toEqual(plain.ties.map((t) => told(...t.pair, t.label, t.strength)).sort());
        for (let a = 0; a < HOUSEHOLDS; a++) {
          for (let b = 0; b < HOUSEHOLDS; b++) expect(tied(graph, a, b) >= 0).toBe(!!plain.find(a, b));
        }
      }),
      // Shrinking 400 steps may take minutes: it stops where it is after ten seconds.
      { numRuns: 60, interruptAfterTimeLimit: 10_000 },
    );
  });

  test("the same ties when everybody is full and newcomers push each other out", () => {
    const graph = createTies(HOUSEHOLDS);
    const plain = new PlainTies();
    let accepted = 0;
    for (let i = 0; i < 4000; i++) {
      const draw = hash(1, 1, i, 0);
      const what = i % 17 === 0 ? "relabel" : "connect";
      const before = plain.ties.length;
      take(graph, plain, [what, draw % HOUSEHOLDS, (draw >>> 8) % HOUSEHOLDS, (draw >>> 16) % 6]);
      if (plain.ties.length <= before && what === "connect") accepted += 1;
      expect(tiesOf(graph)).toHaveLength(plain.ties.length);
    }
    checkGraph(graph);
    expect(tiesOf(graph)).toEqual(plain.ties.map((t) => told(...t.pair, t.label, t.strength)).sort());
    expect(accepted).toBeGreaterThan(100);
  });
});

/** Household 0 tied to 1 ... n with strengths 10, 20, ... */
function star(n: number): TieGraph {
  const graph = createTies(40);
  for (let b = 1; b <= n; b++) connect(graph, 0, b, 1, 10 * b);
  return graph;
}

describe("connect", () => {
  test("stores the tie at both ends", () => {
    const graph = star(2);
    connect(graph, 1, 2, 5, 77);
    expect(tied(graph, 2, 1)).toBe(1);
    expect([graph.label[2 * TIE_SLOTS + 1], graph.label[1 * TIE_SLOTS + 1]]).toEqual([5, 5]);
    expect(graph.strength[1 * TIE_SLOTS + 1]).toBe(77);
  });

  test("refuses oneself and a tie that exists", () => {
    const graph = star(1);
    expect(connect(graph, 0, 0, 1, 5)).toBe(false);
    expect(connect(graph, 1, 0, 1, 5)).toBe(false);
    expect(tiesOf(graph)).toEqual(["0-1 1 10"]);
  });

  test("of a full household the weakest goes, at both ends, if it is weaker", () => {
    const graph = star(15);
    expect(connect(graph, 20, 0, 2, 10)).toBe(false);
    expect(graph.count[20]).toBe(0);
    expect(connect(graph, 20, 0, 2, 11)).toBe(true);
    expect([tied(graph, 0, 1), tied(graph, 1, 0), graph.count[1], graph.count[0]]).toEqual([-1, -1, 0, 15]);
    checkGraph(graph);
  });

  test("drops nobody at one end when the other end refuses", () => {
    const graph = star(15);
    for (let b = 21; b < 36; b++) connect(graph, 20, b, 3, 5000);
    const before = tiesOf(graph);
    expect(connect(graph, 0, 20, 1, 4000)).toBe(false);
    expect(connect(graph, 20, 0, 1, 4000)).toBe(false);
    expect(tiesOf(graph)).toEqual(before);
  });

  test("refuses households, labels and strengths that do not exist", () => {
    const graph = star(1);
    expect(() => connect(graph, 0, 40, 1, 5)).toThrow(/no household 0 or 40/);
    expect(() => connect(graph, 0, -1, 1, 5)).toThrow(/no household 0 or -1/);
    expect(() => connect(graph, 0, 2, 256, 5)).toThrow(/label 256/);
    expect(() => connect(graph, 0, 2, 1, 65536)).toThrow(/strength 65536/);
    expect(() => disconnect(graph, 0, 1)).toThrow(/household 0 has no tie 1/);
  });
});

describe("checkGraph", () => {
  test("sees one wrong number anywhere", () => {
    const graph = createTies(12);
    for (let i = 0; i < 60; i++) connect(graph, hash(2, 2, i, 0) % 11, hash(2, 2, i, 1) % 11, i % 5, 100 + i);
    checkGraph(graph);
    for (const array of [graph.count, graph.partner, graph.label, graph.strength]) {
      for (let i = 0; i < array.length; i++) {
        const right = array[i]!;
        for (const wrong of [right ^ 1, right ^ 16, right ^ 128]) {
          array[i] = wrong;
          expect(() => checkGraph(graph), `${array.constructor.name} ${i}: ${right} to ${wrong}`).toThrow();
        }
        array[i] = right;
      }
    }
  });

  test("sees a tie whose other end was emptied, also one of zeros only", () => {
    const graph = createTies(2);
    connect(graph, 0, 1, 0, 0);
    graph.count[1] = 0;
    expect(() => checkGraph(graph)).toThrow(
      "tie 0 of household 0 (of 1) leads to household 1, which has no tie back",
    );
  });

  test("sees a household tied to itself", () => {
    const graph = createTies(2);
    graph.count[1] = 1;
    graph.partner[TIE_SLOTS] = 1;
    expect(() => checkGraph(graph)).toThrow("tie 0 of household 1 (of 1) leads to the household itself");
  });

  test("names household and slot", () => {
    const graph = star(3);
    graph.partner[2] = 2;
    expect(() => checkGraph(graph)).toThrow(
      "tie 2 of household 0 (of 3) leads to household 2, as an earlier",
    );
  });
});

test("the graph lies in columns whose ranges hold", () => {
  const columns = allocate(TIE_SCHEMA, 40);
  const graph = tieGraph(columns);
  for (let b = 1; b <= 15; b++) connect(graph, 0, b, 7, 65535);
  expect(columns.data.count[0]).toBe(15);
  expect(() => checkRanges(columns)).not.toThrow();
});
