/** Parameters: founders. */
import { of, type ParameterSpec } from "./spec.ts";

export const FOUNDERS = {
  incomeSigma: of(0.48, "ln", 0.4, 0.6, "assumed", "sd of ln income per consumption unit in a place"),
  socialShare: of(0.42, "share", 0.3, 0.5, "assumed", "renters who live in social housing"),
  homeStayers: of(0.6, "share", 0.4, 0.75, "assumed", "households that live in the area they come from"),
  wageDensity: of(0.04, "elasticity", 0.02, 0.08, "B04", "wage premium of job density"),
  marketVacancy: of(0.5, "share", 0.2, 0.8, "assumed", "part of empty dwellings that is on the market"),
} as const satisfies Record<string, ParameterSpec>;
