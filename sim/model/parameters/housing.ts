/** Parameters: housing. */
import { of, type ParameterSpec } from "./spec.ts";

export const HOUSING = {
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
  shortLetShare: of(0.15, "share", 0.05, 0.3, "assumed", "second and long vacant homes that are let short"),
  institutionalShare: of(0.03, "share", 0.01, 0.1, "assumed", "private rental dwellings of institutions"),
  investorLeverage: of(2, "1", 1, 4, "assumed", "price over investors' equity (L)"),
  buyLongLet: of(0.12, "/year", 0, 2, "assumed", "most of owners' listings that long-let investors buy"),
  buyShortLet: of(0.05, "/year", 0, 2, "assumed", "most that short-let investors buy"),
  buyInstitutional: of(0.4, "/year", 0, 4, "assumed", "most that institutions buy"),
  shortLetPremium: of(1.4, "factor", 1, 2.5, "assumed", "gross yield of short stays over that of leases"),
  institutionalRent: of(0.041, "share", 0, 0.1, "B33", "what institutions ask beyond comparable landlords"),
  vacancyReturn: of(0.06, "/year", 0, 0.2, "assumed", "long vacant homes that return for each % of tax"),
  ownFunds: of(1, "years", 0.3, 3, "assumed", "own funds of first-time buyers in yearly incomes, at most"),
} as const satisfies Record<string, ParameterSpec>;
