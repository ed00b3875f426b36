/** How a calibration is told: as one JSON object, and as tables for people. */
import type { Calibration, CalibrationSettings } from "../calibration/calibrate.ts";
import { pointsOf, survivorsOf } from "../calibration/ensemble.ts";
import { CUT, implausibility, jointCut, jointly, type WaveReport, worst } from "../calibration/history.ts";
import { type Posterior, posteriorsOf, type Together, togetherIn } from "../calibration/posterior.ts";
import type { Recovery } from "../calibration/synthetic.ts";
import { aligned, figure } from "./summary.ts";

/** One wave in a line. */
export function waveText({ wave, runs, survivors, let: through, box }: WaveReport): string {
  const searched = `${figure(100 * box, 2)} % of the priors searched`;
  const share = through === null ? "" : `, ${figure(100 * through, 3)} % of these let through`;
  return `wave ${wave}: ${runs} runs, ${survivors} points survive; ${searched}${share}`;
}

/** What rules out the run that comes nearest. */
export function noneSurvives({ targets, tried }: Calibration): string {
  const nearest = tried
    .map(({ statistics: each }) => ({ ...worst(targets, each), sum: jointly(targets, each) }))
    .reduce((best, each) => (each.sum < best.sum ? each : best));
  const one = `${figure(nearest.value, 1)} standard deviations from ${nearest.name}, ${CUT} are allowed`;
  const most = figure(jointCut(targets.length), 0);
  const all = `${figure(nearest.sum, 0)} for their squares over all facts, ${most} are allowed`;
  return `no point survives: the nearest is ${one}, and ${all}`;
}

/** What was found for programs. */
export function plainCalibration(found: Calibration, settings: CalibrationSettings, file: string) {
  const survivors = survivorsOf(found);
  return {
    file,
    ...settings,
    tried: found.tried.length,
    survivors: survivors.length,
    parameters: posteriorsOf(found.fitted, pointsOf(survivors)),
    together: togetherIn(found.fitted, pointsOf(survivors)),
  };
}

/** What was found for people. */
export function calibrationText(found: Calibration, file: string, waves: readonly string[]): string {
  const survivors = survivorsOf(found);
  const lines = [
    ...waves,
    "",
    ...factLines(found),
    "",
    ...parameterLines(
      posteriorsOf(found.fitted, pointsOf(survivors)),
      togetherIn(found.fitted, pointsOf(survivors)),
    ),
    "",
    `${survivors.length} of ${found.tried.length} points survive: no fact rules them out, nor all together.`,
    `written to ${file}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Recovery of a known point for programs. */
export function plainRecovery(found: Recovery, truth: number, settings: CalibrationSettings) {
  const survivors = survivorsOf(found);
  return {
    truth,
    ...settings,
    survives: found.survives,
    implausibility: found.implausibility,
    tried: found.tried.length,
    survivors: survivors.length,
    parameters: withTruth(found).map(({ posterior, value, within }) => ({
      ...posterior,
      truth: value,
      within,
    })),
  };
}

/** Recovery of a known point for people. */
export function recoveryText(found: Recovery, waves: readonly string[]): string {
  const rows = withTruth(found).map(({ posterior, value, within }) => [
    posterior.name,
    figure(value, 4),
    `${figure(posterior.low, 4)} … ${figure(posterior.high, 4)}`,
    `${figure(100 * posterior.left, 0)} %`,
    within ? "within" : "outside",
  ]);
  const inside = rows.filter((row) => row.at(-1) === "within").length;
  const end = found.survives ? "survives" : "is ruled out";
  const lines = [
    ...waves,
    "",
    aligned([["parameter", "truth", "nine in ten points", "of the prior", ""], ...rows]),
    "",
    `The known point ${end}: ${figure(found.implausibility, 1)} standard deviations from a fact at most;`,
    `${inside} of ${rows.length} known values lie in the range of nine in ten points.`,
  ];
  return `${lines.join("\n")}\n`;
}

function withTruth(found: Recovery) {
  return posteriorsOf(found.fitted, pointsOf(survivorsOf(found))).map((posterior, k) => {
    const value = found.truth[k] ?? Number.NaN;
    return { posterior, value, within: value >= posterior.low && value <= posterior.high };
  });
}

function factLines(found: Calibration): readonly string[] {
  const survivors = survivorsOf(found);
  const rows = found.targets.map((target) => {
    const { name, statistic, low, high, unit } = target.fact;
    const met = survivors.filter(
      ({ statistics }) => statistics[statistic] >= low && statistics[statistic] <= high,
    );
    const out = found.tried.filter(({ statistics }) => implausibility(target, statistics) > CUT).length;
    return [name, statistic, `${low} … ${high} ${unit}`, `${met.length} in the band`, `rules out ${out}`];
  });
  return [aligned([["fact", "statistic", "band", "survivors", "runs"], ...rows])];
}

function parameterLines(posteriors: readonly Posterior[], together: readonly Together[]): readonly string[] {
  const rows = posteriors.map(({ name, facts, prior, low, median, high, left, pinned }) => [
    name,
    facts.join(", "),
    `${prior[0]} … ${prior[1]}`,
    `${figure(low, 4)} … ${figure(median, 4)} … ${figure(high, 4)}`,
    pinned ? `${figure(100 * left, 0)} % left` : "not pinned down",
  ]);
  const pairs = together.map(({ first, second, correlation }) => {
    return `${first} and ${second} are known only together (rank correlation ${figure(correlation, 2)})`;
  });
  return [aligned([["parameter", "facts", "prior", "nine in ten points", ""], ...rows]), ...pairs];
}
