/**
 * How the places match their statistics: at the start, in the moves of the first year, and in ten years in
 * which nothing new happens. One large world: a place of few simulated households is met to half of one.
 */
import { PLACE_CLASSES } from "../model/places.ts";
import { stepMonth } from "../model/simulation.ts";
import type { Simulation } from "../model/state.ts";
import { COMMUTING_LIMIT, expectedCommuters, fitCommuting } from "./commuting.ts";
import { loadDepartements } from "./departements.ts";
import { fitMigration, MIGRATION_LIMITS, makeAtlas } from "./migration-flows.ts";
import { followMoves } from "./move-log.ts";
import { fitPlaces, marketsHold, type PlaceFit } from "./place-fit.ts";
import { readHistory } from "./place-history.ts";
import { type ClassTrend, noteMonth, startTrends, TREND_LIMITS, trendsByClass } from "./place-trends.ts";
import type { Fit, FitRow, ResidualMap } from "./validation.ts";
import { held, type Member, type Setting } from "./worlds.ts";

/** Months in which moves are compared with those of a year, and in which trends are followed. */
const YEAR = 12;
const DECADE = 120;
/** Statistics of which a map is drawn. */
const MAPPED = ["population", "rent", "owners", "inhabitants of 65 and more", "jobs"];
/** Statistics that are compared after a year too: rents are the table's at the start, by construction. */
const LATER = ["population", "rent"];
/** R2 of a log-linear gravity law fitted to the observed commuters: what the model is to beat. */
const GRAVITY_COMMUTING = 0.59;

/** What the places and the flows between them say. */
export interface PlacesFit {
  readonly fit: Fit;
  readonly flows: Fit;
}

/** Months that `fitWorld` simulates. */
export const FIT_MONTHS: number = DECADE;

/** Compares one world with the statistics of its places. @param report told of months simulated */
export async function fitWorld(
  setting: Setting,
  member: Member,
  report: (months: number) => void,
): Promise<PlacesFit> {
  const sim = held(setting, member);
  const places = fitPlaces(sim);
  const departements = loadDepartements();
  const commuting = fitCommuting(sim, departements, expectedCommuters(sim), 1);
  const log = followMoves(sim);
  const trends = startTrends(sim);
  const rents = sim.places.data.rent.slice();
  const later: PlaceFit[] = [];
  let hold = marketsHold(sim);
  for (let month = 1; month <= DECADE; month++) {
    stepMonth(sim);
    report(1);
    noteMonth(trends, sim);
    hold &&= marketsHold(sim);
    if (month <= YEAR) log.note();
    if (month === YEAR) {
      log.close();
      later.push(...fitPlaces(sim).filter(({ statistic }) => LATER.includes(statistic)));
    }
    await new Promise(setImmediate);
  }
  const atlas = makeAtlas(sim.input.places, departements);
  const migration = fitMigration(sim, atlas, log.expected, log.months, 1);
  const byClass = trendsByClass(trends, sim, readHistory(setting.reference.world));
  const rows = [
    ...places.map((each) => placeRow(each, "at the start")),
    ...later.map((each) => placeRow(each, "after a year")),
    ...byClass.flatMap(trendRows),
    ...rentRows(sim, rents),
    row("rents and vacancies finite and plausible in ten years", "1 = yes", hold ? 1 : 0, "= 1", hold),
  ];
  const { elasticity, observedElasticity, flows, gravityR2, changing } = migration;
  const apart = Math.abs(elasticity - observedElasticity);
  const nearly = `within ${MIGRATION_LIMITS.elasticity} of ${observedElasticity.toFixed(2)}`;
  const least = (value: number, limit: number) => [`> ${limit}`, value > limit] as const;
  return {
    fit: { rows, maps: places.filter(({ statistic }) => MAPPED.includes(statistic)).map(mapOf) },
    flows: {
      rows: [
        row(
          "commuters of 200 and more, R2 of ln flows",
          "1",
          commuting.r2,
          ...least(commuting.r2, COMMUTING_LIMIT),
        ),
        row("the same by a log-linear gravity law fitted to them", "1", GRAVITY_COMMUTING, null, null),
        row("movers in a year, R2 of ln flows", "1", flows.r2, ...least(flows.r2, MIGRATION_LIMITS.r2)),
        row("the same by a gravity law fitted to them", "1", gravityR2, null, null),
        row("movers, elasticity to distance", "1", elasticity, nearly, apart <= MIGRATION_LIMITS.elasticity),
        row("moves that change departement (observed 31 to 34)", "%", 100 * changing, null, null),
      ],
      maps: [],
    },
  };
}

function row(
  statistic: string,
  unit: string,
  value: number,
  wanted: string | null,
  met: boolean | null,
): FitRow {
  return { statistic, unit, value, wanted, met };
}

function placeRow({ statistic, unit, meanAbsoluteError, limit }: PlaceFit, when: string): FitRow {
  const met = limit === null ? null : meanAbsoluteError < limit;
  return row(
    `${statistic} ${when}, mean error of places`,
    unit,
    meanAbsoluteError,
    limit === null ? null : `< ${limit}`,
    met,
  );
}

function mapOf({ statistic, unit, residuals }: PlaceFit): ResidualMap {
  return {
    title: `${statistic} at the start, simulated less observed`,
    unit,
    residuals: Array.from(residuals),
  };
}

/** Net migration and growth of a class; where the table says nothing there is nothing to meet. */
function trendRows(trend: ClassTrend): FitRow[] {
  const { placeClass, netMigration, observedNetMigration, growth, observedGrowth } = trend;
  const near = (name: string, value: number, observed: number, limit: number): FitRow => {
    const known = Number.isFinite(observed);
    const wanted = known ? `within ${limit} of ${observed.toFixed(2)}` : null;
    return row(name, "% a year", value, wanted, known ? Math.abs(value - observed) <= limit : null);
  };
  return [
    near(`net migration, ${placeClass}`, netMigration, observedNetMigration, TREND_LIMITS.netMigration),
    near(`growth, ${placeClass}`, growth, observedGrowth, TREND_LIMITS.growth),
  ];
}

/** Largest drift of the mean rent of small and mid-sized cities that is good enough [%]. */
const RENT_DRIFT = 3;

/** Drift of rents in ten years by class, places weighted by their households in the table. */
function rentRows(sim: Simulation, before: Float64Array): FitRow[] {
  const { placeClass, households } = sim.input.places;
  return PLACE_CLASSES.map((name, c) => {
    const mean = (rents: Float64Array) =>
      rents.reduce((sum, each, j) => sum + (placeClass[j] === c ? each * (households[j] ?? 0) : 0), 0);
    const drift = 100 * (mean(sim.places.data.rent) / mean(before) - 1);
    const asked = name === "mid-sized" || name === "small";
    const met = asked ? Math.abs(drift) < RENT_DRIFT : null;
    return row(
      `drift of rents in ten years, ${name}`,
      "%",
      drift,
      asked ? `within ${RENT_DRIFT}` : null,
      met,
    );
  });
}
