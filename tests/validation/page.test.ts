/** The page: whole by itself, readable without eyes, colours or a mouse, and honest about what fails. */
import { describe, expect, test } from "vitest";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import { PARAMETERS } from "../../sim/model/parameters.ts";
import { validationPage } from "../../sim/validation/page/page.ts";
import { SUBJECTS } from "../../sim/validation/page/sources.ts";
import { smallValidation } from "./small-validation.ts";

const { places } = loadBuiltIn();
const fit = {
  rows: [
    { statistic: "population", unit: "%", value: 0.41, wanted: "< 0.5", met: true },
    { statistic: "rent", unit: "%", value: 7.2, wanted: "< 5", met: false },
  ],
  maps: [
    {
      title: "Rents <a>",
      unit: "%",
      residuals: places.id.map((_, j) => (j === 3 ? Number.NaN : (j % 7) - 3)),
    },
  ],
};
const page = validationPage(smallValidation({ fit, version: "1 <b> & 'c'" }), {
  searchBase: { facts: ["F03a"], low: 0.41234, high: 0.5, pinned: true },
  meetBase: { facts: ["C32"], low: 1, high: 2, pinned: false },
});

describe("the page", () => {
  test("needs nothing from elsewhere: no script, no address, no file", () => {
    expect(page.match(/https?:|<script|<link|<img|<iframe|@import|url\(|\ssrc=/i)?.[0]).toBeUndefined();
    expect(page.match(/href="[^"]*"/g)?.every((each) => each.startsWith('href="#'))).toBe(true);
  });

  test("closes what it opens, and names nothing twice", () => {
    const open: string[] = [];
    for (const [, slash, tag = "", rest = ""] of page.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>/g)) {
      if (rest.endsWith("/") || tag === "meta" || tag === "br") continue;
      if (slash === "") open.push(tag);
      else expect(open.pop(), page.slice(0, 40)).toBe(tag);
    }
    expect(open).toEqual([]);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/(?:href="#|aria-labelledby=")([^"]*)"/g)) expect(ids).toContain(id);
  });

  test("makes texts safe", () => {
    expect(page.includes("1 &lt;b&gt; &amp; &#39;c&#39;"), "1 &lt;b&gt; &amp; &#39;c&#39;").toBe(true);
    expect(page.includes("Rents &lt;a&gt;"), "Rents &lt;a&gt;").toBe(true);
  });

  test("has no number that is none", () => {
    expect(page.match(/NaN|undefined|Infinity/)?.[0]).toBeUndefined();
  });

  test("tells of every picture in words, and of every table what it is", () => {
    const pictures = [...page.matchAll(/<svg class="(?:band|map)"[^>]*>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(5 + 1);
    for (const tag of pictures) expect(tag).toMatch(/role="img" aria-label="[^"]{20,}"/);
    expect(page.match(/<table>/g)?.length).toBe(page.match(/<caption>/g)?.length);
    expect(
      page.includes("F06.a: band 15 … 45 % of initial slope; mean of members 30.3, 80 % range 28.4 to 32.4;"),
      "F06.a: band 15 … 45 % of initial slope; mean of members 30.3, 80 % range 28.4 to 32.4;",
    ).toBe(true);
  });

  test("shows what fails as plainly as what passes, with signs beside colours", () => {
    expect(page.includes("1 pass, 1 fail, 1 are unresolved"), "1 pass, 1 fail, 1 are unresolved").toBe(true);
    expect(/id="F10">.*✗ fail/.test(page), String(/id="F10">.*✗ fail/)).toBe(true);
    expect(/id="F06">.*✓ pass/.test(page), String(/id="F06">.*✓ pass/)).toBe(true);
    expect(/id="F12">.*\? unresolved/.test(page), String(/id="F12">.*\? unresolved/)).toBe(true);
    expect(page.includes("not measured"), "not measured").toBe(true);
  });

  test("says where a naive model passes too", () => {
    expect(
      page.includes("Passed by gravity: this band proves nothing."),
      "Passed by gravity: this band proves nothing.",
    ).toBe(true);
    expect(page.match(/this band proves nothing/g)).toHaveLength(1);
  });

  test("gives every parameter with its source, and what was fitted", () => {
    for (const name of Object.keys(PARAMETERS))
      expect(page.includes(`<code>${name}</code>`), name).toBe(true);
    expect(Object.values(SUBJECTS).flatMap(Object.keys)).toEqual(Object.keys(PARAMETERS));
  });

  test("draws a disc for each place with a residual, filled above and open below", () => {
    const discs = [...page.matchAll(/<circle class="(above|below)"/g)].map(([, of]) => of);
    const residuals = fit.maps[0]?.residuals.filter((each) => each !== 0 && !Number.isNaN(each)) ?? [];
    expect(discs).toHaveLength(residuals.length);
    expect(discs.filter((of) => of === "above")).toHaveLength(residuals.filter((each) => each > 0).length);
  });

  test("is small enough to send", () => {
    expect(page.length).toBeLessThan(600_000);
  });
});
