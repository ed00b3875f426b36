/**
 * A picture of a part: its band as a bar, each member as a tick, the 80 % range over members as a thin
 * line, the interval of the mean as a thick one, the mean as a disc; naive models as open diamonds. Shapes
 * tell all, colour adds to it.
 */
import { type Baseline, bandText, decimalsOf } from "../validation.ts";
import type { PartResult } from "../verdicts.ts";
import { escaped, number, px } from "./html.ts";

const WIDTH = 640;
const HEIGHT = 92;
const MARGIN = 14;
const BAND_TOP = 14;
const BAND_HEIGHT = 40;
const MIDDLE = BAND_TOP + BAND_HEIGHT / 2;

/** The picture as SVG, with a sentence for those who do not see it. */
export function bandPicture(result: PartResult, baselines: readonly Baseline[]): string {
  const { part } = result;
  const naive = baselines.flatMap(({ name, values }) => {
    const value = values[part.key];
    return value === undefined || !Number.isFinite(value) ? [] : [{ name, value }];
  });
  const scale = scaleOf(
    result,
    naive.map(({ value }) => value),
  );
  const said = sentenceOf(result, naive);
  return [
    `<svg class="band" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(said)}">`,
    band(result, scale),
    axis(result, scale),
    ...members(result, scale),
    ...naive.map(({ value }) => diamond(scale.x(value))),
    "</svg>",
  ].join("");
}

interface Scale {
  readonly from: number;
  readonly to: number;
  readonly x: (value: number) => number;
}

/** Shows the band, all members and the naive models, as far as they are not absurdly far away. */
function scaleOf({ part, values, meanLow, meanHigh }: PartResult, naive: readonly number[]): Scale {
  const ends = [part.low, part.high].filter((each) => each !== null);
  const near = [...ends, meanLow, meanHigh, ...values].filter(Number.isFinite);
  const [least, most] = [Math.min(...near), Math.max(...near)];
  const reach = (most - least || Math.abs(most) || 1) * 2;
  const shown = [...near, ...naive.filter((each) => each > least - reach && each < most + reach)];
  const room = 0.12 * (Math.max(...shown) - Math.min(...shown) || Math.abs(most) || 1);
  const [from, to] = [Math.min(...shown) - room, Math.max(...shown) + room];
  const x = (value: number) => {
    const at = MARGIN + ((value - from) / (to - from)) * (WIDTH - 2 * MARGIN);
    return Math.max(2, Math.min(WIDTH - 2, at));
  };
  return { from, to, x };
}

function band({ part }: PartResult, { from, to, x }: Scale): string {
  const [left, right] = [x(part.low ?? from - (to - from)), x(part.high ?? to + (to - from))];
  const shape = `y="${BAND_TOP}" height="${BAND_HEIGHT}"`;
  const edges = [part.low, part.high]
    .filter((each) => each !== null)
    .map((each) => {
      const at = px(x(each));
      const [top, bottom] = [BAND_TOP - 6, BAND_TOP + BAND_HEIGHT + 6];
      return `<line class="edge" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/>`;
    });
  return `<rect class="inside" x="${px(left)}" width="${px(right - left)}" ${shape}/>${edges.join("")}`;
}

/** Numbers under the ends of the band and under the mean, the latter lower down. */
function axis(result: PartResult, { x }: Scale): string {
  const { part, value } = result;
  const decimals = decimalsOf(result);
  const ends = [part.low, part.high].filter((each) => each !== null);
  const label = (at: number, text: string, y: number, of: string) => {
    const anchor = at < 40 ? "start" : at > WIDTH - 40 ? "end" : "middle";
    return `<text class="${of}" x="${px(at)}" y="${y}" text-anchor="${anchor}">${text}</text>`;
  };
  const told = ends.map((each) => label(x(each), number(each, decimals), HEIGHT - 22, "end"));
  if (Number.isFinite(value)) told.push(label(x(value), number(value, decimals), HEIGHT - 4, "mean"));
  return told.join("");
}

function members({ value, low, high, meanLow, meanHigh, values }: PartResult, { x }: Scale): string[] {
  if (!Number.isFinite(value)) return [];
  const line = (from: number, to: number, of: string) =>
    `<line class="${of}" x1="${px(x(from))}" x2="${px(x(to))}" y1="${MIDDLE}" y2="${MIDDLE}"/>`;
  const ticks = values.filter(Number.isFinite).map((each) => {
    const at = px(x(each));
    return `M${at} ${BAND_TOP + 4}v10`;
  });
  return [
    `<path class="member" d="${ticks.join("")}"/>`,
    line(low, high, "range"),
    line(meanLow, meanHigh, "interval"),
    `<circle class="mean" cx="${px(x(value))}" cy="${MIDDLE}" r="5"/>`,
  ];
}

/** A naive model; one that is too far away stands at the edge, whole. */
function diamond(at: number): string {
  const x = Math.max(8, Math.min(WIDTH - 8, at));
  return `<path class="naive" d="M${px(x)} ${MIDDLE + 5}l6 6l-6 6l-6 -6z"/>`;
}

function sentenceOf(result: PartResult, naive: readonly { name: string; value: number }[]): string {
  const { part, value, low, high, verdict } = result;
  const shown = (each: number) => number(each, decimalsOf(result));
  const found = Number.isFinite(value)
    ? `mean of members ${shown(value)}, 80 % range ${shown(low)} to ${shown(high)}`
    : "not measured";
  const others = naive.map((each) => `; naive model ${each.name} ${shown(each.value)}`).join("");
  return `${part.key}: band ${bandText(result)} ${part.unit}; ${found}; ${verdict}${others}.`;
}
