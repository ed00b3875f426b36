/** Two scenarios side by side: two engines in lockstep, one acknowledgement, B - A. */
import { expect, test } from "vitest";
import { decodeMonth, encodeFrame, joinFrames } from "../../sim/session/frames.ts";
import { FakeViewer, FIRST_EPOCH, SHAPE, START_MONTH, sampleFrame, stage } from "./fake-engine.ts";

const EPOCH = FIRST_EPOCH + 1;
const POLICY = "telework.norm";
const ASSUMPTION = "macro.inflation";

/** A session that compares the reference with telework, and a viewer that has joined. */
function compared(before: (viewer: FakeViewer) => void = () => {}) {
  const staged = stage();
  const viewer = new FakeViewer(staged.session);
  viewer.say({ type: "join" });
  before(viewer);
  viewer.say({ type: "restart", compare: "telework", keepLevers: true });
  const [a, b] = staged.engines;
  if (a === undefined || b === undefined) throw new Error("no second engine");
  return { ...staged, a, b, viewer };
}

test("B gets A's seed and households, and hello tells of both", () => {
  const { a, b, viewer, session } = compared();
  expect(a.last("start")?.choice).toEqual({ scenario: "reference", seed: "a", households: 1000 });
  expect(b.last("start")?.choice).toEqual({ scenario: "telework", seed: "a", households: 1000 });
  expect(b.last("start")?.epoch).toBe(EPOCH);
  expect(viewer.of("hello").at(-1)?.compared?.scenario.name).toBe("telework");
  expect(viewer.of("hello").at(-1)?.state.leversB).toBeDefined();
  expect(session.status.engines).toBe(2);
});

test("a month comes when both have made it, in one message with one acknowledgement", () => {
  const { a, b, viewer } = compared();
  a.month(START_MONTH, EPOCH);
  a.month(START_MONTH + 1, EPOCH);
  expect(viewer.frames).toEqual([]);
  b.month(START_MONTH, EPOCH, {}, 5);
  expect(viewer.months).toEqual([START_MONTH]);
  expect((viewer.framesB[0]?.values[3] ?? 0) - (viewer.frames[0]?.values[3] ?? 0)).toBe(5);
  b.month(START_MONTH + 1, EPOCH, {}, 5);
  for (let month = 2; month < 6; month++) for (const each of [a, b]) each.month(START_MONTH + month, EPOCH);
  expect(viewer.months).toEqual([START_MONTH, START_MONTH + 1]);
  viewer.ack(START_MONTH, EPOCH);
  expect(viewer.frames[2]).toMatchObject({ month: START_MONTH + 5, seriesMonths: 3, key: false });
  expect(viewer.framesB[2]).toMatchObject({ month: START_MONTH + 5, seriesMonths: 3, key: false });
  expect(a.last("taken")?.month).toBe(START_MONTH + 5);
  expect(b.last("taken")?.month).toBe(START_MONTH + 5);
});

test("whoever joins late gets the months of both", () => {
  const { a, b, session } = compared();
  for (let month = 0; month < 200; month++) {
    a.month(START_MONTH + month, EPOCH);
    b.month(START_MONTH + month, EPOCH, {}, 7);
  }
  const late = new FakeViewer(session);
  late.say({ type: "join" });
  expect(late.frames[0]).toMatchObject({ key: true, seriesMonths: 199 });
  expect(late.framesB[0]).toMatchObject({ key: true, seriesMonths: 199 });
  expect(late.framesB[0]?.series[0]).toBe(START_MONTH * 1000 + 7);
});

test("a policy moves in B only, an assumption in both", () => {
  const { a, b, viewer } = compared();
  viewer.say({ type: "lever", name: POLICY, value: 4 });
  viewer.say({ type: "lever", name: ASSUMPTION, value: 3 });
  const names = (engine: typeof a) =>
    engine.told.flatMap((told) => (told.type === "lever" ? [told.name] : []));
  expect(a.last("lever")?.from).toBe(b.last("lever")?.from);
  expect(names(a)).toEqual([ASSUMPTION]);
  expect(names(b)).toEqual([POLICY, ASSUMPTION]);
  const state = viewer.of("state").at(-1);
  expect([state?.levers[POLICY], state?.leversB?.[POLICY]]).toEqual([2, 4]);
  expect([state?.levers[ASSUMPTION], state?.leversB?.[ASSUMPTION]]).toEqual([3, 3]);
});

test("what was moved by hand before becomes B; the assumptions hold in A too", () => {
  const { a, b } = compared((viewer) => {
    viewer.say({ type: "lever", name: POLICY, value: 5 });
    viewer.say({ type: "lever", name: ASSUMPTION, value: 9 });
  });
  expect(a.last("start")?.levers).toEqual({ [ASSUMPTION]: 9 });
  expect(b.last("start")?.levers).toEqual({ [POLICY]: 5, [ASSUMPTION]: 9 });
});

test("the second engine is closed when the comparison ends, and late words of it are not heard", () => {
  const { b, engines, viewer, session } = compared();
  viewer.say({ type: "restart" });
  expect(session.status.engines).toBe(2);
  viewer.say({ type: "restart", compare: null });
  expect([b.closed, session.status.engines]).toEqual([true, 1]);
  expect(viewer.of("hello").at(-1)?.compared).toBeUndefined();
  b.say({ type: "failed", epoch: EPOCH + 2, code: "ENGINE_FAILED", message: "too late" });
  expect(viewer.codes).toEqual([]);
  engines[0]?.month(START_MONTH, EPOCH + 2);
  expect(viewer.framesB).toEqual([undefined]);
  for (let i = 0; i < 3; i++) viewer.say({ type: "restart", compare: "telework" });
  expect(engines.filter(({ closed }) => !closed)).toHaveLength(2);
});

test("a scenario that begins in another month is refused, and the run goes on", () => {
  const { engines, session } = stage();
  const viewer = new FakeViewer(session);
  viewer.say({ type: "restart", compare: "late" });
  expect(viewer.codes).toEqual(["COMPARE_WORLD"]);
  expect([engines.length, session.status.epoch]).toEqual([1, FIRST_EPOCH]);
});

test("a fault in either ends both, once", () => {
  const { a, b, viewer } = compared();
  b.say({ type: "failed", epoch: EPOCH, code: "ENGINE_INVARIANT", message: "vacant >= 0" });
  a.say({ type: "failed", epoch: EPOCH, code: "ENGINE_INVARIANT", message: "vacant >= 0" });
  expect(viewer.codes).toEqual(["ENGINE_INVARIANT"]);
  expect(a.last("pace")?.playing).toBe(false);
});

test("questions go to the engine of their side, and the answer to whoever asked", () => {
  const { a, b, viewer, session } = compared();
  const other = new FakeViewer(session, "view");
  viewer.say({ type: "ask", side: "b", about: "household", place: 3 });
  other.say({ type: "ask", side: "a", about: "place", place: 2 });
  expect(b.last("ask")?.question).toEqual({ about: "household", place: 3, turn: 0 });
  const answer = { about: "nothing", code: "NOBODY" } as const;
  const ticket = b.last("ask")?.ticket ?? -1;
  b.say({ type: "answer", epoch: EPOCH, month: START_MONTH, ticket, answer });
  b.say({ type: "answer", epoch: EPOCH, month: START_MONTH, ticket, answer });
  expect(viewer.of("answer")).toEqual([
    { type: "answer", side: "b", epoch: EPOCH, month: START_MONTH, answer },
  ]);
  expect(other.of("answer")).toEqual([]);
  expect(a.last("ask")?.question).toEqual({ about: "place", place: 2 });
});

test("two frames are refused unless they are A's and B's of one month", () => {
  const a = encodeFrame(sampleFrame(3, 1));
  const b = encodeFrame(sampleFrame(3, 1), "b");
  expect(decodeMonth(joinFrames(a, b), SHAPE)).toMatchObject({ a: { month: 3 }, b: { month: 3 } });
  for (const bad of [
    joinFrames(b, a),
    joinFrames(a, a),
    joinFrames(a, encodeFrame(sampleFrame(4, 1), "b")),
    joinFrames(joinFrames(a, b), b),
    joinFrames(a, b).slice(0, -8),
  ]) {
    expect(decodeMonth(bad, SHAPE)).toBeTypeOf("string");
  }
});

test("a lever moved by hand is told with the month in which it acts", () => {
  const { engine, session } = stage();
  const viewer = new FakeViewer(session);
  viewer.say({ type: "join" });
  engine.month(START_MONTH);
  viewer.say({ type: "lever", name: POLICY, value: 3 });
  viewer.say({ type: "lever", name: POLICY, value: 4 });
  const moves = () => viewer.of("state").at(-1)?.byHand;
  expect(moves()).toEqual([{ name: POLICY, value: 4, month: START_MONTH + 1, pending: true }]);
  engine.month(START_MONTH + 1, FIRST_EPOCH, { [POLICY]: 2 });
  engine.month(START_MONTH + 2, FIRST_EPOCH, { [POLICY]: 4 });
  viewer.say({ type: "lever", name: POLICY, value: 1 });
  expect(moves()?.map(({ value, month }) => [value, month])).toEqual([
    [4, START_MONTH + 2],
    [1, START_MONTH + 3],
  ]);
  viewer.say({ type: "restart", keepLevers: true });
  expect(viewer.of("hello").at(-1)?.state.byHand).toEqual([
    { name: POLICY, value: 1, month: START_MONTH + 1, pending: false },
  ]);
});
