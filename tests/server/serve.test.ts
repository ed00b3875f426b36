import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LiveServer, type ServeOptions, serve } from "../../sim/server/server.ts";
import { FakeEngine } from "../session/fake-engine.ts";
import { ask, SocketViewer, until, viewerFolder } from "./site-stage.ts";

const viewer = viewerFolder();
const servers: LiveServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
  viewer.remove();
});

const lines: string[] = [];
const options = (more: Partial<ServeOptions> = {}): ServeOptions => ({
  scenario: "reference",
  version: "0.0.0",
  viewerFolder: viewer.folder,
  port: 0,
  log: (line) => lines.push(line),
  openEngine: () => new FakeEngine(),
  ...more,
});

async function start(more: Partial<ServeOptions> = {}): Promise<LiveServer> {
  const server = await serve(options(more));
  servers.push(server);
  return server;
}

describe("a live server", () => {
  let server: LiveServer;
  let engine: FakeEngine;
  beforeAll(async () => {
    engine = new FakeEngine();
    server = await start({ openEngine: () => engine, households: 1234, seed: "s" });
  });

  test("gives the page and the world while the population is still being built", async () => {
    expect(lines).toContain(`Live at ${server.url}`);
    expect((await ask(server.port, "/")).status).toBe(200);
    const socket = new SocketViewer(server.port);
    await until(() => socket.has("hello"), "hello");
    const [hello] = socket.messages;
    if (hello?.type !== "hello") throw new Error("hello comes first");
    expect(hello.state).toMatchObject({ phase: "building", playing: true });
    expect(hello.places.length).toBeGreaterThan(500);
    expect(hello.places[0]).toMatchObject({ areaName: "Paris", country: "FR", class: "capital" });
    expect(hello.scenario.name).toBe("reference");
    expect(hello.scenarios.map(({ name }) => name)).toContain("telework-right");
    expect(hello.endMonth).toBeGreaterThan(hello.startMonth);
    expect(hello.provenance).toMatchObject({ version: "0.0.0", seed: "s", households: 1234 });
    expect(Object.keys(hello.state.levers).sort()).toEqual(hello.levers.map(({ name }) => name).sort());
    expect(engine.last("start")).toMatchObject({
      choice: { scenario: "reference", seed: "s", households: 1234 },
    });
  });

  test("restarts with another scenario, and says so to all", async () => {
    const [one, two] = [new SocketViewer(server.port), new SocketViewer(server.port)];
    await until(() => one.has("hello") && two.has("hello"), "hello");
    one.say({ type: "restart", scenario: "telework-right" });
    await until(() => two.messages.filter(({ type }) => type === "hello").length === 2, "hello again");
    expect(two.messages.findLast(({ type }) => type === "hello")).toMatchObject({
      scenario: { name: "telework-right" },
      provenance: { seed: "s", households: 1234 },
    });
  });
});

test("two servers never share an epoch: a viewer cannot resume a stranger's run", async () => {
  const engines = [new FakeEngine(), new FakeEngine()];
  for (const engine of engines) await start({ openEngine: () => engine });
  expect(engines[0]?.last("start")?.epoch).not.toBe(engines[1]?.last("start")?.epoch);
});

test("in public there is a token in the address, and without it one may look only", async () => {
  const server = await start({ public: true });
  const token = new URL(server.url).searchParams.get("token") ?? "";
  expect(token.length).toBeGreaterThanOrEqual(12);
  const roles = await Promise.all(
    ["/stream", `/stream?token=${token}`].map(async (path) => {
      const socket = new SocketViewer(server.port, { path });
      await until(() => socket.has("hello"), "hello");
      const [hello] = socket.messages;
      return hello?.type === "hello" ? hello.role : "none";
    }),
  );
  expect(roles).toEqual(["view", "control"]);
});

describe("a server that cannot be started says why before anything runs", () => {
  test.each([
    ["a scenario that is none", { scenario: "no-such-scenario" }, "SCENARIO_FILE"],
    ["a host of the network without --public", { host: "0.0.0.0" }, "SERVER_NOT_PUBLIC"],
    ["no households", { households: -1 }, "SERVER_HOUSEHOLDS"],
    ["half a household", { households: 1000.5 }, "SERVER_HOUSEHOLDS"],
    ["too many households", { households: 1e9 }, "SERVER_HOUSEHOLDS"],
    ["a port beyond all", { port: 70_000 }, "SERVER_PORT"],
    ["a viewer that is not built", { viewerFolder: "/nowhere" }, "SERVER_VIEWER"],
  ])("%s", async (_, more, code) => {
    const engine = new FakeEngine();
    await expect(serve(options({ ...more, openEngine: () => engine }))).rejects.toMatchObject({ code });
    expect(engine.told).toEqual([]);
  });

  test("a port in use", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    await expect(serve(options({ port }))).rejects.toMatchObject({ code: "SERVER_PORT_IN_USE" });
    other.close();
  });
});
