/**
 * The statistics of a run that calibration facts speak of. A run is observed before its first month and after
 * each; what is measured when is said by `STATISTICS`.
 */
import { PRIVATE, type Simulation, SOCIAL } from "../model/state.ts";
import { countMoves, type MoveCounts } from "./observe-moves.ts";
import { civicLife, compulsive, platformUse, telework } from "./observe-state.ts";
import { recordTies, type TieRecord, tieDistances, yearlyTieLoss } from "./observe-ties.ts";
import { rentElasticity } from "./rent-elasticity.ts";

/** Fewest months of a run that is observed: what is compared over time needs two years after the first. */
export const LEAST_MONTHS = 36;
/** Months of the first year, whose levels stand for the time before the pandemic. */
const YEAR = 12;
/** Ties of the inner circle. */
const INNER = 5;
/** Months at the end over which telework is measured: its norm has been the last one for as long. */
const HALF_YEAR = 6;

/** What is measured of a run: unit and meaning. */
export const STATISTICS = {
  rentElasticity: {
    unit: "elasticity",
    meaning: "mean rent of flats on the population of areas, at the end",
  },
  teleworkMetropolis: {
    unit: "ratio",
    meaning: "telework rate in metropolises over that elsewhere, last half-year",
  },
  telework2019: { unit: "%", meaning: "employees in France who telework, first year" },
  teleworkAfter: { unit: "%", meaning: "employees in France who telework, last half-year" },
  teleworkDays: { unit: "days/week", meaning: "days of those who telework, last half-year" },
  movingRate: { unit: "%/year", meaning: "moves of households" },
  interAreaRate: { unit: "%/year", meaning: "moves of households between urban areas" },
  privateOverOwner: { unit: "ratio", meaning: "moving rate of private tenants over that of owners" },
  socialOverOwner: { unit: "ratio", meaning: "moving rate of social tenants over that of owners" },
  youngOverOld: { unit: "ratio", meaning: "moving rate of heads below 25 over that of 60 and more" },
  oldRate: { unit: "%/year", meaning: "moving rate of heads of 60 and more" },
  withinPole: { unit: "%", meaning: "moves into poles of large areas that come from the same pole" },
  tieSlope: { unit: "exponent", meaning: "ln of ties over pairs of households on ln km, at the end" },
  tieFree: { unit: "share", meaning: "online ties that distance does not thin, at the end" },
  tieLoss: { unit: "%/year", meaning: "close ties gone of those of the first year's end" },
  innerLoss: { unit: "%/year", meaning: "ties gone of the five strongest of the first year's end" },
  isolated: { unit: "%", meaning: "households that meet no close tie in a month, first year" },
  lonely: { unit: "%", meaning: "households lonely most of the time, first year" },
  participation: { unit: "%", meaning: "adults who take part in a year, at the end" },
  platformGiant: { unit: "%", meaning: "users of platforms who have the first giant's" },
  platformCommons: { unit: "%", meaning: "users of platforms who have the commons'" },
  platformSeveral: { unit: "%", meaning: "users of platforms who have two or more" },
  platformYoung: { unit: "%", meaning: "heads below 25 who use any platform" },
  platformOld: { unit: "%", meaning: "heads of 75 and more who use any platform" },
  compulsive: { unit: "%", meaning: "households of compulsive use, first year" },
} as const;

export type StatisticName = keyof typeof STATISTICS;
export const STATISTIC_NAMES: readonly StatisticName[] = Object.keys(STATISTICS) as StatisticName[];
export type Statistics = { readonly [N in StatisticName]: number };

/** A run that is being observed. */
export interface Observer {
  /** Looks at the run after each month. */
  note(sim: Simulation): void;
  /** Values when the last month has been noted. */
  values(sim: Simulation): Statistics;
}

/** Begins to observe a run of so many months. */
export function observe(months: number): Observer {
  const moves = countMoves();
  const means = new Map<StatisticName, { sum: number; count: number }>();
  let first: { ties: TieRecord; inner: TieRecord } = { ties: new Map(), inner: new Map() };
  const add = (name: StatisticName, value: number) => {
    const known = means.get(name) ?? { sum: 0, count: 0 };
    means.set(name, { sum: known.sum + value, count: known.count + 1 });
  };
  return {
    note(sim) {
      moves.note(sim);
      if (sim.elapsed <= YEAR) noteFirstYear(sim, add);
      if (sim.elapsed === YEAR) first = { ties: recordTies(sim), inner: recordTies(sim, INNER) };
      if (sim.elapsed > months - HALF_YEAR) noteTelework(sim, add);
    },
    values(sim) {
      const mean = (name: StatisticName) => {
        const { sum, count } = means.get(name) ?? { sum: Number.NaN, count: 1 };
        return sum / count;
      };
      const now = recordTies(sim);
      const lossOf = (ties: TieRecord) => yearlyTieLoss(ties, now, sim.elapsed - YEAR);
      const losses = { tieLoss: lossOf(first.ties), innerLoss: lossOf(first.inner) };
      return { ...valuesOf(sim, moves, mean), ...losses };
    },
  };
}

type Add = (name: StatisticName, value: number) => void;

function noteFirstYear(sim: Simulation, add: Add): void {
  add("telework2019", telework(sim).rate);
  const { isolated, lonely } = civicLife(sim);
  add("isolated", isolated);
  add("lonely", lonely);
  if (sim.elapsed === YEAR) add("compulsive", compulsive(sim));
}

function noteTelework(sim: Simulation, add: Add): void {
  const { rate, metropolitan, days } = telework(sim);
  add("teleworkAfter", rate);
  add("teleworkMetropolis", metropolitan);
  add("teleworkDays", days);
}

function valuesOf(
  sim: Simulation,
  moves: MoveCounts,
  mean: (name: StatisticName) => number,
): Omit<Statistics, "tieLoss" | "innerLoss"> {
  const { population, rent } = sim.places.data;
  const ties = tieDistances(sim);
  const platforms = platformUse(sim);
  return {
    rentElasticity: rentElasticity(sim.input.places, population, rent),
    teleworkMetropolis: mean("teleworkMetropolis"),
    telework2019: mean("telework2019"),
    teleworkAfter: mean("teleworkAfter"),
    teleworkDays: mean("teleworkDays"),
    movingRate: moves.movingRate(),
    interAreaRate: moves.interAreaRate(),
    privateOverOwner: moves.overOwners(PRIVATE),
    socialOverOwner: moves.overOwners(SOCIAL),
    youngOverOld: moves.youngOverOld(),
    oldRate: moves.oldRate(),
    withinPole: moves.withinPole(),
    tieSlope: ties.slope,
    tieFree: ties.free,
    isolated: mean("isolated"),
    lonely: mean("lonely"),
    participation: civicLife(sim).participation,
    platformGiant: platforms.giant,
    platformCommons: platforms.commons,
    platformSeveral: platforms.several,
    platformYoung: platforms.young,
    platformOld: platforms.old,
    compulsive: mean("compulsive"),
  };
}
