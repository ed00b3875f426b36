import { describe, expect, test } from "vitest";
import { FRAME_WINDOW } from "../../sim/session/protocol.ts";
import { MAX_RUN_MONTHS } from "../../sim/session/timeline.ts";
import { FakeViewer, FIRST_EPOCH, SHAPE, START_MONTH, stage } from "./fake-engine.ts";

const WIDTH = SHAPE.indicators * 7;

describe("a viewer that joins", () => {
  test("is told the world and the state of the building before any month exists", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    viewer.say({ type: "join" });
    engine.say({ type: "building", epoch: FIRST_EPOCH, progress: 0.5 });
    expect(viewer.of("hello")[0]?.state.phase).toBe("building");
    expect(viewer.of("hello")[0]?.places).toHaveLength(SHAPE.places);
    expect(viewer.of("state").at(-1)?.progress).toBe(0.5);
    expect(viewer.frames).toEqual([]);
    engine.month(START_MONTH);
    expect(viewer.of("state").at(-1)?.phase).toBe("ready");
    expect(viewer.frames[0]).toMatchObject({ key: true, month: START_MONTH, seriesMonths: 0 });
  });

  test("gets the newest month with all months before it", () => {
    const { engine, session } = stage();
    for (let month = 0; month < 300; month++) engine.month(START_MONTH + month);
    const viewer = new FakeViewer(session);
    viewer.say({ type: "join" });
    const [frame] = viewer.frames;
    expect(frame).toMatchObject({ key: true, month: START_MONTH + 299, seriesMonths: 299 });
    expect(frame?.series[0]).toBe(START_MONTH * 1000);
    expect(frame?.series.at(-1)).toBe((START_MONTH + 298) * 1000 + WIDTH - 1);
    expect(frame?.values[0]).toBe((START_MONTH + 299) * 1000);
  });

  test("gets no frame before it says join, nor after it leaves", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    engine.month(START_MONTH);
    expect(viewer.frames).toEqual([]);
    viewer.say({ type: "join" });
    viewer.attendance.leave();
    engine.month(START_MONTH + 1);
    expect(viewer.months).toEqual([START_MONTH]);
  });
});

describe("the window", () => {
  test("never holds more than two frames, and a laggard then gets the newest without a gap", () => {
    const { engine, session } = stage();
    const quick = new FakeViewer(session);
    const slow = new FakeViewer(session);
    quick.say({ type: "join" });
    slow.say({ type: "join" });
    for (let i = 0; i < 10; i++) {
      engine.month(START_MONTH + i);
      quick.ack(START_MONTH + i);
    }
    expect(quick.frames).toHaveLength(10);
    expect(slow.months).toEqual([START_MONTH, START_MONTH + 1]);
    expect(slow.frames).toHaveLength(FRAME_WINDOW);
    slow.ack(START_MONTH);
    expect(slow.frames[2]).toMatchObject({ key: false, month: START_MONTH + 9, seriesMonths: 7 });
    expect(slow.frames[2]?.series[0]).toBe((START_MONTH + 2) * 1000);
    slow.ack(START_MONTH + 9);
    engine.month(START_MONTH + 10);
    expect(slow.frames[3]).toMatchObject({ month: START_MONTH + 10, seriesMonths: 0 });
  });

  test("opens for frames that were sent only, once each", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    viewer.say({ type: "join" });
    engine.month(START_MONTH);
    engine.month(START_MONTH + 1);
    engine.month(START_MONTH + 2);
    viewer.ack(START_MONTH + 2);
    viewer.ack(START_MONTH - 1);
    viewer.ack(START_MONTH, FIRST_EPOCH + 1);
    expect(viewer.frames).toHaveLength(2);
    viewer.ack(START_MONTH);
    viewer.ack(START_MONTH);
    engine.month(START_MONTH + 3);
    expect(viewer.months).toEqual([START_MONTH, START_MONTH + 1, START_MONTH + 2]);
  });

  test("holds for any order of months and acknowledgements, and months never go backward", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    viewer.say({ type: "join" });
    let word = 12345;
    let month = START_MONTH;
    let acked = 0;
    for (let step = 0; step < 1000; step++) {
      word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
      if (word >>> 31 === 0) engine.month(month++);
      else if (acked < viewer.frames.length) viewer.ack(viewer.months[acked++] ?? 0);
      expect(viewer.frames.length - acked).toBeLessThanOrEqual(FRAME_WINDOW);
    }
    const seen = new Set<number>();
    for (const frame of viewer.frames) {
      for (let i = frame.month - frame.seriesMonths; i <= frame.month; i++) {
        expect(seen.has(i)).toBe(false);
        seen.add(i);
      }
    }
    expect(seen.size).toBe((viewer.months.at(-1) ?? 0) - START_MONTH + 1);
  });
});

describe("a viewer that comes back", () => {
  const runTo = (last: number) => {
    const staged = stage();
    for (let month = START_MONTH; month <= last; month++) staged.engine.month(month);
    return { ...staged, viewer: new FakeViewer(staged.session) };
  };
  const resume = { type: "resume", epoch: FIRST_EPOCH, month: START_MONTH + 4, schema: "schema" };

  test("gets the series since the month that it holds", () => {
    const { viewer } = runTo(START_MONTH + 9);
    viewer.say(resume);
    expect(viewer.frames[0]).toMatchObject({ key: false, month: START_MONTH + 9, seriesMonths: 4 });
    expect(viewer.frames[0]?.series[0]).toBe((START_MONTH + 5) * 1000);
  });

  test("gets nothing until the next month if it holds the newest", () => {
    const { viewer, engine } = runTo(START_MONTH + 4);
    viewer.say(resume);
    expect(viewer.frames).toEqual([]);
    engine.month(START_MONTH + 5);
    expect(viewer.frames[0]).toMatchObject({ key: false, month: START_MONTH + 5, seriesMonths: 0 });
  });

  test.each([
    ["another epoch", { ...resume, epoch: FIRST_EPOCH - 1 }],
    ["another schema", { ...resume, schema: "old" }],
    ["a month that has not been", { ...resume, month: START_MONTH + 900 }],
    ["a month before the start", { ...resume, month: START_MONTH - 1 }],
  ])("gets a keyframe if it holds %s", (_, message) => {
    const { viewer } = runTo(START_MONTH + 9);
    viewer.say(message);
    expect(viewer.frames[0]).toMatchObject({ key: true, seriesMonths: 9 });
  });
});

describe("steering", () => {
  test("plays while somebody watches, at the pace asked for", () => {
    const { engine, session } = stage();
    expect(engine.last("pace")?.playing).toBe(false);
    const viewer = new FakeViewer(session);
    viewer.say({ type: "join" });
    expect(engine.last("pace")).toMatchObject({ playing: true, monthsPerSecond: 4 });
    viewer.say({ type: "speed", monthsPerSecond: "max" });
    expect(engine.last("pace")).toMatchObject({ playing: true, monthsPerSecond: "max" });
    viewer.say({ type: "pause" });
    expect(engine.last("pace")?.playing).toBe(false);
    viewer.say({ type: "play" });
    viewer.attendance.leave();
    expect(engine.last("pace")?.playing).toBe(false);
    expect(session.status).toMatchObject({ playing: true, clients: 0 });
  });

  test("pauses at the scenario's end, goes on if asked, and ends at the longest run", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    let month = START_MONTH;
    while (month <= START_MONTH + 120) engine.month(month++);
    expect(viewer.of("state").at(-1)?.playing).toBe(false);
    viewer.say({ type: "play" });
    expect(engine.last("pace")).toMatchObject({ playing: true, until: START_MONTH + MAX_RUN_MONTHS });
    while (month <= START_MONTH + MAX_RUN_MONTHS) engine.month(month++);
    viewer.say({ type: "play" });
    expect(viewer.codes).toEqual(["RUN_ENDED"]);
  });

  test("moves a lever for all, and keeps the hand's value against the scenario's", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    const other = new FakeViewer(session, "view");
    engine.month(START_MONTH);
    viewer.say({ type: "lever", name: "telework.norm", value: 4 });
    expect(engine.last("lever")).toEqual({ type: "lever", name: "telework.norm", value: 4 });
    expect(other.of("state").at(-1)?.levers["telework.norm"]).toBe(4);
    engine.month(START_MONTH + 1, FIRST_EPOCH, { "telework.norm": 2, "macro.inflation": 9 });
    const levers = other.of("state").at(-1)?.levers;
    expect(levers?.["telework.norm"]).toBe(4);
    expect(levers?.["macro.inflation"]).toBe(9);
  });

  test("restarts under a new epoch and drops the old run's late months", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    viewer.say({ type: "join" });
    engine.month(START_MONTH);
    viewer.say({ type: "lever", name: "telework.norm", value: 4 });
    viewer.say({ type: "restart", scenario: "telework", seed: "b", households: 5000 });
    const epoch = FIRST_EPOCH + 1;
    expect(engine.last("start")).toEqual({
      type: "start",
      epoch,
      choice: { scenario: "telework", seed: "b", households: 5000 },
      levers: {},
    });
    expect(viewer.of("hello").at(-1)).toMatchObject({ scenario: { name: "telework" }, state: { epoch } });
    expect(viewer.of("hello").at(-1)?.state.levers["telework.norm"]).toBe(2);
    engine.month(START_MONTH + 1);
    expect(viewer.frames).toHaveLength(1);
    engine.month(START_MONTH, epoch);
    expect(viewer.frames[1]).toMatchObject({ epoch, month: START_MONTH, key: true });
  });

  test("keeps levers moved by hand over a restart if asked", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    viewer.say({ type: "lever", name: "telework.norm", value: 4 });
    viewer.say({ type: "restart", keepLevers: true });
    expect(engine.last("start")?.levers).toEqual({ "telework.norm": 4 });
    expect(viewer.of("hello").at(-1)?.state.levers["telework.norm"]).toBe(4);
  });

  test("says why a run cannot be made, and keeps the one that is", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    viewer.say({ type: "restart", seed: "unlucky" });
    expect(viewer.codes).toEqual(["SCENARIO_BAD"]);
    expect(engine.told.filter(({ type }) => type === "start")).toHaveLength(1);
  });

  test("tells a fault of the engine, refuses to play, and starts anew", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    engine.say({ type: "failed", epoch: FIRST_EPOCH, code: "ENGINE_FAILED", message: "vacant is -1" });
    expect(viewer.codes).toEqual(["ENGINE_FAILED"]);
    expect(viewer.of("state").at(-1)).toMatchObject({ phase: "failed", playing: false });
    viewer.say({ type: "play" });
    expect(viewer.codes.at(-1)).toBe("RUN_FAILED");
    viewer.say({ type: "restart" });
    expect(viewer.of("hello").at(-1)?.state).toMatchObject({ phase: "building", playing: true });
  });

  test("is refused to those who may only look", () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session, "view");
    const asked = engine.told.length;
    viewer.say({ type: "pause" });
    viewer.say({ type: "restart" });
    viewer.say({ type: "lever", name: "telework.norm", value: 4 });
    expect(viewer.codes).toEqual(["NOT_ALLOWED", "NOT_ALLOWED", "NOT_ALLOWED"]);
    expect(engine.told).toHaveLength(asked);
  });

  test("ends with its viewers and its engine", async () => {
    const { engine, session } = stage();
    const viewer = new FakeViewer(session);
    await session.close();
    viewer.say({ type: "play" });
    expect(viewer.closedWith).toBe("SERVER_CLOSED");
    expect(engine.closed).toBe(true);
    expect(viewer.of("state")).toEqual([]);
  });
});
