/** Chromium: how it is found and started, and the engine in a worker of a page. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
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
/** Headers without which a page has no memory that threads and kernels share. */
const ISOLATED = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
] as const;
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
        worker.onmessage = ({ data }) => {
          if (data.outcome !== undefined) resolve(data.outcome);
          else reject(new Error(data.failure));
        };
        worker.onerror = ({ message }) => reject(new Error(message || `${path} does not load`));
        worker.postMessage(sent);
      }),
    [WORKER, task] as const,
  );
}

/** Serves an empty page and the built modules on a free port of this machine while they are used. */
async function withModules<T>(use: (origin: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    answer(request.url ?? "/", response).catch(() => response.destroy());
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

/** Answers with the page, a built module or the kernels. */
async function answer(path: string, response: ServerResponse): Promise<void> {
  for (const [name, value] of ISOLATED) response.setHeader(name, value);
  const ending = /^\/(?:bench|sim)\/[\w/-]+\.(js|wasm)$/.exec(path)?.[1];
  const file = ending === undefined ? undefined : fileURLToPath(new URL(`../..${path}`, import.meta.url));
  if (file !== undefined && existsSync(file)) {
    response.setHeader("Content-Type", ending === "js" ? "text/javascript" : "application/wasm");
    response.end(await readFile(file));
  } else if (path === "/") {
    response.setHeader("Content-Type", "text/html").end("<!doctype html><title>same bits</title>");
  } else {
    response.writeHead(404).end();
  }
}
