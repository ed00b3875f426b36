/** Levers found, two scenarios side by side, the card of a place, and what can be taken away. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  faultsOfAccess,
  focusMap,
  pixels,
  type RunningServer,
  type Surfer,
  setPlaying,
  startBrowser,
  startServer,
  untilMonths,
} from "./stage.ts";

let server: RunningServer;
let surfer: Surfer;
beforeAll(async () => {
  [server, surfer] = await Promise.all([startServer(0, 3000), startBrowser()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([surfer?.close(), server?.stop()]);
});

/** Runs the reference beside a scenario for some months, as fast as it can, and pauses. */
async function compare(page: Page, scenario: string, months: number): Promise<void> {
  await untilMonths(page, (now) => now >= 0, 60_000);
  await page.locator(".pick-b").selectOption(scenario);
  await page.locator(".start-compare").click();
  await expect.poll(() => page.locator("h1 .versus").count(), { timeout: 20_000 }).toBe(1);
  await page.locator(".transport select").selectOption("max");
  await setPlaying(page, true);
  await untilMonths(page, (now) => now >= months, 120_000);
  await setPlaying(page, false);
  await page.waitForTimeout(1200);
}

describe("levers", () => {
  test("are found by any word, and those that were moved stand on top with their way back", async () => {
    const { page, context } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    await page.locator(".search input").fill("INTERET pret");
    await expect.poll(() => page.locator("[data-lever]").count()).toBe(1);
    const slider = page.locator('[data-lever="macro.mortgageRate"] input[type=range]');
    await slider.focus();
    await page.keyboard.press("End");
    const moved = page.locator('[data-moved-lever="macro.mortgageRate"]');
    await expect.poll(() => moved.count()).toBe(1);
    await page.locator(".search input").fill("zzz");
    await expect.poll(() => page.locator("[data-lever]").count()).toBe(0);
    await page.locator(".search input").fill("");
    await page.locator(".command summary").click();
    expect(await page.locator(".command code").textContent()).toMatch(
      /--set macro\.mortgageRate=10@20\d\d-\d\d/,
    );
    await moved.locator("button").click();
    await expect.poll(() => moved.count()).toBe(0);
    await context.close();
  });

  test("every lever is reached, and those with choices are radio buttons", async () => {
    const { page, context } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    for (const summary of await page.locator(".subject > summary").all()) {
      const open = await summary.evaluate((each) => (each.parentElement as HTMLDetailsElement).open);
      if (!open) await summary.click();
    }
    expect(await page.locator("[data-lever]").count()).toBeGreaterThan(16);
    const choices = page.locator(".choices");
    for (const each of await choices.all()) expect(await each.getByRole("radio").count()).toBeGreaterThan(1);
    await context.close();
  });
});

describe("two scenarios", () => {
  test("stand side by side: map, charts, table and sentence tell B - A", async () => {
    const { page, context, faults } = await surfer.open(`${server.url}#/?charts=table`);
    await compare(page, "telework-right", 48);
    expect(await page.locator(".sentence").textContent()).toMatch(/^Après \d+ mois, .*A/);
    const cells = await page.locator('.more-charts tr[data-indicator="remoteDays"] td').allTextContents();
    const [a = 0, b = 0, difference = 0] = cells
      .slice(1)
      .map((text) => Number(text.replace(",", ".").replace("−", "-").replace("+", "")));
    expect(b).toBeGreaterThan(a);
    expect(Math.abs(b - a - difference)).toBeLessThan(0.011);
    const shown = await pixels(page, "areas");
    await page.locator('.segments input[value="both"]').check();
    await expect.poll(() => page.locator(".map-box").count()).toBe(2);
    await page.locator('.segments input[value="difference"]').check();
    await expect.poll(() => page.locator(".map-box").count()).toBe(1);
    await expect.poll(() => pixels(page, "areas")).toBe(shown);
    expect(await faultsOfAccess(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  }, 240_000);

  test("a policy moves in B only; the comparison can be ended", async () => {
    const { page, context } = await surfer.open(server.url);
    await expect.poll(() => page.locator("h1 .versus").count(), { timeout: 20_000 }).toBe(1);
    const lever = page.locator('[data-lever="telework.norm"]');
    await lever.locator("input[type=range]").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => lever.locator(".in-a").count()).toBe(1);
    await page.locator(".pick-b").selectOption("");
    await page.locator(".start-compare").click();
    await expect.poll(() => page.locator("h1 .versus").count()).toBe(0);
    await untilMonths(page, (months) => months >= 0);
    await context.close();
  }, 120_000);
});

describe("a place", () => {
  test("has a card with its numbers and an explained household, by keyboard alone", async () => {
    const { page, context, faults } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    await focusMap(page);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".place-card h2").textContent()).toBe("Paris");
    await page.locator(".household button").click();
    await expect
      .poll(() => page.locator(".explain-sentence").textContent(), { timeout: 20_000 })
      .toMatch(/utilité|portée/);
    await page.locator(".household details summary").click();
    expect(await page.locator(".household tbody tr").count()).toBeGreaterThan(1);
    expect(await faultsOfAccess(page)).toEqual([]);
    await page.locator(".place-card h2").focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".place-card").count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe("what is seen can be taken away", () => {
  test("as a picture that is not blank, and as the numbers of every month", async () => {
    const { page, context } = await surfer.open(server.url);
    await setPlaying(page, true);
    await untilMonths(page, (months) => months >= 3, 60_000);
    await setPlaying(page, false);
    const save = async (kind: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator('[data-chart="rent"] .save', { hasText: kind }).click(),
      ]);
      return readFileSync(await download.path());
    };
    const picture = await save("PNG");
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    expect(picture.length).toBeGreaterThan(8000);
    const rows = (await save("CSV")).toString().trim().split("\r\n");
    expect(rows[0]).toMatch(/^\ufeff?month,rent all \[EUR\/m2\/month\],rent capital/);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows.every((row) => row.split(",").length === 8)).toBe(true);
    await context.close();
  }, 120_000);
});
