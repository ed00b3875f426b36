/** The month: processes in the order in which they run; each sees what earlier ones wrote. */
import { passClimate } from "./climate.ts";
import { shareCommons } from "./commons.ts";
import { liveMonth } from "./demography.ts";
import { liveOnline } from "./digital.ts";
import { govern } from "./governance.ts";
import { clearHousing } from "./housing.ts";
import { runLabour } from "./labour.ts";
import { listDwellings } from "./listings.ts";
import { chooseLocations } from "./location-choice.ts";
import { applyShocks } from "./shocks.ts";
import { HOUSEHOLDS, type Simulation } from "./state.ts";
import { reviewTelework } from "./telework.ts";
import { meetTies } from "./ties.ts";
import { feelWell } from "./wellbeing.ts";

/** A process: its section of the ODD, what it reads and writes, and its function. */
export interface ProcessSpec {
  readonly name: string;
  readonly section: string;
  readonly reads: string;
  readonly writes: string;
  readonly run: (sim: Simulation) => void;
}

export const SCHEDULE: readonly ProcessSpec[] = [
  {
    name: "shocks",
    section: "7.1",
    reads: "scenario, price, services",
    writes: "levers, services within reach, broadband, userCost",
    run: applyShocks,
  },
  {
    name: "demography",
    section: "7.2",
    reads: "age, composition, size, place, levers",
    writes: `${Object.keys(HOUSEHOLDS).join(", ")}, ties, households, persons, occupied, filled`,
    run: liveMonth,
  },
  {
    name: "labour",
    section: "7.3",
    reads: "place, wage, dependence, remoteDays, onSiteWork, persons, levers",
    writes:
      "jobPlace, remoteDays, independent, jobSince, exportJobs, localJobs, filled, vacant, custom, " +
      "services, wagePremium",
    run: runLabour,
  },
  {
    name: "telework",
    section: "7.4",
    reads: "place, jobPlace, occupation, independent, wage, onSite, levers",
    writes: "remoteDays, onSite, floorFactor, onSiteWork, hubShare",
    run: reviewTelework,
  },
  {
    name: "digital",
    section: "7.5",
    reads:
      "onlineWish, habit, strength, remoteDays, place, reachable, commons, commonsActivity, platforms, " +
      "ties, bornAt, trust, quality, dataPrice, levers",
    writes: "online, habit, dependence, platforms, reachable, quality, dataPrice, users, market",
    run: liveOnline,
  },
  {
    name: "ties",
    section: "7.6",
    reads: "ties, reach, place, jobPlace, remoteDays, online, need, levers",
    writes: "ties, reach, strength, meetings, weakLocal, weakOnline, need, lonely, isolated",
    run: meetTies,
  },
  {
    name: "commons",
    section: "7.7",
    reads:
      "commons, fatigue, ties, place, movedAt, education, reach, online, trust, activity, closure, levers",
    writes: "commons, fatigue, activity, residents, members, closure, commonsActivity, commonsMembers",
    run: shareCommons,
  },
  {
    name: "listings",
    section: "7.8",
    reads: "stock, occupied, status, tenure, contract, floor, holdings, levers",
    writes:
      "listed, contract, stock, longVacant, longVacantDue, holdings, housingPaid, meanFloor, waiting, " +
      "payments",
    run: listDwellings,
  },
  {
    name: "location choice",
    section: "7.9",
    reads: "households, ties, places, levers, tastes",
    writes:
      "place, tenure, contract, floor, jobPlace, filled, remoteDays, movedAt, movedAreaAt, weakLocal, " +
      "weakOnline, occupied, households, persons, migration, arrivals, departures, bids, unserved, " +
      "offered, waitingSince, moves, ties, sales, payments, status",
    run: chooseLocations,
  },
  {
    name: "housing",
    section: "7.10",
    reads: "arrivals, departures, unserved, bids, offered, floorFactor, stock, occupied, price, levers",
    writes:
      "rent, price, stock, stock0, dwellings, dwellings0, holdings, orders, investorBids, bought, " +
      "unfinished, building, delivered, longVacant, priceHistory, pricePeak, population, sales, payments",
    run: clearHousing,
  },
  {
    name: "climate",
    section: "7.11",
    reads: "place, jobPlace, remoteDays, online, floor, moves, delivered, levers",
    writes: "commuteCo2, remoteWork, screenHours, heatedFloor, singleCo2, emissions, heat, flooded",
    run: passClimate,
  },
  {
    name: "governance",
    section: "7.12",
    reads: "rent, households, population, users, market, dataPrice, commonsActivity, levers",
    writes:
      "say, capture, programme, programmeKind, cancelled, rentLast, rentRise, trust, contestation, " +
      "participation",
    run: govern,
  },
  {
    name: "well-being",
    section: "7.13",
    reads: "strength, lonely, contract, floor, jobPlace, remoteDays, dependence, heat, say",
    writes: "adults, wellbeing, incomePersons, incomeSum, incomeLog, incomeBins",
    run: feelWell,
  },
];
