/**
 * Custom, local services and wages of places (ODD 7.3): l' = l + s (custom - l), custom relative to the
 * start; services for each inhabitant; wages rise with the density of those who work on site.
 */
import { exp, log, pow } from "../core/math.ts";
import { pay } from "./accounts.ts";
import { openTally, type SimulationPass, tallyPlaces } from "./blocks.ts";
import { PLACE_CLASSES } from "./places.ts";
import { EMPTY, NONE, type Simulation } from "./state.ts";
import { firstInTurn, TURN_BLOCK } from "./turns.ts";

/** Months in which the custom of all households is counted once: a part of them each month. */
export const CUSTOM_TURNS = 6;
/** Persons and workers that steady the ratios of small places (assumed). */
const STEADY = 20;
const METROPOLIS = PLACE_CLASSES.indexOf("metropolis");
const MID_SIZED = PLACE_CLASSES.indexOf("mid-sized");
const SMALL = PLACE_CLASSES.indexOf("small");

/**
 * Counts the custom of the households whose turn it is: what they spend offline, (1 - o) income, where
 * they live, but for what those who work spend near their job on office days.
 */
export function countCustom(sim: Simulation, turn: number): void {
  const { custom } = sim.places.data;
  const tally = tallyPlaces(sim, CUSTOM_PASSES[turn] as SimulationPass, 1);
  for (let j = 0, at = turn; at < custom.length; j++, at += CUSTOM_TURNS) custom[at] = tally[j]!;
}

/** Custom of those of a block of rows whose turn it is, by place. */
function addCustom(sim: Simulation, turn: number, from: number, to: number): void {
  const { place, status, workers, jobPlace, remoteDays, wage, otherIncome, dependence } = sim.households.data;
  const { wagePremium } = sim.places.data;
  const { siteSpending, benefit } = sim.parameters;
  const { tally } = sim.workspace;
  const places = openTally(sim, from, 1);
  const none = NONE;
  const step = CUSTOM_TURNS * TURN_BLOCK;
  for (let first = firstInTurn(from, turn, CUSTOM_TURNS); first < to; first += step) {
    const end = Math.min(to, first + TURN_BLOCK);
    for (let i = first; i < end; i++) {
      if (status[i] === EMPTY) continue;
      const offline = 1 - dependence[i]!;
      let income = otherIncome[i]!;
      for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
        const job = jobPlace[at]!;
        const earned = wage[at]! * (job === none ? benefit : wagePremium[job]!);
        income += earned;
        if (job === none) continue;
        const there = (siteSpending * earned * (5 - remoteDays[at]!)) / 5;
        income -= there;
        tally[places + job]! += offline * there;
      }
      tally[places + place[i]!]! += offline * income;
    }
  }
}

/** What threads do together: a pass for each turn. */
export const CUSTOM_PASSES: readonly SimulationPass[] = Array.from(
  { length: CUSTOM_TURNS },
  (_, turn) => (sim, from, to) => addCustom(sim, turn, from, to),
);

/** Custom of a place, all turns [EUR/month]. */
export function customOf(sim: Simulation, j: number): number {
  const { custom } = sim.places.data;
  let sum = 0;
  for (let turn = 0; turn < CUSTOM_TURNS; turn++) sum += custom[j * CUSTOM_TURNS + turn]!;
  return sum;
}

/** Whether a place is in a mid-sized or small city, which the policy of local services favours. */
export function isFavoured(sim: Simulation, j: number): boolean {
  const c = sim.input.places.placeClass[j]!;
  return c === MID_SIZED || c === SMALL;
}

/**
 * A month of jobs: export jobs grow as given; local ones follow custom and what the public pays for;
 * services for each inhabitant follow the local jobs.
 */
export function followCustom(sim: Simulation): void {
  const { parameters: p, levers } = sim;
  const { exportJobs, localJobs, localJobs0, custom0, persons, persons0 } = sim.places.data;
  const { services, services0 } = sim.places.data;
  const { placeClass } = sim.input.places;
  const metropolis = monthlyGrowth(levers["macro.exportJobsMetropolis"]);
  const midSized = monthlyGrowth(levers["macro.exportJobsMidSized"]);
  let spent = 0;
  for (let j = 0; j < localJobs.length; j++) {
    const favoured = isFavoured(sim, j);
    const policy = favoured ? midSized : placeClass[j]! <= METROPOLIS ? metropolis : 1;
    exportJobs[j]! *= policy * (1 + sim.trends.jobs[j]!);
    const steady = STEADY / (persons0[j]! + 1);
    const ratio = custom0[j]! > 0 ? (customOf(sim, j) / custom0[j]! + steady) / (1 + steady) : 1;
    const eur = favoured ? levers["services.local"] * persons[j]! : 0;
    const wanted = localJobs0[j]! * ratio + eur / p.serviceJobCost;
    localJobs[j]! += p.customSpeed * (wanted - localJobs[j]!);
    spent += eur;
    const people = (persons[j]! / Math.max(1, persons0[j]!) + steady) / (1 + steady);
    const each = localJobs[j]! / localJobs0[j]! / people;
    services[j] = services0[j]! * Math.min(4, Math.max(0.1, each));
  }
  pay(sim.ledger, "policy", (spent * sim.scale) / 12);
}

/** ln w = ln(premium at the start) + 0.04 ln(on-site workers / at the start) (B04). */
export function followDensity(sim: Simulation): void {
  const p = sim.parameters;
  const { wagePremium, wagePremium0, onSiteWork, onSiteWork0 } = sim.places.data;
  for (let j = 0; j < wagePremium.length; j++) {
    const ratio = (onSiteWork[j]! + STEADY) / (onSiteWork0[j]! + STEADY);
    wagePremium[j] = wagePremium0[j]! * pow(ratio, p.wageDensity);
  }
}

/** Factor of a month at a yearly growth. @param percent [%/year] */
function monthlyGrowth(percent: number): number {
  return percent === 0 ? 1 : exp(log(1 + percent / 100) / 12);
}
