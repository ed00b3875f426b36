/** Chromium: how it is found and started, and the engine in a worker of a page. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { answerFile } from "../../sim/server/static.ts";
import type { Outcome, Task } from "./digests.ts";
import { NotHere, type Runtime, secondsSince } from "./runtime.ts";
import { makeTask } from "./task.ts";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** A browser that talks to nobody but the page's server, and needs no graphics card. */
const SWITCHES = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WORKER = "/bench/same-bits/page-worker.js";

/**
 * Starts the Chromium that CHROMIUM names, or one on the path.
 * @throws NotHere where there is none
 */
export async function launchChromium(): Promise<Browser> {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  const executablePath = process.env.CHROMIUM ?? found;
  if (executablePath === undefined) {
    throw new NotHere("no Chromium: install chromium, or set CHROMIUM to its path");
  }
  const { chromium } = await import("playwright-core");
  return await chromium.launch({ executablePath, args: SWITCHES });
}

/** The engine as it was built, in a module worker of a page. */
export const chromiumWorker: Runtime = {
  id: "chromium",
  name: "Chromium, worker",
  measure: async (size) => {
    const task = makeTask(size);
    const began = performance.now();
    const browser = await launchChromium();
    try {
      const outcome = await withModules((origin) => computeInPage(browser, origin, task));
      return { version: browser.version(), outcome, seconds: secondsSince(began) };
    } finally {
      await browser.close();
    }
  },
};

async function computeInPage(browser: Browser, origin: string, task: Task): Promise<Outcome> {
  const page = await browser.newPage();
  await page.goto(origin);
  return await page.evaluate(
    ([path, sent]) =>
      new Promise<Outcome>((resolve, reject) => {
        const worker = new Worker(path, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message || `${path} does not load`));
        worker.postMessage(sent);
      }),
    [WORKER, task] as const,
  );
}

/** Serves an empty page and the built modules on a free port of this machine while they are used. */
async function withModules<T>(use: (origin: string) => Promise<T>): Promise<T> {
  const built = fileURLToPath(new URL("../../", import.meta.url));
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path === "/")
      response.setHeader("Content-Type", "text/html").end("<!doctype html><title>bits</title>");
    else answerFile(request, response, built, path).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  try {
    return await use(`http://127.0.0.1:${address.port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
