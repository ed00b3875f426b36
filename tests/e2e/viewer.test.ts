import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  faultsOfAccess,
  focusMap,
  monthsShown,
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
  [server, surfer] = await Promise.all([startServer(), startBrowser()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([surfer?.close(), server?.stop()]);
});

/** Text of a cell of the table of all indicators, as a number; group 0 is all places. */
async function figure(page: Page, indicator: string, group: number): Promise<number> {
  const cells = page.locator(`tr[data-indicator="${indicator}"] td`);
  const text = (await cells.nth(group + 1).textContent()) ?? "";
  return Number(
    text
      .replace(/[\s\u00a0]/g, "")
      .replace("−", "-")
      .replace(",", "."),
  );
}

/** Restarts, paused at the start. */
async function restartPaused(page: Page): Promise<void> {
  await setPlaying(page, false);
  await page.locator(".restart").click();
  await untilMonths(page, (months) => months === 0);
}

describe("the viewer", () => {
  test("opens, and months go on; the map changes; nothing comes from elsewhere", async () => {
    const { page, context, faults, strangers } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    const before = await pixels(page, "areas");
    const land = await pixels(page, "land");
    const at = await monthsShown(page);
    await untilMonths(page, (months) => months >= at + 2);
    expect(await pixels(page, "areas")).not.toBe(before);
    expect(await pixels(page, "land")).toBe(land);
    await expect
      .poll(() => page.locator(".sentence").textContent())
      .toMatch(/^Depuis \d+ mois, .+ (pour 1\s000|nettement d'habitants)/);
    expect(strangers).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("pauses, and plays on", async () => {
    const { page, context } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    await setPlaying(page, true);
    await untilMonths(page, (months) => months >= 1);
    await setPlaying(page, false);
    await page.waitForTimeout(600);
    const months = await monthsShown(page);
    await page.waitForTimeout(1000);
    expect(await monthsShown(page)).toBe(months);
    await setPlaying(page, true);
    await untilMonths(page, (now) => now > months);
    await context.close();
  });

  test("a lever moved by keyboard changes figures: more remote days at the end of the same run", async () => {
    const { page, context } = await surfer.open(`${server.url}#/?charts=table`);
    await page.locator(".transport select").selectOption("max");
    const remoteDays = async (lever: boolean): Promise<number> => {
      await restartPaused(page);
      if (lever) {
        const slider = page.locator('[data-lever="telework.employers"] input[type=range]');
        await slider.focus();
        await page.keyboard.press("End");
        await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/^100\s%/);
        await expect
          .poll(() => page.locator('[data-lever="telework.employers"]').getAttribute("data-moved"))
          .toBe("true");
      }
      await setPlaying(page, true);
      await untilMonths(page, (months) => months >= 120, 60_000);
      await page.waitForTimeout(1200);
      return figure(page, "remoteDays", 0);
    };
    const without = await remoteDays(false);
    const withLever = await remoteDays(true);
    expect(without).toBeGreaterThan(0);
    expect(withLever).toBeGreaterThan(without * 1.2);
    await page.locator(".transport select").selectOption("4");
    await context.close();
  }, 120_000);

  test("another scenario is run when it is asked for, not when it is chosen", async () => {
    const { page, context } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    const title = await page.locator("h1").textContent();
    await page.locator(".pick-a").selectOption("telework-right");
    expect(await page.locator("h1").textContent()).toBe(title);
    await page.locator(".restart").click();
    await expect.poll(() => page.locator("h1").textContent()).not.toBe(title);
    await page.locator(".pick-a").selectOption("reference");
    await page.locator(".restart").click();
    await expect.poll(() => page.locator("h1").textContent()).toBe(title);
    await context.close();
  });

  test("every word changes with the language, and none is missing", async () => {
    const { page, context } = await surfer.open(`${server.url}#/?charts=table`);
    await restartPaused(page);
    const words = async (language: string): Promise<string[]> => {
      await page.locator(`.segments input[lang=${language}]`).check();
      await expect.poll(() => page.locator("html").getAttribute("lang")).toBe(language);
      await page.waitForTimeout(100);
      return page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        while (walker.nextNode()) found.push((walker.currentNode.textContent ?? "").trim());
        const named = [...document.querySelectorAll("[aria-label], [title]")];
        found.push(
          ...named.map((each) => each.getAttribute("aria-label") ?? each.getAttribute("title") ?? ""),
        );
        return found.filter((each) => /\p{L}{4}/u.test(each));
      });
    };
    const french = await words("fr");
    const dutch = await words("nl");
    const english = await words("en");
    const same = (a: readonly string[], b: readonly string[]) => [
      ...new Set(a.filter((each) => b.includes(each))),
    ];
    // Words that two of the languages share.
    const shared = ["Population", "Indicator", "Inflation", "Zone", "Scenario", "Contestation"];
    const names = new RegExp(
      `^(voisinage.*|npm run .*|Français|Nederlands|English|Concentration .*|${shared.join("|")})$`,
    );
    expect(french.length).toBeGreaterThan(120);
    expect(same(french, dutch).filter((each) => !names.test(each))).toEqual([]);
    expect(same(french, english).filter((each) => !names.test(each))).toEqual([]);
    expect(same(dutch, english).filter((each) => !names.test(each))).toEqual([]);
    const all = [...french, ...dutch, ...english].join("\n");
    expect(all).not.toMatch(/undefined|NaN|\[object|\b(unit|class|short|column)_/);
    await context.close();
  });

  test("the table twins hold every place and the figures of every class", async () => {
    const { page, context } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    for (const choice of await page.locator('.segments input[value="table"]').all()) await choice.check();
    await page.getByRole("button", { name: /573/ }).click();
    await expect.poll(() => page.locator(".map-tables tbody").first().locator("tr").count()).toBe(573);
    const total = await figure(page, "population", 0);
    const classes = await Promise.all([1, 2, 3, 4, 5, 6].map((group) => figure(page, "population", group)));
    expect(total).toBeGreaterThan(70e6);
    expect(Math.abs(classes.reduce((sum, each) => sum + each, 0) - total)).toBeLessThan(10);
    expect(page.url()).toContain("map=table");
    await context.close();
  });

  test("the map is walked by keyboard, and says what it shows", async () => {
    const { page, context } = await surfer.open(server.url);
    await untilMonths(page, (months) => months >= 0);
    await setPlaying(page, true);
    await untilMonths(page, (months) => months >= 1);
    await focusMap(page);
    await page.keyboard.press("Home");
    await expect.poll(() => page.locator(".map-tip h3").textContent()).toBe("Paris");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.locator(".map-tip h3").textContent()).not.toBe("Paris");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".map-tip").isVisible()).toBe(false);
    await context.close();
  });

  test("Tab reaches every control that is seen, and leaves none trapped", async () => {
    const { page, context } = await surfer.open(server.url);
    await restartPaused(page);
    const controls = await page.evaluate(
      () =>
        [...document.querySelectorAll("button, select, input, summary, a[href], [tabindex='0']")].filter(
          (each) => each.checkVisibility() && !(each as HTMLButtonElement).disabled,
        ).length,
    );
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const reached = new Set<string>();
    for (let step = 0; step < controls + 5; step++) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => {
          const all = [...document.querySelectorAll("*")];
          return String(all.indexOf(document.activeElement ?? document.body));
        }),
      );
    }
    // Of a group of radio buttons one is reached: theme (3), language (3), map (2), charts (2).
    expect(reached.size).toBeGreaterThanOrEqual(controls - 6);
    await setPlaying(page, true);
    await context.close();
  });

  test("nothing moves by itself for those who prefer it so", async () => {
    const { page, context } = await surfer.open(server.url, { reducedMotion: "reduce" });
    await untilMonths(page, (months) => months >= 0);
    await setPlaying(page, true);
    await page.locator(".transport select").selectOption("0.5");
    await page.waitForTimeout(1500);
    const month = await untilMonths(page, (months) => months >= 1);
    await untilMonths(page, (months) => months > month);
    const before = await pixels(page, "flows");
    await page.waitForTimeout(300);
    expect(await pixels(page, "flows")).toBe(before);
    await page.locator(".transport select").selectOption("4");
    await context.close();
  });

  test.each(["fr", "nl", "en"])("fits 320 px without sideways scrolling in %s", async (language) => {
    const size = { viewport: { width: 320, height: 640 } };
    for (const shape of ["picture", "table"]) {
      const address = `${server.url}#/?lang=${language}&map=${shape}&charts=${shape}`;
      const { page, context } = await surfer.open(address, size);
      await untilMonths(page, (months) => months >= 0);
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      await context.close();
    }
  });

  test.each([
    ["light", "picture"],
    ["light", "table"],
    ["dark", "picture"],
    ["dark", "table"],
  ])("has no serious fault of accessibility: %s, %s", async (theme, shape) => {
    const address = `${server.url}#/?theme=${theme}&map=${shape}&charts=${shape}`;
    const { page, context } = await surfer.open(address, { bypassCSP: true });
    await untilMonths(page, (months) => months >= 0);
    await page.waitForTimeout(300);
    expect(await faultsOfAccess(page)).toEqual([]);
    await context.close();
  });
});

describe("a server that goes and comes back", () => {
  test("is found again within 5 s, and months go on", async () => {
    let mine = await startServer();
    const { page, context } = await surfer.open(mine.url);
    await untilMonths(page, (months) => months >= 2);
    await mine.stop();
    await expect.poll(() => page.locator(".link-state").getAttribute("data-link")).toBe("lost");
    mine = await startServer(mine.port);
    const began = performance.now();
    await expect
      .poll(() => page.locator(".link-state").getAttribute("data-link"), { timeout: 10_000 })
      .toBe("open");
    expect(performance.now() - began).toBeLessThan(5000);
    const months = await untilMonths(page, (now) => now >= 0);
    await untilMonths(page, (now) => now >= months + 2);
    await Promise.all([context.close(), mine.stop()]);
  }, 90_000);
});
