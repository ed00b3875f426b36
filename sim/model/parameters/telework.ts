/** Parameters: telework. */
import { of, type ParameterSpec } from "./spec.ts";

export const TELEWORK = {
  eligible0: of(0.1, "share", 0, 0.2, "A36", "teleworkable jobs, manual and service occupations"),
  eligible1: of(0.45, "share", 0.3, 0.6, "A36", "teleworkable jobs, intermediate occupations"),
  eligible2: of(0.8, "share", 0.6, 0.95, "A36", "teleworkable jobs, managers and professionals"),
  eligibleSize: of(
    0.15,
    "logit/ln",
    0,
    0.4,
    "A56",
    "rise of teleworkable jobs of an occupation with ln population of the area",
  ),
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
} as const satisfies Record<string, ParameterSpec>;
