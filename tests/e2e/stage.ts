/** The real program and a real Chromium, for the tests of the whole. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "../../bench/same-bits/chromium.ts";
import { ROOT } from "../tidy/source.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROGRAM = join(ROOT, "sim/cli/launch/voisinage.mjs");
/** A server as a user starts it. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts `voisinage serve` as a program of its own.
 * @param port 0 for any
 * @param households simulated; few, so that months pass swiftly
 */
export async function startServer(port = 0, households = 5000): Promise<RunningServer> {
  const words = ["serve", "reference", "--seed", "e2e", "--no-open", "--json"];
  const numbers = ["--households", String(households), "--port", String(port)];
  const child = spawn(process.execPath, [PROGRAM, ...words, ...numbers], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const first = await firstLine(child);
  const { url, port: bound } = JSON.parse(first) as { url: string; port: number };
  return { url, port: bound, stop: () => stop(child) };
}

/** First line on stdout; fails with what stands on stderr if the program ends before. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = "";
    let err = "";
    child.stderr?.on("data", (text: Buffer) => {
      err += text.toString();
    });
    child.stdout?.on("data", (text: Buffer) => {
      out += text.toString();
      const end = out.indexOf("\n");
      if (end >= 0) resolve(out.slice(0, end));
    });
    child.on("close", (code) => reject(new Error(`serve ended with ${code}: ${err}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.on("close", () => resolve());
    child.kill("SIGTERM");
  });
}

/** A browser with an empty profile. */
export interface Surfer {
  /** A page of its own context; `faults` gathers what the page complains of. */
  open(address: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: string[];
  /** Addresses asked for, but those of the page's own server. */
  readonly strangers: string[];
}

/** Starts a browser. */
export async function startBrowser(): Promise<Surfer> {
  const profile = mkdtempSync(join(tmpdir(), "voisinage-browser-"));
  const browser = await launchChromium();
  return {
    open: async (address, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      const visit: Visit = { page, context, faults: [], strangers: [] };
      const origin = new URL(address).host;
      page.on("pageerror", ({ message }) => visit.faults.push(message));
      page.on("console", (line) => {
        if (line.type() === "error") visit.faults.push(line.text());
      });
      page.on("request", (request) => {
        const { host, protocol } = new URL(request.url());
        if (host !== origin && protocol !== "data:") visit.strangers.push(request.url());
      });
      await page.goto(address);
      return visit;
    },
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** What the viewer says of time: months since the start; NaN while the population is being built. */
export async function monthsShown(page: Page): Promise<number> {
  const count = page.locator('.clock[data-building="false"] .count');
  const text = (await count.textContent({ timeout: 1000 })) ?? "";
  return Number(/\d+/.exec(text.replace(/[\s.,\u00a0]/g, " "))?.[0] ?? Number.NaN);
}

/** Waits until months are shown that satisfy a condition. */
export async function untilMonths(
  page: Page,
  holds: (months: number) => boolean,
  ms = 20_000,
): Promise<number> {
  const deadline = performance.now() + ms;
  for (;;) {
    const months = await monthsShown(page).catch(() => Number.NaN);
    if (holds(months)) return months;
    if (performance.now() > deadline) throw new Error(`after ${ms} ms the viewer shows month ${months}`);
    await page.waitForTimeout(50);
  }
}

/** Digest of what a layer of the map shows. */
export function pixels(page: Page, layer: "land" | "flows" | "areas"): Promise<string> {
  return page.locator(`canvas[data-layer="${layer}"]`).evaluate(async (canvas) => {
    const bytes = new TextEncoder().encode((canvas as HTMLCanvasElement).toDataURL());
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16)).join("");
  });
}

/** Puts the keyboard on the map once it answers. */
export async function focusMap(page: Page): Promise<void> {
  await page.locator('.map-box[aria-busy="false"]').focus();
}

/** Presses the play or pause button, if need be, and waits until the simulation plays or not. */
export async function setPlaying(page: Page, playing: boolean): Promise<void> {
  const button = page.locator("button.play:enabled");
  const plays = async (): Promise<boolean> =>
    (await button.locator("path").getAttribute("d"))?.includes("h3.4v13") === true;
  if ((await plays()) !== playing) await button.click();
  const deadline = performance.now() + 10_000;
  while ((await plays()) !== playing) {
    if (performance.now() > deadline)
      throw new Error(`the simulation ${playing ? "does not play" : "plays"}`);
    await page.waitForTimeout(20);
  }
}

interface AxeFault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Serious faults of accessibility that axe finds in the page. */
export async function faultsOfAccess(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: AxeFault[] }> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  });
}
