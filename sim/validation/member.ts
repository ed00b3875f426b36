/**
 * All facts looked for in the worlds of one member: what each part of a fact measures, when, and in which
 * worlds. Worlds are made one after another; those that are compared pass side by side.
 */
import { countMoves } from "../calibration/observe-moves.ts";
import { civicLife, telework } from "../calibration/observe-state.ts";
import { tieDistances } from "../calibration/observe-ties.ts";
import { rentElasticity } from "../calibration/rent-elasticity.ts";
import { PRIVATE, type Simulation } from "../model/state.ts";
import { associationsAgainstFriends } from "./probes/associations.ts";
import { commuteKgOfWorkers, reboundShare } from "./probes/carbon.ts";
import { commutesOf, lengthening, remoteBeyond } from "./probes/commutes.ts";
import { contactScaling } from "./probes/contacts.ts";
import { lonelyAt, lonelySlopes } from "./probes/loneliness.ts";
import { gatekeeperShare, trappedShare } from "./probes/platforms.ts";
import { pricesByRemoteWorkers } from "./probes/prices.ts";
import { rentSlope } from "./probes/rents.ts";
import { tenantsChange } from "./probes/tenants.ts";
import { type Leaver, leaversOf, lossesAfterMoves } from "./probes/tie-losses.ts";
import { meanOf } from "./rows.ts";
import { asHappened, held, type Member, pass, type Setting, teleworkOf } from "./worlds.ts";

/** Values of one member by part, such as "F06.a"; conditions that have no band by "F09.order". */
export type Values = Readonly<Record<string, number>>;

/** Tells that months have been simulated. */
type Report = (months: number) => void;

/** Months of held worlds and of those compared with them. */
const LONG = 60;
const SHORT = 24;
const MIDDLE = 36;
/** Months after which rents are nearly at rest, as the published equilibria are. */
const AT_REST = 120;
/** Reviews of telework a year where it spreads as fast as in 2020. */
const QUICK = { teleworkReview: 3 };
const NOTHING_BUILT = { supplyCapital: 0, supplyMetropolis: 0, supplyOther: 0 };
/** Months of the reference: February 2020, April 2020, two years later. */
const BEFORE = 14;
const SHOCK = 16;
const LATER = 40;

/** Facts that are seen in the held world within two years, at its third year, and at its end. */
const EARLY_FACTS = ["F03", "F04", "F05", "F09", "F11", "F13", "F17"];
const MIDDLE_FACTS = ["F12", "F16"];
const LATE_FACTS = ["F01", "F02", "F08", "F13", "F15"];
/** Facts for which telework is compared with the held world. */
const TELEWORK_FACTS = ["F02", "F08", "F13", "F15"];
/** Months after which limits end. */
const LIMITED = 4;

/** Whether one of some facts is looked for. */
function wants({ facts }: Setting, ...some: readonly string[]): boolean {
  return facts === undefined || some.some((each) => facts.includes(each));
}

/** Months that a member simulates in all its worlds. */
export function memberMonths(setting: Setting): number {
  const of = (months: number, ...facts: readonly string[]) => (wants(setting, ...facts) ? months : 0);
  return [
    heldMonths(setting) + of(LIMITED + 1, "F14") + of(MIDDLE, "F12") + of(MIDDLE, "F16"),
    of(LONG, ...TELEWORK_FACTS) + of(2 * SHORT, "F06", "F07") + of(LATER + 1, "F10") + of(2 * AT_REST, "F15"),
  ].reduce((sum, each) => sum + each, 0);
}

/** Months for which the held world is needed. */
function heldMonths(setting: Setting): number {
  if (wants(setting, ...LATE_FACTS)) return LONG;
  if (wants(setting, ...MIDDLE_FACTS)) return MIDDLE;
  if (wants(setting, ...EARLY_FACTS)) return SHORT;
  return wants(setting, "F14") ? LIMITED : 0;
}

/** Measures all that is looked for; what needs no world of its own comes along. */
export async function observe(setting: Setting, member: Member, report: Report): Promise<Values> {
  return {
    ...(heldMonths(setting) > 0 ? await observeHeld(setting, member, report) : {}),
    ...(wants(setting, "F06", "F07") ? await observeSpread(setting, member, report) : {}),
    ...(wants(setting, "F10") ? await observeHistory(setting, member, report) : {}),
    ...(wants(setting, "F15") ? await observeTenants(setting, member, report) : {}),
  };
}

/** The held world, and those that differ from it in one lever. */
async function observeHeld(setting: Setting, member: Member, report: Report): Promise<Values> {
  const sim = held(setting, member);
  const start = commutesOf(sim);
  const last = heldMonths(setting);
  const values: Record<string, number> = commutingOf(sim);
  const lives = newLives();
  await pass(sim, Math.min(SHORT, last), report, async (month) => {
    lives.see(sim, month);
    if (month === LIMITED && wants(setting, "F14")) {
      Object.assign(values, await limitsOf(setting, member, sim, report));
    }
  });
  if (last >= SHORT) Object.assign(values, lives.values(sim));
  if (last >= MIDDLE) {
    Object.assign(values, await digitalOf(setting, member, await pass(sim, MIDDLE, report), report));
  }
  if (last < LONG) return values;
  const { population, rent } = (await pass(sim, LONG, report)).places.data;
  values["F01.a"] = rentElasticity(sim.input.places, population, rent);
  if (!wants(setting, ...TELEWORK_FACTS)) return values;
  return { ...values, ...(await teleworkFacts(setting, member, sim, start, report)) };
}

/** Moves and ties of the first two years of a held world. */
function newLives() {
  const moves = countMoves();
  const leavers: Leaver[] = [];
  const losses = newLosses();
  return {
    see(sim: Simulation, month: number): void {
      if (month <= 12) return void leavers.push(...leaversOf(sim));
      moves.note(sim);
      const yearAgo = leavers.filter((each) => each.month === sim.month - 12);
      losses.add(sim, yearAgo);
    },
    values(sim: Simulation): Values {
      const { slope, free } = tieDistances(sim);
      return {
        ...losses.values(),
        ...livesOf(sim),
        "F03.a": moves.movingRate(),
        "F03.b": moves.interAreaRate(),
        "F03.c": moves.overOwners(PRIVATE),
        "F03.d": moves.youngOverOld(),
        "F04.a": slope,
        "F04.b": free,
        "F05.a": civicLife(sim).participation,
      };
    },
  };
}

/** Associations where fibre reaches everybody, and platforms that are open to each other. */
async function digitalOf(setting: Setting, member: Member, sim: Simulation, report: Report): Promise<Values> {
  const values: Record<string, number> = { "F16.a": trappedShare(sim) };
  if (wants(setting, "F12")) {
    const fibre = await pass(held(setting, member, [["digital.broadband", 1]]), MIDDLE, report);
    values["F12.a"] = associationsAgainstFriends(sim, fibre);
  }
  if (wants(setting, "F16")) {
    const open = await pass(held(setting, member, [["platforms.interoperable", 1]]), MIDDLE, report);
    values["F16.b"] = gatekeeperShare(open) - gatekeeperShare(sim);
  }
  return values;
}

/** Emissions of commuting by place, at the start. */
function commutingOf(sim: Simulation): Record<string, number> {
  const { zone, placeClass } = sim.input.places;
  const pole = (j: number) => zone[j]! <= 1;
  const ofClass = (from: number, to: number) => (j: number) =>
    pole(j) && placeClass[j]! >= from && placeClass[j]! <= to;
  return {
    "F13.b": commuteKgOfWorkers(sim, (j) => zone[j] === 2) / commuteKgOfWorkers(sim, pole),
    "F13.c": commuteKgOfWorkers(sim, ofClass(0, 0)) / commuteKgOfWorkers(sim, ofClass(3, 4)),
  };
}

/** Loneliness and contacts of a held world. */
function livesOf(sim: Simulation): Record<string, number> {
  const [all, close, clustering] = contactScaling(sim);
  const [age, income, ties] = lonelySlopes(sim);
  return {
    "F11.a": lonelyAt(sim, 15, 26) / lonelyAt(sim, 70),
    "F11.order": Math.max(age, income, ties) < 0 ? 1 : 0,
    "F17.a": all,
    "F17.b": close,
    "F17.c": clustering,
  };
}

/** Losses of ties a year after moves, a mean over the months of moves weighted by those who moved. */
function newLosses() {
  const sums = { inner: 0, kin: 0, friends: 0, bridges: 0 };
  let weight = 0;
  return {
    add(sim: Simulation, leavers: readonly Leaver[]): void {
      const found = lossesAfterMoves(sim, leavers);
      if (!Object.values(found).every(Number.isFinite)) return;
      for (const name of ["inner", "kin", "friends", "bridges"] as const) {
        sums[name] += leavers.length * found[name];
      }
      weight += leavers.length;
    },
    values(): Values {
      const { inner, kin, friends, bridges } = sums;
      const ordered = inner < kin && kin < friends && friends < bridges;
      return {
        "F09.a": inner / weight,
        "F09.b": bridges / weight,
        "F09.kin": kin / weight,
        "F09.friends": friends / weight,
        "F09.order": ordered ? 1 : 0,
      };
    },
  };
}

/** Use under limits of three months, against the held world in the last of them and a month later. */
async function limitsOf(setting: Setting, member: Member, sim: Simulation, report: Report): Promise<Values> {
  const hours = (each: Simulation) => meanOf(each, (i) => each.households.data.online[i]!);
  const limited = held(setting, member, [["digital.limits", 1, 1, LIMITED]]);
  const usual = hours(sim);
  const during = 1 - hours(await pass(limited, LIMITED, report)) / usual;
  // Use of the held world hardly moves within a month.
  const after = 1 - hours(await pass(limited, LIMITED + 1, report)) / usual;
  return { "F14.a": 100 * during, "F14.b": after / during };
}

/** Telework at the reference's level of 2022 for five years. @param start commutes of all before */
async function teleworkFacts(
  setting: Setting,
  member: Member,
  without: Simulation,
  start: ReturnType<typeof commutesOf>,
  report: Report,
): Promise<Values> {
  const sim = await pass(held(setting, member, teleworkOf(setting)), LONG, report);
  return {
    "F02.a": telework(sim).metropolitan,
    "F08.a": remoteBeyond(sim, 50),
    "F08.b": lengthening(start, commutesOf(without), commutesOf(sim)),
    "F13.a": reboundShare(without, sim),
    "F15.some": tenantsChange(without, sim),
  };
}

/** Telework that spreads within months, as in 2020: rents and prices two years later. */
async function observeSpread(setting: Setting, member: Member, report: Report): Promise<Values> {
  const without = await pass(held(setting, member, [], QUICK), SHORT, report);
  const sim = await pass(held(setting, member, teleworkOf(setting), QUICK), SHORT, report);
  const [each, migration] = pricesByRemoteWorkers(without, sim);
  return {
    "F06.a": 100 * (1 - rentSlope(sim) / rentSlope(without)),
    "F07.a": each,
    "F07.b": migration,
  };
}

/** Loneliness before, in and after the distancing of 2020. */
async function observeHistory(setting: Setting, member: Member, report: Report): Promise<Values> {
  const sim = asHappened(setting, member);
  const before = { all: 0, young: 0 };
  const values: Record<string, number> = {};
  await pass(sim, LATER + 1, report, (month) => {
    const [all, young] = [lonelyAt(sim), lonelyAt(sim, 18, 26)];
    if (month === BEFORE) Object.assign(before, { all, young });
    if (month === SHOCK) Object.assign(values, { "F10.a": all / before.all, "F10.b": young / before.young });
    if (month === LATER) values["F10.c"] = all / before.all;
  });
  return values;
}

/** Tenants who cannot telework, where nothing is built. */
async function observeTenants(setting: Setting, member: Member, report: Report): Promise<Values> {
  const without = await pass(held(setting, member, [], NOTHING_BUILT), LONG, report);
  const sim = await pass(held(setting, member, teleworkOf(setting), NOTHING_BUILT), LONG, report);
  const early = tenantsChange(without, sim);
  await pass(without, AT_REST, report);
  await pass(sim, AT_REST, report);
  return { "F15.a": tenantsChange(without, sim), "F15.none": early };
}
