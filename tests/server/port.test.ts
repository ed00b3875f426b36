import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openingCommand } from "../../sim/server/browser.ts";
import { isLoopback, namesOfServer } from "../../sim/server/guard.ts";
import { DEFAULT_PORT, listen } from "../../sim/server/port.ts";

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function webServer() {
  const server = createServer();
  open.push(server);
  return server;
}

/** Takes a port, or finds it taken already. */
function occupy(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createTcpServer();
    open.push(server);
    server.on("error", () => resolve(port));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

test("a port that the user asked for and that is in use is told with what to do", async () => {
  const taken = await occupy(0);
  await expect(listen(webServer(), "127.0.0.1", taken)).rejects.toMatchObject({
    code: "SERVER_PORT_IN_USE",
    message: expect.stringContaining(`--port ${taken}: is in use; end the program that uses it`),
  });
});

test("where the user asked for none, the next free one is taken", async () => {
  await occupy(DEFAULT_PORT);
  const port = await listen(webServer(), "127.0.0.1", undefined);
  expect(port).toBeGreaterThan(DEFAULT_PORT);
  expect(port).toBeLessThanOrEqual(DEFAULT_PORT + 20);
});

test.each([-1, 65536, 80.5, Number.NaN])("%s is no port", async (port) => {
  await expect(listen(webServer(), "127.0.0.1", port)).rejects.toMatchObject({ code: "SERVER_PORT" });
});

test("an address of another machine is no host", async () => {
  await expect(listen(webServer(), "192.0.2.1", 0)).rejects.toMatchObject({ code: "SERVER_HOST" });
});

test("the names of a server are those of this machine", () => {
  expect(isLoopback("::1") && isLoopback("[::1]") && isLoopback("LocalHost")).toBe(true);
  expect(isLoopback("0.0.0.0") || isLoopback("192.168.1.7") || isLoopback("")).toBe(false);
  expect([...namesOfServer("127.0.0.1", false)]).toEqual(["127.0.0.1", "localhost", "[::1]"]);
  expect(namesOfServer("192.168.1.7", true).has("192.168.1.7")).toBe(true);
});

test("a browser is opened where there is a desktop, by the desktop's own means", () => {
  const url = "http://127.0.0.1:8019/?token=a&b";
  expect(openingCommand(url, { platform: "linux", env: {} })).toBeUndefined();
  expect(openingCommand(url, { platform: "linux", env: { DISPLAY: ":0" } })).toEqual(["xdg-open", url]);
  expect(openingCommand(url, { platform: "linux", env: { WAYLAND_DISPLAY: "w" } })).toEqual([
    "xdg-open",
    url,
  ]);
  expect(openingCommand(url, { platform: "darwin", env: {} })).toEqual(["open", url]);
  expect(openingCommand(url, { platform: "win32", env: {} })?.at(-1)).toBe(url.replace("&", "^&"));
});
