import fc from "fast-check";
import { expect, test } from "vitest";
import { REQUEST_BURST, REQUESTS_PER_SECOND } from "../../sim/session/viewer.ts";
import { FakeViewer, START_MONTH, stage } from "./fake-engine.ts";

const long = JSON.stringify({ type: "play", more: "x".repeat(5000) });
const deep = `${"[".repeat(2000)}${"]".repeat(2000)}`;

const HOSTILE: readonly (readonly [what: string, text: string, code: string])[] = [
  ["too long", long, "MESSAGE_TOO_LONG"],
  ["empty", "", "MESSAGE_NOT_JSON"],
  ["cut short", '{"type":"pl', "MESSAGE_NOT_JSON"],
  ["NaN", '{"type":"lever","name":"telework.norm","value":NaN}', "MESSAGE_NOT_JSON"],
  ["null", "null", "MESSAGE_NOT_OBJECT"],
  ["a number", "3", "MESSAGE_NOT_OBJECT"],
  ["a list", '["play"]', "MESSAGE_NOT_OBJECT"],
  ["deeply nested", deep, "MESSAGE_NOT_OBJECT"],
  ["without type", "{}", "MESSAGE_TYPE"],
  ["an unknown type", '{"type":"shutdown"}', "MESSAGE_TYPE"],
  ["a type of every object", '{"type":"constructor"}', "MESSAGE_TYPE"],
  ["__proto__ as type", '{"type":"__proto__"}', "MESSAGE_TYPE"],
  ["a type that is a list", '{"type":["play"]}', "MESSAGE_TYPE"],
  ["__proto__ as key", '{"type":"play","__proto__":{"role":"control"}}', "FIELD_UNKNOWN"],
  ["an unknown key", '{"type":"pause","now":true}', "FIELD_UNKNOWN"],
  ["a missing key", '{"type":"speed"}', "FIELD_MISSING"],
  ["a slow pace", '{"type":"speed","monthsPerSecond":0.4}', "SPEED_RANGE"],
  ["a fast pace", '{"type":"speed","monthsPerSecond":61}', "SPEED_RANGE"],
  ["an infinite pace", '{"type":"speed","monthsPerSecond":1e400}', "SPEED_RANGE"],
  ["a textual pace", '{"type":"speed","monthsPerSecond":"fast"}', "SPEED_RANGE"],
  ["a null pace", '{"type":"speed","monthsPerSecond":null}', "SPEED_RANGE"],
  ["an unknown lever", '{"type":"lever","name":"rent","value":1}', "LEVER_UNKNOWN"],
  ["__proto__ as lever", '{"type":"lever","name":"__proto__","value":1}', "LEVER_UNKNOWN"],
  ["a lever beyond its range", '{"type":"lever","name":"telework.norm","value":6}', "LEVER_RANGE"],
  ["a lever below its range", '{"type":"lever","name":"telework.norm","value":-0.1}', "LEVER_RANGE"],
  ["a textual value", '{"type":"lever","name":"telework.norm","value":"4"}', "FIELD_TYPE"],
  ["an infinite value", '{"type":"lever","name":"telework.norm","value":-1e999}', "FIELD_TYPE"],
  ["a lever's name as list", '{"type":"lever","name":["telework.norm"],"value":4}', "FIELD_TYPE"],
  ["an unknown scenario", '{"type":"restart","scenario":"../etc/passwd"}', "SCENARIO_UNKNOWN"],
  ["too many households", '{"type":"restart","households":1e9}', "HOUSEHOLDS_RANGE"],
  ["negative households", '{"type":"restart","households":-1}', "HOUSEHOLDS_RANGE"],
  ["half a household", '{"type":"restart","households":1000.5}', "HOUSEHOLDS_RANGE"],
  ["an empty seed", '{"type":"restart","seed":""}', "FIELD_TYPE"],
  ["a numeric seed", '{"type":"restart","seed":7}', "FIELD_TYPE"],
  ["a seed without end", `{"type":"restart","seed":"${"s".repeat(201)}"}`, "FIELD_TYPE"],
  ["keepLevers as text", '{"type":"restart","keepLevers":"yes"}', "FIELD_TYPE"],
  ["an unknown scenario B", '{"type":"restart","compare":"../etc/passwd"}', "SCENARIO_UNKNOWN"],
  ["a question to no scenario B", '{"type":"ask","side":"b","about":"place","place":0}', "SIDE"],
  ["a question about nothing", '{"type":"ask","side":"a","about":"mayor","place":0}', "TOPIC"],
  ["a question about no place", '{"type":"ask","side":"a","about":"place","place":5}', "PLACE_UNKNOWN"],
  ["a negative turn", '{"type":"ask","side":"a","about":"household","place":0,"turn":-1}', "FIELD_TYPE"],
  ["a negative epoch", '{"type":"ack","epoch":-1,"month":3}', "FIELD_TYPE"],
  ["half a month", '{"type":"ack","epoch":7,"month":0.5}', "FIELD_TYPE"],
  ["a resume without schema", '{"type":"resume","epoch":7,"month":3}', "FIELD_MISSING"],
];

test.each(HOSTILE)("a message that is %s is answered by its code", (_, text, code) => {
  const { engine, session } = stage();
  const viewer = new FakeViewer(session);
  const told = engine.told.length;
  viewer.say(text);
  expect(viewer.codes).toEqual([code]);
  expect(viewer.of("error")[0]?.message.length).toBeLessThan(400);
  expect(engine.told).toHaveLength(told);
  expect(viewer.closedWith).toBeUndefined();
});

test("no text whatever stops a session", () => {
  const { session } = stage();
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record(
        {
          type: fc.constantFrom("play", "lever", "restart", "ack", "resume", "speed", "join", "ask"),
          name: fc.anything(),
          value: fc.anything(),
          epoch: fc.anything(),
          month: fc.anything(),
          monthsPerSecond: fc.anything(),
          households: fc.anything(),
        },
        { requiredKeys: ["type"] },
      )
      .map((message) => JSON.stringify(message, (_, value) => (typeof value === "bigint" ? 0 : value))),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const viewer = new FakeViewer(session);
      viewer.say(text);
      viewer.attendance.leave();
      expect(session.status.clients).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test("a flood ends the connection that makes it, and no other", () => {
  const { session, clock } = stage();
  const flood = new FakeViewer(session);
  const calm = new FakeViewer(session);
  for (let i = 0; i < 5 * REQUEST_BURST; i++) flood.say({ type: "ack", epoch: 7, month: 1 });
  expect(flood.codes).toEqual(["TOO_MANY_MESSAGES"]);
  expect(flood.closedWith).toBe("TOO_MANY_MESSAGES");
  expect(session.status.clients).toBe(1);
  for (let second = 0; second < 60; second++) {
    for (let i = 0; i < REQUESTS_PER_SECOND; i++) calm.say({ type: "ack", epoch: 7, month: 1 });
    clock.now += 1000;
  }
  expect(calm.closedWith).toBeUndefined();
});

test("restarts and joins cost more: they cannot keep engine and network busy for ever", () => {
  const { engine, session } = stage();
  engine.month(START_MONTH);
  const joiner = new FakeViewer(session);
  for (let i = 0; i < 100; i++) joiner.say({ type: "join" });
  expect(joiner.closedWith).toBe("TOO_MANY_MESSAGES");
  expect(joiner.frames.length).toBeLessThanOrEqual(15);
  const viewer = new FakeViewer(session);
  for (let i = 0; i < 100; i++) viewer.say({ type: "restart" });
  expect(viewer.closedWith).toBe("TOO_MANY_MESSAGES");
  expect(engine.told.filter(({ type }) => type === "start").length).toBeLessThanOrEqual(12);
});
