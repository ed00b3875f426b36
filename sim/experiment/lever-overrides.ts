/** Levers set on the command line: `telework.norm=4@2021-06`, several with commas between. */
import { LEVERS, type LeverName, type LeverSegment, type LeverSeries, leverSpec } from "../model/levers.ts";
import { newLog, note, quoted, throwIfAny } from "./errors.ts";
import { didYouMean } from "./nearest.ts";

const SHAPE = /^([^=@]+)=(-?\d+(?:\.\d+)?(?:e-?\d+)?)(?:@(\d{4})-(0[1-9]|1[0-2]))?$/;
const FIRST_YEAR = 2019;

/**
 * Series in which levers take values set by hand, each from its month on for ever, as a lever that is
 * moved in a live run does.
 * @param text what follows `--set`
 * @param start month from which a value without a month holds, from 2019-01
 * @throws UserError OPTION_SET
 */
export function withLevers(series: LeverSeries, text: string, start: number): LeverSeries {
  const log = newLog();
  const out = new Map<LeverName, readonly LeverSegment[]>(series);
  for (const part of text.split(",")) {
    const [, name = "", number = "", year, month] = SHAPE.exec(part.trim()) ?? [];
    const spec = LEVERS.find((each) => each.name === name);
    if (number === "") {
      note(log, "OPTION_SET", "--set", `${quoted(part)} is not NAME=VALUE or NAME=VALUE@YYYY-MM`);
      continue;
    }
    if (spec === undefined) {
      const known = LEVERS.map((each) => each.name);
      note(log, "OPTION_SET", "--set", `no lever is called ${quoted(name)}${didYouMean(name, known)}`);
      continue;
    }
    const value = Number(number);
    const { min, max, unit } = leverSpec(spec.name);
    if (!(value >= min && value <= max)) {
      note(log, "OPTION_SET", "--set", `${name} is ${number}; it goes from ${min} to ${max} ${unit}`);
      continue;
    }
    const from = year === undefined ? start : (Number(year) - FIRST_YEAR) * 12 + Number(month) - 1;
    const earlier = (out.get(spec.name) ?? []).filter((each) => each.from < from);
    out.set(spec.name, [...earlier, { from, to: Number.POSITIVE_INFINITY, ramp: 0, value }]);
  }
  throwIfAny(log);
  return out;
}
