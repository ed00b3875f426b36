/** The bar is for those who watch; pipes get few lines, and quiet gets nothing. */
import { describe, expect, test } from "vitest";
import { duration, startProgress } from "../../sim/cli/progress.ts";
import { fakeTerminal } from "./fake-terminal.ts";

describe("progress", () => {
  test("draws a bar with the time left, at most ten times a second, and takes it away", () => {
    const terminal = fakeTerminal(true);
    const progress = startProgress(terminal, false);
    for (let month = 0; month <= 120; month++) {
      terminal.time = month * 50;
      progress.update(month, 120, "reference 2019-01");
    }
    const drawn = terminal.errors.split("\r\u001b[2K").slice(1);
    expect(drawn).toHaveLength(61);
    expect(drawn[30]).toMatch(/^reference 2019-01 █+░+ {2}50 %, 3 s left$/);
    expect(drawn[60]).toMatch(/^reference 2019-01 █+ 100 %$/);
    for (const line of drawn) expect(line.length).toBeLessThan(80);
    progress.end();
    expect(terminal.errors.endsWith("\r\u001b[2K")).toBe(true);
  });

  test("leaves the bar out where it does not fit", () => {
    const terminal = fakeTerminal(true, 30);
    startProgress(terminal, false).update(1, 2, "reference 2019-01");
    expect(terminal.errors).not.toMatch(/[█░]/);
  });

  test("writes a line each ten seconds where nobody watches", () => {
    const terminal = fakeTerminal(false);
    const progress = startProgress(terminal, false);
    for (let second = 0; second <= 25; second++) {
      terminal.time = second * 1000;
      progress.update(second, 100, "reference 2019-01");
    }
    progress.end();
    expect(terminal.errors).toBe(
      "reference 2019-01   10 %, 1 min 30 s left\nreference 2019-01   20 %, 1 min 20 s left\n",
    );
  });

  test("is silent when told to be quiet", () => {
    const terminal = fakeTerminal(true);
    const progress = startProgress(terminal, true);
    progress.update(1, 2, "x");
    progress.end();
    expect(terminal.errors).toBe("");
  });

  test("says times as people do", () => {
    expect([0.2, 59, 60, 200, 7500].map(duration)).toEqual([
      "1 s",
      "59 s",
      "1 min 00 s",
      "3 min 20 s",
      "2 h 05 min",
    ]);
  });
});
