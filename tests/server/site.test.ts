import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, openStage, type Stage, sendRaw } from "./site-stage.ts";

let site: Stage;
beforeAll(async () => {
  site = await openStage({ limits: { headMs: 300, requestMs: 600 } });
});
afterAll(() => site.close());

describe("files", () => {
  test("the page comes at / with its type and a policy, and is asked for again each time", async () => {
    const answer = await ask(site.port, "/?token=x");
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("voisinage");
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    const again = await ask(site.port, "/", { "If-None-Match": String(answer.headers.etag) });
    expect(again).toMatchObject({ status: 304, body: "" });
  });

  test("the report of the validation may have its own styles, and no script", async () => {
    const answer = await ask(site.port, "/validation.html");
    expect(answer.status).toBe(200);
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("style-src 'unsafe-inline'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("script-src");
  });

  test("assets, whose names hold their digest, are kept for ever", async () => {
    const answer = await ask(site.port, "/assets/index-abc123.js");
    expect(answer.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(answer.headers["cache-control"]).toContain("immutable");
  });

  test("HEAD has no body", async () => {
    const answer = await ask(site.port, "/", {}, "HEAD");
    expect(answer).toMatchObject({ status: 200, body: "" });
    expect(Number(answer.headers["content-length"])).toBeGreaterThan(0);
  });

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "//secret.txt",
    "/assets//../../secret.txt",
    "/link.txt",
    "/.hidden",
    "/assets",
    "/assets/",
    "/index.html%00.js",
    "/%",
    "/%ff",
    "/nothing.html",
    "*",
  ])("nothing is found at %s", async (path) => {
    const answer = await ask(site.port, path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain("secret");
    expect(answer.body).not.toContain("hidden");
  });

  test("nothing is found at the end of a long way", async () => {
    expect((await ask(site.port, `/${"a/".repeat(2000)}`)).status).toBe(404);
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("%s is refused", async (method) => {
    const answer = await ask(site.port, "/", {}, method);
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("GET, HEAD");
  });
});

test("/health tells the state of the run", async () => {
  const answer = await ask(site.port, "/health");
  expect(answer.headers["content-type"]).toContain("application/json");
  expect(JSON.parse(answer.body)).toMatchObject({ phase: "building", playing: true, clients: 0, month: 12 });
});

describe("who may ask", () => {
  test.each(["localhost", "127.0.0.1:9000", "[::1]:80", "LOCALHOST:8019"])("Host %s", async (host) => {
    expect((await ask(site.port, "/health", { Host: host })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil@127.0.0.1",
    "127.0.0.1/evil",
    "0.0.0.0",
    "192.168.1.7",
  ])("not Host %s", async (host) => {
    const answer = await ask(site.port, "/health", { Host: host });
    expect([400, 403]).toContain(answer.status);
    expect(answer.body).not.toContain("playing");
  });

  test.each(["http://evil.example", "null", "http://127.0.0.1:1", "file://"])(
    "not Origin %s",
    async (origin) => {
      expect((await ask(site.port, "/health", { Origin: origin })).status).toBe(403);
    },
  );

  test("its own Origin", async () => {
    const origin = `http://127.0.0.1:${site.port}`;
    expect((await ask(site.port, "/health", { Origin: origin })).status).toBe(200);
  });
});

describe("a client that does not speak HTTP", () => {
  test.each([
    ["garbage", "\u0001\u0002\u0003 hello\r\n\r\n"],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["no host in HTTP 1.0", "GET / HTTP/1.0\r\n\r\n"],
    ["a head without end", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
    ["two lengths", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"],
  ])("is answered 400 or so and let go: %s", async (_, bytes) => {
    expect(await sendRaw(site.port, bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  test("is let go when it says nothing to the end", async () => {
    const began = performance.now();
    const answer = await sendRaw(site.port, "GET / HTTP/1.1\r\nHost: loc");
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});
