/**
 * Every parameter of the model with value, unit, range and source (ODD 7, model section 8).
 * Codes such as B18 are facts; `assumed` is a source and means: no finding fixes this value.
 */

export interface ParameterSpec {
  readonly value: number;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly source: string;
  readonly meaning: string;
}

const of = (
  value: number,
  unit: string,
  low: number,
  high: number,
  source: string,
  meaning: string,
): ParameterSpec => ({ value, unit, low, high, source, meaning });

export const PARAMETERS = {
  // Travel
  accessMinutes: of(8, "min", 4, 15, "assumed", "door to vehicle, each way"),
  speedSlow: of(20, "km/h", 12, 30, "assumed", "speed on the shortest trips"),
  speedGain: of(60, "km/h", 30, 80, "assumed", "speed gained on long trips"),
  speedHalfKm: of(25, "km", 10, 60, "assumed", "distance at which half of the gain is reached"),
  localKm: of(
    0.4,
    "share",
    0.2,
    1,
    "E07",
    "distance within a zone over that of random pairs: jobs and ties are near",
  ),
  stationMinutes: of(30, "min", 15, 60, "assumed", "access to and from stations of a rail link"),
  commuteShiftKm: of(6, "km", 1, 15, "E07", "shift of the commuting deterrence (km + shift)^-e"),
  commuteDecay: of(3.3, "exponent", 1.5, 4.5, "E07", "commuting deterrence; mean one way 14.2 km"),
  homeDecay: of(1.4, "exponent", 0.5, 2, "assumed", "gravity of the area one comes from"),
  tieShiftKm: of(3, "km", 1, 10, "assumed", "shift of the tie gravity"),
  tieDecay: of(2, "exponent", 1.5, 2.5, "C11", "probability of a tie against distance"),
  // Founders
  incomeSigma: of(0.48, "ln", 0.4, 0.6, "assumed", "sd of ln income per consumption unit in a place"),
  socialShare: of(0.42, "share", 0.3, 0.5, "assumed", "renters who live in social housing"),
  homeStayers: of(0.6, "share", 0.4, 0.75, "assumed", "households that live in the area they come from"),
  wageDensity: of(0.04, "elasticity", 0.02, 0.08, "B04", "wage premium of job density"),
  marketVacancy: of(0.5, "share", 0.2, 0.8, "assumed", "part of empty dwellings that is on the market"),
  // Telework
  eligible0: of(0.1, "share", 0, 0.2, "A36", "teleworkable jobs, manual and service occupations"),
  eligible1: of(0.45, "share", 0.3, 0.6, "A36", "teleworkable jobs, intermediate occupations"),
  eligible2: of(0.8, "share", 0.6, 0.95, "A36", "teleworkable jobs, managers and professionals"),
  teleworkReview: of(0.3, "/year", 0.1, 1, "A17", "hazard of reconsidering the days of telework"),
  teleworkBase: of(22, "EUR/month/day", -60, 60, "assumed", "worth of a day at home before commuting"),
  teleworkTasteSd: of(36, "EUR/month/day", 10, 80, "assumed", "spread of that worth between workers"),
  teleworkCurve: of(26, "EUR/month/day2", 8, 60, "assumed", "growing cost of further days (q)"),
  officePull: of(30, "EUR/month/day", 0, 80, "assumed", "worth of an office day with full desks (a_o)"),
  officeDesks: of(1, "exponent", 0.3, 2, "assumed", "how it falls with empty desks (psi_o)"),
  officeJobs: of(0.03, "elasticity", 0, 0.1, "assumed", "how it rises with the jobs of the place (gamma)"),
  deskMemory: of(0.2, "/month", 0.05, 1, "assumed", "speed at which desk occupancy is perceived"),
  homeOfficeSpace: of(0.35, "share", 0.1, 0.7, "A22", "extra floor wanted for five remote days (h_s)"),
  timeValue: of(12, "EUR/h", 6, 25, "assumed", "value of travel time; A52 gives a higher bound"),
  travelCost: of(0.12, "EUR/km", 0.05, 0.3, "assumed", "cost of a kilometre of commuting"),
  weeksPerMonth: of(4.33, "weeks", 4.33, 4.33, "definition", "working weeks a month"),
  // Digital
  onlineMedian: of(13, "h/week", 8, 20, "assumed", "median leisure time online of a head of 45 years"),
  onlineSigma: of(0.55, "ln", 0.3, 0.8, "assumed", "sd of ln leisure time online"),
  onlineAge: of(-0.013, "/year", -0.03, 0, "assumed", "change of ln time online with age"),
  onlineMax: of(56, "h/week", 42, 70, "assumed", "most leisure time online: 8 h a day"),
  habitShare: of(0.31, "share", 0.2, 0.4, "D05", "part of use that is habit (h)"),
  habitSpeed: of(0.1, "/month", 0.03, 0.3, "assumed", "speed of habit formation (l)"),
  limitCut: of(0.15, "share", 0.1, 0.31, "D06", "cut of use by limits that one sets oneself"),
  distancingOnline: of(0.25, "share", 0, 0.6, "assumed", "rise of time online under full distancing"),
  depBase: of(-1.9, "logit", -3, 0, "assumed", "dependence: constant"),
  depHabit: of(0.035, "logit/(h/week)", 0.01, 0.08, "assumed", "dependence: weight of habit"),
  depOnlineOnly: of(2, "logit", 0.5, 4, "assumed", "dependence: weight of online-only services"),
  depBroadband: of(0.8, "logit", 0, 2, "assumed", "dependence: weight of broadband"),
  depServices: of(-0.3, "logit", -1, 0, "assumed", "dependence: weight of local services"),
  depTies: of(-0.55, "logit", -1.5, 0, "assumed", "dependence: weight of strength / (strength + 5) of ties"),
  depRemote: of(0.12, "logit/day", 0, 0.3, "assumed", "dependence: weight of remote days"),
  depSpeed: of(0.27, "/quarter", 0.1, 0.6, "assumed", "speed at which dependence adjusts"),
  ruralBroadband: of(0.75, "share", 0.5, 1, "D19", "fibre outside urban areas relative to the whole"),
  // Ties
  timeBudget: of(100, "h/week", 90, 112, "assumed", "waking hours of an adult"),
  workHours: of(36, "h/week", 33, 40, "assumed", "hours of work a week"),
  careHours: of(14, "h/week", 5, 25, "assumed", "care of children a week and household"),
  meetBase: of(1.7, "/month", 0.5, 4, "assumed", "scale of meetings (f0)"),
  tieWeightBase: of(0.25, "share", 0.1, 0.5, "assumed", "attention to a tie of no strength"),
  nearKm: of(8, "km", 5, 10, "C13", "distance at which face-to-face contact breaks"),
  nearDecay: of(0.5, "exponent", 0.2, 1, "C14", "fall of meetings with distance below the break"),
  farDecay: of(1, "exponent", 0.4, 2, "C14", "fall beyond the break, twice as fast"),
  digitalDecay: of(0.5, "share", 0.3, 0.7, "C14", "sensitivity to distance of digital contact"),
  contactHalf: of(14, "h/week", 7, 28, "assumed", "time online at which contact is half of its most"),
  gainMeet: of(0.038, "/meeting", 0.01, 0.08, "assumed", "strength gained by a meeting (g_f)"),
  gainDigital: of(0.005, "/month", 0, 0.02, "assumed", "strength gained by digital contact (g_d)"),
  decayKin: of(0.007, "/month", 0.003, 0.0135, "C09", "loss of strength, kin"),
  restKin: of(
    0.35,
    "strength",
    0,
    0.5,
    "assumed",
    "strength of kin that never meet: nobody is born or dies yet",
  ),
  decayFriend: of(0.0125, "/month", 0.008, 0.02, "C08", "loss of strength, friends: 15 % a year"),
  decayNeighbour: of(0.02, "/month", 0.01, 0.04, "assumed", "loss of strength, neighbours"),
  decayColleague: of(0.03, "/month", 0.01, 0.05, "assumed", "loss of strength, colleagues"),
  decayOnline: of(0.02, "/month", 0.01, 0.04, "assumed", "loss of strength, online ties"),
  endHazard: of(0.035, "/month", 0.02, 0.3, "C10", "hazard of the end of a tie of no strength"),
  endSlope: of(5, "1", 2, 8, "C05", "fall of that hazard with strength"),
  endKin: of(0.01, "share", 0, 0.3, "assumed", "hazard of kin relative to others"),
  newTies: of(
    0.17,
    "/month",
    0.03,
    0.3,
    "C10",
    "proposals of new ties a household makes at full availability",
  ),
  newNeighbour: of(0.12, "share", 0.1, 0.5, "assumed", "proposals to neighbours"),
  newColleague: of(0.11, "share", 0.05, 0.3, "assumed", "proposals to colleagues, with office days"),
  newFriend: of(0.6, "share", 0.2, 0.7, "assumed", "proposals to friends of friends"),
  geographyFree: of(0.33, "share", 0.25, 0.45, "C12", "online ties that ignore distance"),
  newStrength: of(0.3, "share", 0.1, 0.5, "assumed", "strength of a new tie"),
  weakLoss: of(0.02, "/month", 0.01, 0.08, "assumed", "loss of weak ties"),
  weakMeet: of(0.14, "/month", 0.02, 0.5, "C17", "weak local ties met, per ln(1 + density)"),
  weakOnline: of(0.03, "/month/(h/week)", 0, 0.2, "assumed", "weak online ties met"),
  supportMeet: of(0.6, "share", 0.3, 0.9, "assumed", "part of support that needs meetings"),
  supportAlone: of(0.5, "strength", 0.2, 1, "assumed", "support within a household of several"),
  lonelySd: of(0.8, "ln", 0.5, 1.1, "assumed", "spread of the need of support"),
  lonelyThreshold: of(0.5, "ln", -2, 1, "C30", "support below which a household is lonely: 13 %"),
  // Location choice
  bIncome: of(3, "1/ln EUR", 1.5, 5, "assumed", "weight of ln income left (b_y)"),
  alpha: of(0.2, "share", 0.12, 0.3, "assumed", "share of housing in what is left (Stone-Geary)"),
  floorAlone: of(14, "m2", 8, 20, "assumed", "least floor of one person (q0)"),
  floorMore: of(22, "m2", 14, 35, "assumed", "least floor of more persons (q0)"),
  energyFloor: of(1.1, "EUR/m2/month", 0.6, 2, "assumed", "energy of the least floor"),
  netSmooth: of(150, "EUR/month", 50, 300, "assumed", "income left below which it is smoothed"),
  bServices: of(0.5, "utility", 0.1, 1.5, "assumed", "weight of ln services within reach (b_e)"),
  bTies: of(0.5, "utility", 0.1, 1.5, "B25", "weight of ties in the area (b_n)"),
  bHome: of(0.3, "utility", 0, 1, "B26", "weight of the area one comes from (b_m)"),
  bKnown: of(1.35, "utility", 0.7, 2, "assumed", "weight of ln(1 + km/15) to unknown areas (b_k)"),
  knownKm: of(15, "km", 5, 40, "assumed", "scale of that distance"),
  bDensity: of(0.05, "utility", 0, 0.3, "assumed", "dislike of density (b_d), grows with distancing"),
  bDistancing: of(2, "factor", 0, 5, "assumed", "growth of that dislike (b_x)"),
  nest: of(0.5, "1", 0.2, 1, "assumed", "mu: independence of tastes for the zones of an area"),
  slowShare: of(0.1, "share", 0.05, 0.15, "assumed", "part of tastes that lasts for life (w)"),
  slowYears: of(200, "years", 50, 1000, "assumed", "renewal of slow tastes"),
  fastMonths: of(4, "months", 2, 12, "assumed", "renewal of fast tastes: the situation of the time"),
  moveCost: of(0.8, "utility", 0.3, 2, "B26", "cost of any move (b_move)"),
  jobChangeCost: of(0.5, "utility", 0.2, 2, "assumed", "cost of a new job near the dwelling"),
  areaCost: of(1.75, "utility", 0, 4, "B21", "cost of leaving one's area beyond distance"),
  dwellingFit: of(2.6, "utility", 0.5, 4, "B13", "mean discontent with the dwelling when one searches"),
  searchBase: of(0.72, "factor", 0.3, 2, "B13", "level of the search hazards"),
  searchUnder25: of(0.13, "/year", 0.05, 0.5, "B16", "search hazard of heads below 25"),
  search25: of(0.16, "/year", 0.05, 0.5, "B16", "search hazard of heads of 25-39"),
  search40: of(0.095, "/year", 0.03, 0.3, "B16", "search hazard of heads of 40-59"),
  search60: of(0.068, "/year", 0.02, 0.2, "B16", "search hazard of heads of 60 and more"),
  searchOwner: of(0.28, "factor", 0.1, 0.6, "B18", "owners"),
  searchPrivate: of(1.85, "factor", 1, 3, "B18", "private tenants"),
  searchSocial: of(0.7, "factor", 0.4, 1.5, "B18", "social tenants"),
  frailtySd: of(0.7, "ln", 0.4, 1, "assumed", "lasting differences of mobility"),
  onward: of(5, "factor", 2, 8, "assumed", "search after a move between areas (A)"),
  onwardMonths: of(36, "months", 12, 60, "assumed", "its duration (tau)"),
  searchCap: of(0.25, "/month", 0.1, 0.5, "definition", "highest search hazard"),
  maxBurden: of(0.5, "share", 0.35, 0.6, "assumed", "highest rent over income at a new lease"),
  maxLoanToIncome: of(6, "years", 4, 8, "assumed", "highest loan over yearly income"),
  loanToValue: of(0.8, "share", 0.6, 1, "assumed", "loan over price"),
  upkeep: of(0.02, "/year", 0.01, 0.03, "assumed", "tax and upkeep of owners"),
  ownReturn: of(0.02, "/year", 0, 0.05, "assumed", "return forgone on owners' own money"),
  minUserCost: of(0.02, "/year", 0.01, 0.03, "assumed", "least user cost of owners"),
  tenureTaste: of(1.2, "utility", 0.3, 3, "assumed", "scale of tastes for a tenure"),
  tenureKeep: of(1, "utility", 0, 3, "assumed", "worth of keeping one's tenure"),
  tenureOwner: of(-1, "utility", -3, 3, "B18", "worth of owning"),
  tenureSocial: of(0, "utility", -3, 3, "B18", "worth of social housing beyond its rent"),
  socialRent: of(0.6, "share", 0.4, 0.8, "assumed", "social rent over the market's"),
  socialIncome: of(1900, "EUR/month/unit", 1200, 2600, "assumed", "highest income in social housing"),
  rentYield: of(0.05, "/year", 0.035, 0.07, "assumed", "yearly rent over price where no price is known"),
  // Housing
  rentFlow: of(0.015, "ln/month", 0, 0.2, "assumed", "response of rents to net demand of movers (k_f)"),
  rentStock: of(0.1, "ln/month", 0.05, 0.2, "assumed", "response of rents to floor wanted (k_s)"),
  floorElasticity: of(0.35, "elasticity", 0.2, 0.7, "assumed", "floor wanted against rent (eps_q)"),
  flowMemory: of(0.1667, "/month", 0.08, 0.5, "assumed", "six-month means of movers"),
  priceFlow: of(0.01, "ln/month", 0.003, 0.02, "assumed", "response of prices to bids (k_p)"),
  priceRent: of(0.03, "/month", 0.005, 0.1, "assumed", "return of prices to rents"),
  supplyCapital: of(0.3, "elasticity", 0.1, 0.6, "B10", "supply elasticity of capitals"),
  supplyMetropolis: of(0.4, "elasticity", 0.2, 0.7, "B08", "supply elasticity of metropolises"),
  supplyOther: of(0.5, "elasticity", 0.2, 1, "B08", "supply elasticity elsewhere"),
  supplyCore: of(0.5, "factor", 0.2, 1, "B10", "factor in central communes"),
  buildMonths: of(18, "months", 12, 30, "assumed", "from start to delivery"),
  deadBand: of(0.02, "share", 0, 0.05, "assumed", "price rise that starts no building"),
} as const satisfies Record<string, ParameterSpec>;

export type ParameterName = keyof typeof PARAMETERS;
export type Parameters = { readonly [N in ParameterName]: number };

/**
 * Values of all parameters, some of them replaced (for tests and sensitivity).
 * @param changes values by name
 */
export function parameterValues(changes: Partial<Parameters> = {}): Parameters {
  const names = Object.keys(PARAMETERS) as ParameterName[];
  const values = Object.fromEntries(names.map((name) => [name, PARAMETERS[name].value]));
  return { ...(values as Parameters), ...changes };
}
