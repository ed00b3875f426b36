/**
 * Process 11, climate (ODD 7.11): emissions by place, floods that begin, carbon price, levies and
 * green supply. A twelfth of households is counted each month (turns.ts).
 * Reads: place, jobPlace, remoteDays, online, floor, moves, delivered, levers. Writes: sums by turn,
 * singleCo2, emissions, heat, flooded, and the ledger.
 */
import { pow } from "../core/math.ts";
import { pay } from "./accounts.ts";
import { dailyKm } from "./arrangement.ts";
import { openTally, type SimulationPass, tallyPlaces } from "./blocks.ts";
import { kgOfKm } from "./climate-terms.ts";
import { leverSpec } from "./levers.ts";
import { COUNTRIES } from "./places.ts";
import { ALONE, EMPTY, NONE, OTHER, SINGLE_PARENT, type Simulation } from "./state.ts";
import { allTurns, firstOfTurn, TURN_BLOCK, TURNS, turnOf } from "./turns.ts";

/** Sums by place that the count of emitters makes. */
const EMITTER_SUMS = 4;

/** One month of emissions and their price. */
export function passClimate(sim: Simulation): void {
  countEmitters(sim, turnOf(sim.month));
  emitOnce(sim);
  repairFloods(sim);
  priceCarbon(sim);
}

/** All turns at once: the founders' emissions. */
export function foundClimate(sim: Simulation): void {
  for (let turn = 0; turn < TURNS; turn++) countEmitters(sim, turn);
  sim.places.data.heat.set(sim.workspace.climate.heat);
  sumEmissions(sim);
}

/** Sums of one turn by place: commuting and errands, remote days, hours online, heated floor. */
function countEmitters(sim: Simulation, turn: number): void {
  const { commuteCo2, remoteWork, screenHours, heatedFloor } = sim.places.data;
  sim.workspace.turn = turn;
  const tally = tallyPlaces(sim, addEmitters, EMITTER_SUMS);
  for (let j = 0; j < sim.places.rows; j++) {
    const [at, from] = [j * TURNS + turn, j * EMITTER_SUMS];
    commuteCo2[at] = tally[from]!;
    remoteWork[at] = tally[from + 1]!;
    screenHours[at] = tally[from + 2]!;
    heatedFloor[at] = tally[from + 3]!;
  }
}

/** Those sums, of a block. */
function addEmitters(sim: Simulation, from: number, to: number): void {
  const { status, floor, place } = sim.households.data;
  const { tally, turn } = sim.workspace;
  const { errandShare, weeksPerMonth } = sim.parameters;
  const sums = openTally(sim, from, EMITTER_SUMS);
  for (let first = firstOfTurn(from, turn); first < to; first += TURNS * TURN_BLOCK) {
    const end = Math.min(to, first + TURN_BLOCK);
    for (let i = first; i < end; i++) {
      if (status[i] === EMPTY) continue;
      const at = sums + place[i]! * EMITTER_SUMS;
      const remote = weeksPerMonth * remoteDaysOf(sim, i);
      tally[at]! += commuteKg(sim, i, errandShare);
      tally[at + 1]! += remote;
      tally[at + 2]! += screenTime(sim, i);
      tally[at + 3]! += floor[i]!;
    }
  }
}

/**
 * Commuting of a household [kgCO2e/month]: weeks x office days x 2 km x kg of a km between the two.
 * @param errands what the other trips of a remote day, whose chain is broken, emit of the way to work
 * @source E01 (level), E06 (metro), E07 (distances)
 */
export function commuteKg(sim: Simulation, i: number, errands = 0): number {
  const { place, jobPlace, remoteDays, workers } = sim.households.data;
  const home = place[i]!;
  let kg = 0;
  for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
    const job = jobPlace[at]!;
    const ways = 2 * (5 - remoteDays[at]!) + 2 * errands * remoteDays[at]!;
    if (job !== NONE) kg += ways * dailyKm(sim, home, job) * kgOfKm(sim, home, job);
  }
  return sim.parameters.weeksPerMonth * kg;
}

/** Days of telework of a household [/week]. */
function remoteDaysOf(sim: Simulation, i: number): number {
  const { remoteDays, workers } = sim.households.data;
  let days = 0;
  for (let at = i * 2; at < i * 2 + workers[i]!; at++) days += remoteDays[at]!;
  return days;
}

/** Leisure online of all adults [h/month]. */
function screenTime(sim: Simulation, i: number): number {
  const { online, composition, size } = sim.households.data;
  return sim.parameters.weeksPerMonth * online[i]! * adultsOf(composition[i]!, size[i]!);
}

/** Adults of a household by its composition: children only with a couple or a single parent. */
export function adultsOf(composition: number, size: number): number {
  if (composition === ALONE || composition === SINGLE_PARENT) return 1;
  return composition === OTHER ? size : Math.min(2, size);
}

/** Moves where they end, dwellings where they are built: the month's slot of a year's ring. */
function emitOnce(sim: Simulation): void {
  const { parameters: p, moves, geography } = sim;
  const { singleCo2, delivered } = sim.places.data;
  const slot = sim.elapsed % 12;
  for (let j = 0; j < delivered.length; j++) singleCo2[j * 12 + slot] = p.buildKg * delivered[j]!;
  for (let m = 0; m < moves.count; m++) {
    const to = moves.destination[m]!;
    const km = geography.km[moves.origin[m]! * geography.places + to]!;
    singleCo2[to * 12 + slot]! += p.moveKg + p.moveKmKg * km;
  }
}

/** Dwellings flooded since last month are repaired: by their households and by the public. */
function repairFloods(sim: Simulation): void {
  const { parameters: p } = sim;
  const { flooded, households, heat, singleCo2 } = sim.places.data;
  const { flood, heat: now } = sim.workspace.climate;
  let dwellings = 0;
  for (let j = 0; j < flooded.length; j++) {
    const hit = Math.max(0, flood[j]! - flooded[j]!) * households[j]!;
    dwellings += hit;
    singleCo2[j * 12 + (sim.elapsed % 12)]! += p.rebuildKg * hit;
    flooded[j] = flood[j]!;
    heat[j] = now[j]!;
  }
  const eur = dwellings * sim.scale * p.repairCost;
  pay(sim.ledger, "disaster", p.repairPublic * eur);
  pay(sim.ledger, "repairs", (1 - p.repairPublic) * eur);
}

/** Energy of data centres for an hour online, less where it is dear [kWh]: k (1 + levy / price)^-e. */
export function dataCentreKwh(sim: Simulation): number {
  const { parameters: p, levers } = sim;
  const dearer = 1 + levers["climate.dataCentreLevy"] / p.dataCentrePrice;
  return p.dataCentreKwh * pow(dearer, -p.levyElasticity);
}

/** Electricity at home and in networks [kWh/month]: of remote days and of hours online. */
function homeElectricity(sim: Simulation, j: number): number {
  const p = sim.parameters;
  const { remoteWork, screenHours } = sim.places.data;
  const work = p.remoteElectric * p.remoteKwh * allTurns(remoteWork, j);
  return work + (p.deviceKwh + p.networkKwh) * allTurns(screenHours, j);
}

/** Electricity of data centres for the hours online of a place [kWh/month]. */
function centreElectricity(sim: Simulation, j: number): number {
  return dataCentreKwh(sim) * allTurns(sim.places.data.screenHours, j);
}

/**
 * emissions_j [kgCO2e/month, simulated households] = commuting and errands + energy and video of remote days
 * + digital use + heating + a month's mean of moves and building of the last year. out: emissions
 */
function sumEmissions(sim: Simulation): void {
  const { parameters: p } = sim;
  const at = sim.places.data;
  const dirty = 1 - sim.levers["climate.greenSupply"];
  const months = Math.max(1, Math.min(12, sim.elapsed + 1));
  for (let j = 0; j < sim.places.rows; j++) {
    const grid = COUNTRIES[sim.input.places.country[j]!] === "BE" ? p.gridKgBelgium : p.gridKgFrance;
    const remote = allTurns(at.remoteWork, j);
    const gas = (1 - p.remoteElectric) * p.remoteKwh * p.gasKg;
    let single = 0;
    for (let m = 0; m < 12; m++) single += at.singleCo2[j * 12 + m]!;
    const power = dirty * (grid * homeElectricity(sim, j) + p.gridKgEurope * centreElectricity(sim, j));
    const things = p.deviceMadeKg * allTurns(at.screenHours, j) + p.heatingKg * allTurns(at.heatedFloor, j);
    const work = (gas + p.videoKg) * remote;
    at.emissions[j] = allTurns(at.commuteCo2, j) + power + work + things + single / months;
  }
}

/**
 * Emissions; carbon price on commuting and heating, from households to the public budget, which keeps
 * it; the levy on data centres; green electricity and greening at the levers' costs.
 */
function priceCarbon(sim: Simulation): void {
  const { parameters: p, levers, ledger, scale } = sim;
  const at = sim.places.data;
  sumEmissions(sim);
  let priced = 0;
  let centres = 0;
  let homes = 0;
  let people = 0;
  for (let j = 0; j < sim.places.rows; j++) {
    priced += allTurns(at.commuteCo2, j) + p.heatingKg * allTurns(at.heatedFloor, j);
    centres += centreElectricity(sim, j);
    homes += homeElectricity(sim, j);
    people += at.population[j]!;
  }
  const cost = (name: "climate.greenSupply" | "climate.greening") => leverSpec(name).cost?.eur ?? 0;
  pay(ledger, "carbonPrice", (levers["climate.carbonPrice"] / 1000) * priced * scale);
  pay(ledger, "dataCentreLevy", levers["climate.dataCentreLevy"] * centres * scale);
  pay(
    ledger,
    "policy",
    cost("climate.greenSupply") * levers["climate.greenSupply"] * (homes + centres) * scale,
  );
  pay(ledger, "policy", (cost("climate.greening") * levers["climate.greening"] * people) / 12);
}

/** What threads do together. */
export const CLIMATE_PASSES: readonly SimulationPass[] = [addEmitters];
