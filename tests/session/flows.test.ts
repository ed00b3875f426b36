import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createMoveHistory,
  FLOW_MONTHS,
  type Moves,
  netFlows,
  recordMoves,
} from "../../sim/session/flows.ts";
import { MAX_FLOWS } from "../../sim/session/protocol.ts";

const moves = (pairs: readonly (readonly [number, number])[]): Moves => ({
  count: pairs.length,
  origin: Uint16Array.from(pairs, ([origin]) => origin),
  destination: Uint16Array.from(pairs, ([, destination]) => destination),
});

test("a flow is what moves less what moves back, in real households, within twelve months", () => {
  const history = createMoveHistory(Uint16Array.of(0, 0, 1), 2);
  recordMoves(
    history,
    moves([
      [0, 2],
      [1, 2],
      [2, 0],
      [0, 1],
    ]),
  );
  expect(netFlows(history, 50)).toEqual({
    from: Uint16Array.of(0),
    to: Uint16Array.of(1),
    households: Float32Array.of(50),
  });
  for (let month = 0; month < FLOW_MONTHS; month++) recordMoves(history, moves([]));
  expect(netFlows(history, 50).from).toHaveLength(0);
  expect(history.between.every((count) => count === 0)).toBe(true);
});

test("more moves than the buffers' count are not looked at", () => {
  const history = createMoveHistory(Uint16Array.of(0, 1), 2);
  recordMoves(history, {
    ...moves([
      [0, 1],
      [0, 1],
    ]),
    count: 1,
  });
  expect(netFlows(history, 1).households[0]).toBe(1);
});

test("a move from a place that is none stops with its numbers", () => {
  const history = createMoveHistory(Uint16Array.of(0, 1), 2);
  expect(() => recordMoves(history, moves([[0, 7]]))).toThrow("move 0 to 7");
});

test("the largest flows equal a naive count over the last twelve months", () => {
  const areas = 40;
  const areaOf = Uint16Array.from({ length: 80 }, (_, place) => place % areas);
  const place = fc.nat(79);
  const month = fc.array(fc.tuple(place, place), { maxLength: 400 });
  fc.assert(
    fc.property(fc.array(month, { minLength: 1, maxLength: 16 }), (months) => {
      const history = createMoveHistory(areaOf, areas);
      for (const pairs of months) recordMoves(history, moves(pairs));
      const flows = netFlows(history, 2);
      expect(Array.from(flows.from, (from, i) => [from, flows.to[i], flows.households[i]])).toEqual(
        naiveFlows(months, areaOf, 2),
      );
    }),
    { numRuns: 60 },
  );
});

/** The definition, by sorting everything. */
function naiveFlows(
  months: readonly (readonly (readonly [number, number])[])[],
  areaOf: Uint16Array,
  scale: number,
): number[][] {
  const net = new Map<string, number>();
  for (const [origin, destination] of months.slice(-FLOW_MONTHS).flat()) {
    const [a, b] = [areaOf[origin]!, areaOf[destination]!];
    net.set(`${a} ${b}`, (net.get(`${a} ${b}`) ?? 0) + 1);
    net.set(`${b} ${a}`, (net.get(`${b} ${a}`) ?? 0) - 1);
  }
  return [...net]
    .map(([pair, size]) => [...pair.split(" ").map(Number), size * scale] as [number, number, number])
    .filter(([, , size]) => size > 0)
    .sort((p, q) => q[2] - p[2] || p[0] - q[0] || p[1] - q[1])
    .slice(0, MAX_FLOWS);
}
