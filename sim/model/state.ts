/**
 * State variables: columns of households and places, declared once with type, unit, range and
 * meaning (ODD 2). The declaration makes memory, snapshots, panel and tables.
 */
import type { Columns } from "../core/columns.ts";
import type { Key } from "../core/random.ts";
import type { Pass } from "../core/team.ts";
import type { TieGraph } from "../core/ties.ts";
import type { Ledger } from "./accounts.ts";
import type { Geography } from "./geography.ts";
import type { Kernel } from "./kernel.ts";
import type { LeverName, LeverSeries } from "./levers.ts";
import type { Parameters } from "./parameters.ts";
import type { PlaceTable, RailLink } from "./places.ts";
import type { Sales } from "./sales.ts";
import type { Trends } from "./trends.ts";
import type { Workspace } from "./workspace.ts";

export const COMPOSITIONS = ["alone", "couple", "couple with children", "single parent", "other"] as const;
export const ALONE = 0;
export const COUPLE = 1;
export const FAMILY = 2;
export const SINGLE_PARENT = 3;
export const OTHER = 4;
export const TENURES = ["owner", "private", "social"] as const;
export const OCCUPATIONS = ["manual and service", "intermediate", "professional"] as const;
/**
 * Constants of a place: a(k, j) of its occupations, a(t, j) of its tenures, ln factor of arrivals from
 * abroad, growth of households beyond that of inhabitants [per year].
 */
export const CONSTANTS_PER_PLACE = OCCUPATIONS.length + TENURES.length + 2;
export const ARRIVALS_CONSTANT = CONSTANTS_PER_PLACE - 2;
export const TREND_CONSTANT = CONSTANTS_PER_PLACE - 1;
export const TIE_KINDS = ["kin", "friend", "neighbour", "colleague", "online"] as const;
export const KIN = 0;
export const FRIEND = 1;
export const NEIGHBOUR = 2;
export const COLLEAGUE = 3;
export const ONLINE = 4;
export const OWNER = 0;
export const PRIVATE = 1;
export const SOCIAL = 2;
/** Status of a row: empty, a household in its own dwelling, one that lives with others and searches. */
export const EMPTY = 0;
export const HOUSED = 1;
export const HOSTED = 2;
/** Kinds of investor: those who let long, those who let short, institutions. */
export const INVESTORS = ["long-let", "short-let", "institutional"] as const;
export const LONG_LET = 0;
export const SHORT_LET = 1;
export const INSTITUTIONAL = 2;
/** Months of prices that are remembered. */
export const PRICE_MONTHS = 24;
/** No job place. */
export const NONE = 65535;

const MONTHS = [-1200, 12000] as const;

export const HOUSEHOLDS = {
  id: {
    type: "u32",
    unit: "key",
    range: [0, 0xffffffff],
    meaning: "lineage: keys all draws of the household",
  },
  status: { type: "u8", unit: "code", range: [0, 2], meaning: "empty row, housed, hosted by others" },
  place: { type: "u16", unit: "index", range: [0, 65534], meaning: "place of residence" },
  homeArea: { type: "u16", unit: "index", range: [0, 65534], meaning: "area one comes from" },
  composition: { type: "u8", unit: "code", range: [0, 4], meaning: COMPOSITIONS.join(", ") },
  size: { type: "u8", unit: "persons", range: [0, 12], meaning: "persons of the household; 0: empty row" },
  bornAt: { type: "i16", unit: "month", range: [-4000, 12000], meaning: "birth of the head, from 2019-01" },
  education: { type: "u8", unit: "code", range: [0, 2], meaning: "none, secondary, tertiary" },
  workers: { type: "u8", unit: "persons", range: [0, 2], meaning: "persons in the labour force" },
  tenure: { type: "u8", unit: "code", range: [0, 2], meaning: TENURES.join(", ") },
  occupation: { type: "u8", unit: "code", range: [0, 2], meaning: OCCUPATIONS.join(", "), width: 2 },
  jobPlace: {
    type: "u16",
    unit: "index",
    range: [0, NONE],
    meaning: "place of each job; 65535: none",
    width: 2,
  },
  remoteDays: { type: "u8", unit: "days/week", range: [0, 5], meaning: "days of telework", width: 2 },
  wage: { type: "f32", unit: "EUR/month", range: [0, 1e7], meaning: "wage at premium 1", width: 2 },
  independent: { type: "u8", unit: "bits", range: [0, 3], meaning: "bit w: person w works on own account" },
  jobSince: { type: "i16", unit: "month", range: MONTHS, meaning: "last job taken beyond daily reach" },
  otherIncome: { type: "f32", unit: "EUR/month", range: [0, 1e7], meaning: "income without wages" },
  contract: { type: "f32", unit: "EUR/m2/month", range: [0, 1e6], meaning: "rent or user cost held" },
  floor: { type: "f32", unit: "m2", range: [0, 1e8], meaning: "floor space of the dwelling" },
  movedAt: { type: "i16", unit: "month", range: MONTHS, meaning: "last move, from 2019-01" },
  waitingSince: {
    type: "i16",
    unit: "month",
    range: [0, 13201],
    meaning: "month, from 1918-12, since which one waits for a social dwelling; 0: one does not",
  },
  movedAreaAt: { type: "i16", unit: "month", range: MONTHS, meaning: "last move between areas" },
  onlineWish: { type: "f32", unit: "h/week", range: [0, 168], meaning: "leisure online without habit (w)" },
  online: { type: "f32", unit: "h/week", range: [0, 168], meaning: "leisure time online (W)" },
  habit: { type: "f32", unit: "h/week", range: [0, 168], meaning: "habit of time online (A)" },
  dependence: { type: "f32", unit: "share", range: [0, 1], meaning: "digital dependence (o)" },
  reach: {
    type: "f32",
    unit: "share",
    range: [0, 10],
    meaning: "availability over attention (a / (1 + sum w))",
  },
  strength: { type: "f32", unit: "strength", range: [0, 15], meaning: "sum of the strengths of close ties" },
  meetings: { type: "f32", unit: "/month", range: [0, 1e3], meaning: "meetings with close ties" },
  weakLocal: { type: "f32", unit: "persons", range: [0, 1e5], meaning: "weak ties nearby" },
  weakOnline: { type: "f32", unit: "persons", range: [0, 1e5], meaning: "weak ties online and afar" },
  need: { type: "f32", unit: "strength", range: [0, 1e3], meaning: "support below which one is lonely" },
  lonely: { type: "u8", unit: "0/1", range: [0, 1], meaning: "lonely most of the time" },
  isolated: { type: "u8", unit: "0/1", range: [0, 1], meaning: "no close tie met this month" },
  platforms: { type: "u8", unit: "bits", range: [0, 7], meaning: "member of giant A, giant B, the commons'" },
  reachable: { type: "u8", unit: "1/255", range: [0, 255], meaning: "ties reachable on one's platforms" },
  commons: { type: "u8", unit: "0/1", range: [0, 1], meaning: "member of the neighbourhood's commons" },
  fatigue: { type: "u8", unit: "1/255", range: [0, 255], meaning: "fatigue of commons" },
} as const;

const amount = { type: "f64", range: [0, 1e12] } as const;
const signed = { type: "f64", range: [-1e12, 1e12] } as const;

/** By place. Dwellings and households are simulated units; their real number is x scale. */
export const PLACES = {
  households: { ...amount, unit: "households", meaning: "simulated households" },
  persons: { ...amount, unit: "persons", meaning: "simulated persons" },
  population: { ...amount, unit: "persons", meaning: "real persons (simulated x scale)" },
  stock: { ...amount, unit: "dwellings", meaning: "dwellings by tenure", width: 3 },
  occupied: { ...amount, unit: "dwellings", meaning: "occupied dwellings by tenure", width: 3 },
  listed: { ...amount, unit: "dwellings", meaning: "dwellings offered this month by tenure", width: 3 },
  reserve: { ...amount, unit: "dwellings", meaning: "of the stock: reserve for sampling error, not vacant" },
  stock0: { ...amount, unit: "dwellings", meaning: "dwellings of the three tenures by the trend" },
  dwellings: { ...amount, unit: "dwellings", meaning: "dwellings of all uses" },
  dwellings0: { ...amount, unit: "dwellings", meaning: "dwellings of all uses by the trend" },
  second: { ...amount, unit: "dwellings", meaning: "second homes" },
  longVacant: { ...amount, unit: "dwellings", meaning: "dwellings empty for long, not on the market" },
  holdings: { ...amount, unit: "dwellings", meaning: INVESTORS.join(", "), width: 3 },
  longVacantDue: { ...signed, unit: "dwellings", meaning: "part of a long vacant dwelling due to return" },
  orders: { ...signed, unit: "dwellings", meaning: "outstanding purchases and sales by investor", width: 6 },
  returnBase: { ...signed, unit: "/year", meaning: "investors' return on equity at the start", width: 3 },
  saleBase: { ...amount, unit: "/month", meaning: "share of holdings sold at that return", width: 3 },
  bought: { ...amount, unit: "/month", meaning: "yearly mean of purchases by kind of buyer", width: 5 },
  meanFloor: { ...amount, unit: "m2", meaning: "mean floor of occupied dwellings" },
  housingPaid: { ...amount, unit: "EUR/month", meaning: "paid for housing by tenure", width: 3 },
  unfinished: { ...signed, unit: "dwellings", meaning: "delivered parts of whole dwellings", width: 3 },
  rent: { ...amount, unit: "EUR/m2/month", meaning: "market rent" },
  price: { ...amount, unit: "EUR/m2", meaning: "market price" },
  rent0: { ...amount, unit: "EUR/m2/month", meaning: "market rent at the start" },
  price0: { ...amount, unit: "EUR/m2", meaning: "market price at the start" },
  arrivals: { ...amount, unit: "/month", meaning: "six-month mean of households choosing the place (B)" },
  departures: { ...amount, unit: "/month", meaning: "six-month mean of households leaving (R)" },
  bids: { ...amount, unit: "/month", meaning: "six-month mean of bids to buy" },
  unserved: { ...amount, unit: "/month", meaning: "six-month mean of bids without a dwelling" },
  flowBase: { ...signed, unit: "share", meaning: "net demand of movers at the start" },
  stockBase: { ...amount, unit: "share", meaning: "floor wanted over floor let at the start" },
  investorBids: { ...amount, unit: "/month", meaning: "six-month mean of dwellings investors would buy" },
  offered: { ...amount, unit: "dwellings", meaning: "six-month mean of owners' listings" },
  waiting: { ...amount, unit: "households", meaning: "households waiting for a social dwelling" },
  usualFree: { ...amount, unit: "dwellings", meaning: "social dwellings free at the start" },
  userCost0: { ...amount, unit: "EUR/m2/month", meaning: "owners' user cost at the start" },
  bids0: { ...amount, unit: "/month", meaning: "bids to buy, investors' included, at the start" },
  bidBase: { ...amount, unit: "share", meaning: "bids over listings at the start" },
  floorFactor: { ...amount, unit: "households", meaning: "sum of space factors z of residents" },
  priceHistory: { ...amount, unit: "EUR/m2", meaning: "prices of the last 24 months", width: PRICE_MONTHS },
  pricePeak: { ...amount, unit: "share", meaning: "highest yearly mean price over the start's" },
  building: { ...amount, unit: "dwellings", meaning: "deliveries by month ahead", width: 30 },
  onSite: { ...amount, unit: "share", meaning: "perceived occupancy of desks (theta)" },
  migration: { ...signed, unit: "persons", meaning: "net migration between areas by month", width: 12 },
  services: { ...amount, unit: "index", meaning: "local services for each inhabitant, country's mean 1" },
  services0: { ...amount, unit: "index", meaning: "local services for each inhabitant at the start" },
  persons0: { ...amount, unit: "persons", meaning: "simulated persons at the start" },
  wagePremium: { ...amount, unit: "factor", meaning: "wage over the country's mean" },
  wagePremium0: { ...amount, unit: "factor", meaning: "wage over the country's mean at the start" },
  exportJobs: { ...amount, unit: "jobs", meaning: "jobs that do not depend on local custom" },
  localJobs: { ...amount, unit: "jobs", meaning: "jobs in local services" },
  localJobs0: { ...amount, unit: "jobs", meaning: "jobs in local services at the start" },
  jobReserve: {
    ...amount,
    unit: "jobs",
    meaning: "jobs offered beyond, for the sampling error of small counts",
  },
  filled: { ...amount, unit: "jobs", meaning: "jobs that somebody holds" },
  vacant: { ...amount, unit: "jobs", meaning: "jobs that nobody holds, reserve included" },
  vacant0: { ...amount, unit: "jobs", meaning: "vacant jobs at the start" },
  searchRate: { ...amount, unit: "/month", meaning: "hazard at which the unemployed look for a job" },
  custom: {
    ...amount,
    unit: "EUR/month",
    meaning: "custom of local services, by turn of households",
    width: 6,
  },
  custom0: { ...amount, unit: "EUR/month", meaning: "custom of local services at the start" },
  onSiteWork: { ...amount, unit: "persons", meaning: "workers on site, part of the remote ones included" },
  onSiteWork0: { ...amount, unit: "persons", meaning: "workers at the start, all counted as on site" },
  hubShare: {
    type: "f64",
    range: [0, 1],
    unit: "share",
    meaning: "remote days that residents spend at a hub",
  },
  commuteCo2: {
    ...amount,
    unit: "kgCO2e/month",
    meaning: "commuting and errands of remote days, by turn",
    width: 12,
  },
  remoteWork: { ...amount, unit: "days/month", meaning: "remote days, by turn", width: 12 },
  screenHours: { ...amount, unit: "h/month", meaning: "hours online of adults, by turn", width: 12 },
  heatedFloor: { ...amount, unit: "m2", meaning: "floor of dwellings lived in, by turn", width: 12 },
  singleCo2: { ...amount, unit: "kgCO2e", meaning: "moves and building, by month of a year", width: 12 },
  delivered: { ...amount, unit: "dwellings", meaning: "dwellings delivered this month" },
  emissions: { ...amount, unit: "kgCO2e/month", meaning: "emissions of simulated households" },
  heat: { ...amount, unit: "degree 0-1", meaning: "heat lived through" },
  flooded: { ...amount, unit: "share", meaning: "dwellings flooded" },
  say: { ...amount, unit: "index 0-1", meaning: "say of inhabitants, of the area" },
  capture: { ...amount, unit: "share", meaning: "digital services that giants hold, of the area" },
  programme: { ...amount, unit: "share", meaning: "growth of the area's digital programme" },
  programmeKind: { ...amount, unit: "code", meaning: "none, platform, civic, hybrid" },
  cancelled: { ...amount, unit: "0/1", meaning: "the area's platform has been cancelled" },
  rentLast: { ...amount, unit: "EUR/m2/month", meaning: "market rent of last month" },
  rentRise: { ...signed, unit: "/year", meaning: "yearly rise of ln rent, smoothed, of the area" },
  trust: { ...amount, unit: "index 0-1", meaning: "trust in the area's government" },
  contestation: { ...amount, unit: "index", meaning: "contestation of building, of the area" },
  contestRest: { ...amount, unit: "index", meaning: "contestation at the start" },
  participation: { ...amount, unit: "share", meaning: "adults who take part, of the area" },
  adults: { ...amount, unit: "persons", meaning: "simulated adults, by turn", width: 12 },
  wellbeing: { ...amount, unit: "index x persons", meaning: "well-being of adults, by turn", width: 12 },
  incomePersons: { ...amount, unit: "persons", meaning: "persons with these incomes, by turn", width: 12 },
  incomeSum: { ...amount, unit: "units x persons", meaning: "incomes after housing y, by turn", width: 12 },
  incomeLog: { ...signed, unit: "units x persons", meaning: "sum of y ln y, by turn", width: 12 },
  incomeBins: { ...amount, unit: "persons", meaning: "persons by turn and class of y", width: 384 },
  commonsActivity: { ...amount, unit: "share", meaning: "activity of commons, mean of residents" },
  commonsMembers: { ...amount, unit: "share", meaning: "members of commons among households" },
} as const;

/** Platforms a country: two giants, then one of the commons. */
export const PLATFORM_COUNT = 3;

/** By country and platform: row = country x 3 + platform. */
export const PLATFORMS = {
  quality: { type: "f64", unit: "share", range: [0, 2], meaning: "quality, 1 without rent-seeking" },
  dataPrice: { ...amount, unit: "EUR/user/month", meaning: "price in data" },
  users: { ...amount, unit: "households", meaning: "simulated households that have it" },
  market: { ...amount, unit: "households", meaning: "simulated households that have any platform" },
} as const;

/** By neighbourhood: those of a place follow one another, places in their order. */
export const NEIGHBOURHOODS = {
  activity: { type: "f64", unit: "share", range: [0, 1], meaning: "activity of the commons (q)" },
  residents: { ...amount, unit: "households", meaning: "simulated households" },
  members: { ...amount, unit: "households", meaning: "simulated members of the commons" },
  closure: { type: "f64", unit: "share", range: [0, 1], meaning: "members among the ties of members" },
} as const;

export type Households = Columns<typeof HOUSEHOLDS>;
export type Places = Columns<typeof PLACES>;
export type Platforms = Columns<typeof PLATFORMS>;
export type Neighbourhoods = Columns<typeof NEIGHBOURHOODS>;
export type LeverValues = { [N in LeverName]: number };

/** What a simulation is made from; it determines every bit of the result. */
export interface SimulationInput {
  readonly places: PlaceTable;
  readonly rail: readonly RailLink[];
  /** a_(k,j): occupations x places, then tenures; null: zeros. */
  readonly constants: Float64Array | null;
  readonly households: number;
  readonly runKey: Key;
  /** Months since 2019-01. */
  readonly startMonth: number;
  readonly levers: LeverSeries;
  readonly parameters?: Partial<Parameters>;
}

/** Why a household moved: it had no dwelling, took a job in another area, or wanted another dwelling. */
export const MOVE_REASONS = ["discontent", "job", "hosted"] as const;
export const FOR_DWELLING = 0;
export const FOR_JOB = 1;
export const FROM_HOSTS = 2;

/** What becomes of a worker's job by a move. */
export const MOVE_JOBS = ["none", "keeps", "takes"] as const;

/** Residential moves of the last month, by place index. */
export interface Moves {
  count: number;
  readonly household: Uint32Array;
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
  /** Index in MOVE_REASONS. */
  readonly reason: Uint8Array;
  /** Tenure left; of the hosted: that of their hosts. */
  readonly tenure: Uint8Array;
  /** What each worker does with the job, index in MOVE_JOBS: the first + 4 x the second. */
  readonly jobs: Uint8Array;
}

/** Threads that work together on a simulation. */
export interface Team {
  /** Does a pass on all items, in blocks. */
  run(sim: Simulation, pass: Pass<Simulation>, items: number, block: number): void;
  /** Lets all threads see memory that the simulation has taken. @param blank buffers that hold only zeros */
  renew(sim: Simulation, blank: readonly ArrayBufferLike[]): void;
}

/** A running simulation: state, and what is derived from the input once. */
export interface Simulation {
  readonly input: SimulationInput;
  readonly parameters: Parameters;
  readonly geography: Geography;
  readonly trends: Trends;
  /** Real households for each simulated one. */
  readonly scale: number;
  /** Month of the state, from 2019-01; the start minus one before the first step. */
  month: number;
  /** Months simulated. */
  elapsed: number;
  leverSeries: LeverSeries;
  readonly levers: LeverValues;
  /** Replaced by larger tables when rows run out (rows.ts): nobody keeps it over a month. */
  households: Households;
  ties: TieGraph;
  readonly places: Places;
  readonly platforms: Platforms;
  readonly neighbourhoods: Neighbourhoods;
  moves: Moves;
  /** Told each month when lotteries are settled and nobody has moved yet; null: nobody listens. */
  onSettled: ((sim: Simulation) => void) | null;
  /** Moves and moves between areas of the last twelve months, a ring of month x (all, class of origin). */
  readonly moveCounts: { readonly all: Float64Array; readonly betweenAreas: Float64Array };
  /** Payments of the month. */
  readonly ledger: Ledger;
  /** Sales of the last month, by kind of buyer. */
  sales: Sales;
  workspace: Workspace;
  /** Null: one thread does all. */
  team: Team | null;
  /** Null: all passes are done in TypeScript. */
  kernel: Kernel | null;
}
