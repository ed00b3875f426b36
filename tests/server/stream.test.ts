import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FIRST_EPOCH, START_MONTH } from "../session/fake-engine.ts";
import { ask, openStage, SocketViewer, type Stage, sendRaw, until } from "./site-stage.ts";

let site: Stage;
beforeEach(async () => {
  site = await openStage({ limits: { maxClients: 3, heartbeatMs: 100 } });
});
afterEach(() => site.close());

async function joined(): Promise<SocketViewer> {
  const viewer = new SocketViewer(site.port);
  await until(() => viewer.has("hello"), "hello");
  viewer.say({ type: "join" });
  return viewer;
}

test("months flow from the engine to a viewer, and requests to the engine", async () => {
  const viewer = await joined();
  site.engine.month(START_MONTH);
  await until(() => viewer.frames.length === 1, "the first month");
  viewer.say({ type: "ack", epoch: FIRST_EPOCH, month: START_MONTH });
  viewer.say({ type: "lever", name: "telework.norm", value: 5 });
  await until(() => site.engine.last("lever") !== undefined, "the lever");
  expect(site.engine.last("lever")).toMatchObject({ name: "telework.norm", value: 5 });
});

test("a viewer that stalls gets two frames, then the newest; others get all", async () => {
  const stalled = await joined();
  const other = await joined();
  for (let i = 0; i < 20; i++) {
    site.engine.month(START_MONTH + i);
    await until(() => other.frames.length === i + 1, `month ${i}`);
    other.say({ type: "ack", epoch: FIRST_EPOCH, month: START_MONTH + i });
  }
  expect(stalled.frames).toHaveLength(2);
  stalled.say({ type: "ack", epoch: FIRST_EPOCH, month: START_MONTH + 1 });
  await until(() => stalled.frames.length === 3, "the newest");
  expect(stalled.frames[2]).toMatchObject({ month: START_MONTH + 19, seriesMonths: 17 });
});

describe("a handshake is refused", () => {
  test.each([
    ["from a foreign page", { headers: { Origin: "http://evil.example" } }, 403],
    ["from a page without origin", { headers: { Origin: "null" } }, 403],
    ["from a page on another port", { headers: { Origin: "http://127.0.0.1:1" } }, 403],
    ["under a foreign name", { headers: { Host: "evil.example" } }, 403],
    ["at another path", { path: "/other" }, 404],
    ["at another path of the stream", { path: "/stream/.." }, 404],
  ])("%s", async (_, options, status) => {
    const viewer = new SocketViewer(site.port, options);
    await until(() => viewer.refusedWith !== undefined || viewer.has("hello"), "an answer");
    expect(viewer.refusedWith).toBe(status);
    expect(site.clients()).toBe(0);
  });

  test("when there are as many viewers as there may be", async () => {
    const viewers = [await joined(), await joined(), await joined()];
    const late = new SocketViewer(site.port);
    await until(() => late.refusedWith !== undefined, "a refusal");
    expect(late.refusedWith).toBe(503);
    viewers[0]?.socket.close();
    await until(() => site.clients() === 2, "room");
    expect((await joined()).has("hello")).toBe(true);
  });

  test("when it is none", async () => {
    const head = `GET /stream HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n`;
    const upgrade = `${head}Connection: Upgrade\r\nUpgrade: websocket\r\n`;
    expect(await sendRaw(site.port, `${upgrade}\r\n`)).toMatch(/^HTTP\/1\.1 40\d /);
    expect(await sendRaw(site.port, `${upgrade}Sec-WebSocket-Key: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40\d /);
  });
});

describe("a hostile viewer", () => {
  test("with a message beyond 64 KiB is cut off; others stay", async () => {
    const other = await joined();
    const viewer = await joined();
    viewer.say("x".repeat(64 * 1024 + 1));
    await until(() => viewer.closedWith !== undefined, "the end");
    expect(viewer.closedWith).toBe(1009);
    expect(other.closedWith).toBeUndefined();
  });

  test("with a message in many fragments is cut off", async () => {
    const viewer = await joined();
    for (let i = 0; i < 40; i++) viewer.socket.send("x", { fin: false });
    await until(() => viewer.closedWith !== undefined, "the end");
    expect(viewer.closedWith).toBe(1008);
  });

  test("with bad or binary messages is answered by code and stays", async () => {
    const viewer = await joined();
    viewer.socket.send(Buffer.of(1, 2, 3));
    viewer.say('{"type":"play","__proto__":1}');
    viewer.say("NaN");
    await until(() => viewer.codes.length === 3, "three answers");
    expect(viewer.codes).toEqual(["MESSAGE_NOT_JSON", "FIELD_UNKNOWN", "MESSAGE_NOT_JSON"]);
    expect(viewer.closedWith).toBeUndefined();
  });

  test("that floods is cut off; the server lives", async () => {
    const viewer = await joined();
    for (let i = 0; i < 2_000; i++) viewer.say({ type: "ack", epoch: 1, month: 1 });
    await until(() => viewer.closedWith !== undefined, "the end");
    expect(viewer.codes.at(-1)).toBe("TOO_MANY_MESSAGES");
    expect((await ask(site.port, "/health")).status).toBe(200);
  });

  test("that breaks the frames of WebSocket is cut off", async () => {
    const key = "dGhlIHNhbXBsZSBub25jZQ==";
    const socket = connect(site.port, "127.0.0.1");
    socket.write(
      `GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await until(() => site.clients() === 1, "the connection");
    socket.on("error", () => {});
    socket.write(Buffer.of(0xff, 0xff, 0xff, 0xff));
    await until(() => site.clients() === 0, "the end");
    socket.destroy();
  });

  test("that answers no ping is gone after two heartbeats", async () => {
    const viewer = new SocketViewer(site.port);
    await until(() => viewer.has("hello"), "hello");
    viewer.socket.pause();
    await until(() => site.clients() === 0, "the end");
  });

  test("that comes and goes a hundred times leaves nothing behind", async () => {
    for (let i = 0; i < 100; i++) {
      const viewer = new SocketViewer(site.port);
      await until(() => viewer.socket.readyState === 1, "a connection");
      viewer.socket.terminate();
      await until(() => site.clients() === 0, "its end");
    }
    expect(site.clients()).toBe(0);
  });
});

test("in public, only who holds the token steers", async () => {
  const open = await openStage({ isPublic: true, token: "letmein" });
  const roles: string[] = [];
  for (const path of ["/stream", "/stream?token=letmeIn", "/stream?token=", "/stream?token=letmein"]) {
    const viewer = new SocketViewer(open.port, { path });
    await until(() => viewer.has("hello"), "hello");
    const [hello] = viewer.messages;
    roles.push(hello?.type === "hello" ? hello.role : "none");
  }
  expect(roles).toEqual(["view", "view", "view", "control"]);
  await open.close();
});

test("a server that comes back is another run: a viewer that resumes gets a keyframe", async () => {
  const viewer = await joined();
  site.engine.month(START_MONTH);
  await until(() => viewer.frames.length === 1, "the first month");
  const { port } = site;
  await site.close();
  await until(() => viewer.closedWith !== undefined, "the end");
  expect(viewer.closedWith).toBe(1001);
  site = await openStage({ port });
  site.engine.month(START_MONTH);
  const back = new SocketViewer(site.port);
  await until(() => back.has("hello"), "hello");
  back.say({ type: "resume", epoch: FIRST_EPOCH - 1, month: START_MONTH, schema: "schema" });
  await until(() => back.frames.length === 1, "a keyframe");
  expect(back.frames[0]?.key).toBe(true);
});
