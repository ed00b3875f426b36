import { beforeEach, describe, expect, test } from "vitest";
import { GROUPS } from "../../sim/session/protocol.ts";
import { Store } from "../../viewer/store.ts";
import { frame, hello, STATE } from "./stage.ts";

let store: Store;
const hear = (message: object): void => store.hear(JSON.stringify(message));
beforeEach(() => {
  store = new Store();
});

/** Values of an indicator's group in all months held. */
function column(indicator: number, group: number): (number | undefined)[] {
  return Array.from({ length: store.history.months }, (_, row) => store.history.at(row, indicator, group));
}

describe("a store", () => {
  test("holds nothing before hello, and says so", () => {
    expect(store.take(frame(0, { key: true }))).toBeUndefined();
    expect(store.request()).toEqual({ type: "join" });
    expect(store.latest("rent", 0)).toBeUndefined();
  });

  test("takes a keyframe with the months before, then month after month", () => {
    hear(hello());
    expect(store.take(frame(3, { key: true, before: 3 }))?.month).toBe(3);
    expect(store.take(frame(4))?.month).toBe(4);
    expect(column(0, 0)).toEqual([0, 100, 200, 300, 400]);
    expect(column(1, 2)).toEqual([0, 100, 200, 300, 400].map((month) => month + GROUPS + 2));
    expect([store.history.start, store.latest("rent", 1)]).toEqual([0, 400 + GROUPS + 1]);
  });

  test("fills the months that were left out from the series of the next frame", () => {
    hear(hello());
    store.take(frame(0, { key: true }));
    store.take(frame(5, { before: 4 }));
    expect(column(0, 0)).toEqual([0, 100, 200, 300, 400, 500]);
  });

  test("keeps a long run", () => {
    hear(hello());
    store.take(frame(0, { key: true }));
    for (let month = 1; month < 600; month++) store.take(frame(month));
    expect(store.history.months).toBe(600);
    expect(store.history.at(599, 0, 0)).toBe(59_900);
    expect(store.history.at(600, 0, 0)).toBeUndefined();
    expect(store.history.at(-1, 0, 0)).toBeUndefined();
  });

  test("refuses what would leave a gap, go backward or is of another run", () => {
    hear(hello());
    store.take(frame(2, { key: true, before: 2 }));
    expect(store.take(frame(4))).toBeUndefined();
    expect(store.take(frame(2))).toBeUndefined();
    expect(store.take(frame(3, { epoch: 8 }))).toBeUndefined();
    expect(store.frame.value?.month).toBe(2);
    expect(store.history.months).toBe(3);
  });

  test("reports a broken frame instead of showing it", () => {
    hear(hello());
    expect(store.take(frame(0, { key: true }).slice(0, 40))).toBeUndefined();
    expect(store.error.value?.code).toBe("FRAME");
  });

  test("resumes where it was after a hello of the same run", () => {
    hear(hello());
    store.take(frame(2, { key: true, before: 2 }));
    expect(store.request()).toEqual({ type: "resume", epoch: 7, month: 2, schema: "x" });
    hear(hello());
    expect(store.history.months).toBe(3);
    store.take(frame(5, { before: 2 }));
    expect(store.history.months).toBe(6);
  });

  test("forgets the run before when another begins", () => {
    hear(hello());
    store.take(frame(2, { key: true, before: 2 }));
    const { run } = store.history;
    hear(hello({ epoch: 8 }));
    expect([store.history.months, store.frame.value, store.history.run > run]).toEqual([0, undefined, true]);
    expect(store.request()).toEqual({ type: "join" });
    expect(store.take(frame(0, { epoch: 8, key: true }))?.month).toBe(0);
  });

  test("a keyframe replaces what was held", () => {
    hear(hello());
    store.take(frame(9, { key: true, before: 9 }));
    store.take(frame(3, { key: true, before: 3 }));
    expect(column(0, 0)).toEqual([0, 100, 200, 300]);
  });

  test("asks to be reloaded when the server speaks another protocol", () => {
    hear(hello({}, { protocol: 99 }));
    expect(store.link.value).toEqual({ type: "outdated" });
    expect(store.hello.value).toBeUndefined();
  });

  test("leaves nonsense aside", () => {
    store.hear("not json");
    store.hear('{"type":"party"}');
    expect(store.hello.value).toBeUndefined();
  });
});

describe("levers", () => {
  const state = (month: number, levers: object) => hear({ ...STATE, type: "state", month, levers });
  beforeEach(() => hear(hello()));

  test("are echoed, and the month in which one begins to act is kept", () => {
    state(4, { "telework.norm": 5, "macro.inflation": 1.5 });
    expect(store.state.value?.levers["telework.norm"]).toBe(5);
    expect(store.moves.value).toMatchObject([{ month: 5, name: "telework.norm", value: 5 }]);
  });

  test("that are dragged, or follow a ramp, have moved once", () => {
    for (let step = 0; step < 5; step++)
      state(4 + step, { "telework.norm": 3 + step / 10, "macro.inflation": 1.5 });
    expect(store.moves.value).toMatchObject([{ month: 5, value: 3.4 }]);
    state(30, { "telework.norm": 0, "macro.inflation": 1.5 });
    expect(store.moves.value.map(({ month }) => month)).toEqual([5, 31]);
  });

  test("of another run are forgotten", () => {
    state(4, { "telework.norm": 5, "macro.inflation": 1.5 });
    hear(hello({ epoch: 8 }));
    expect(store.moves.value).toEqual([]);
  });
});
