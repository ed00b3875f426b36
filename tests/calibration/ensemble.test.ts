/** The file of the ensemble: what it holds, that it is read back, what is refused. */
import { describe, expect, it } from "vitest";
import { baseRun, type Calibration } from "../../sim/calibration/calibrate.ts";
import {
  formatEnsemble,
  loadEnsemble,
  parseEnsemble,
  presentVersion,
  survivorsOf,
} from "../../sim/calibration/ensemble.ts";
import { FITTED, presentPoint } from "../../sim/calibration/fitted.ts";
import { targetOf } from "../../sim/calibration/history.ts";
import { STATISTIC_NAMES } from "../../sim/calibration/observe.ts";
import { truthOf } from "../../sim/calibration/synthetic.ts";
import { factOf, triedAt } from "./small-calibration.ts";

const settings = { seed: "a", households: 600, months: 36, waves: 2, runs: 3, points: 2 };
const small: Calibration = {
  run: baseRun(settings),
  fitted: FITTED,
  targets: [targetOf(factOf("movingRate", 8.8, 11.4), 0, 0)],
  spreads: Object.fromEntries(
    STATISTIC_NAMES.map((name) => [name, { luck: 0.01, size: 0 }]),
  ) as Calibration["spreads"],
  tried: [
    triedAt(presentPoint(), { movingRate: 10 }),
    triedAt(truthOf(1), { movingRate: 11 }),
    triedAt(truthOf(2), { movingRate: 30 }, 2),
  ],
};

describe("the file of an ensemble", () => {
  const text = formatEnsemble(small, settings);
  const found = parseEnsemble(text, "ensemble.json");

  it("is read back: points that no fact rules out, with the fact they are farthest from", () => {
    expect(survivorsOf(small)).toHaveLength(2);
    expect(found.points.map(({ parameters }) => Object.values(parameters))).toEqual([
      presentPoint(),
      truthOf(1),
    ]);
    expect(found.points[1]).toMatchObject({ farthest: "movingRate", implausibility: expect.any(Number) });
    expect(found.settings).toMatchObject(settings);
    expect(found.version).toEqual(presentVersion(small.run.digests));
  });

  it("is the same text again, with a line for every point and parameter", () => {
    expect(formatEnsemble(small, settings)).toBe(text);
    const plain = JSON.parse(text);
    expect(plain.about).toMatchObject({ tried: 3, survivors: 2, cut: 3 });
    expect(plain.parameters).toHaveLength(FITTED.length);
    expect(plain.facts[0]).toMatchObject({ met: 2, excludes: 1 });
  });

  it.each<[string, (plain: Record<string, unknown>) => unknown, string]>([
    ["is no object", () => [1], "is not a JSON object"],
    ["lacks its points", ({ points: _, ...rest }) => rest, "points"],
    ["has a parameter that is not known", (p) => ({ ...p, points: [point({ nought: 1 })] }), "nought"],
    ["has a value out of range", (p) => ({ ...p, points: [point({ searchBase: 99 })] }), "99 is not within"],
    ["has a value that is no number", (p) => ({ ...p, points: [point({ searchBase: "1" })] }), "not within"],
    ["has inherited names", (p) => ({ ...p, points: [point({ toString: 1 })] }), "no parameter"],
  ])("is refused where it %s", (_, change, said) => {
    const broken = JSON.stringify(change(JSON.parse(text)));
    expect(() => parseEnsemble(broken, "ensemble.json")).toThrow(said);
    expect(() => parseEnsemble(text.slice(0, -9), "ensemble.json")).toThrow("ENSEMBLE");
  });
});

function point(parameters: Record<string, unknown>) {
  return { parameters, implausibility: 1, farthest: "F01" };
}

describe("the ensemble that is shipped", () => {
  const shipped = loadEnsemble();

  it("has a hundred points or more, each within three standard deviations of every fact", () => {
    expect(shipped.points.length).toBeGreaterThanOrEqual(100);
    for (const { implausibility } of shipped.points) expect(implausibility).toBeLessThanOrEqual(3);
  });

  it("was made with the present parameters, constants, places and facts (voisinage calibrate)", () => {
    expect(shipped.version).toEqual(presentVersion(baseRun(shipped.settings).digests));
  });
});
