/** Parameters: platforms. */
import { of, type ParameterSpec } from "./spec.ts";

export const PLATFORMS_AND_DATA = {
  platformA: of(4.1, "logit", 1, 7, "D10", "worth of giant A without ties: 93 % of users have it"),
  platformB: of(2.92, "logit", 0, 6, "D11", "worth of giant B without ties: two or more for 65 % of users"),
  platformC: of(-2.25, "logit", -5, 1, "D10", "worth of the commons platform: 18 % of users have it"),
  platformAge: of(-0.155, "logit/year", -0.2, -0.01, "D13", "worth of a platform against age, from 45 years"),
  platformTies: of(3, "logit", 0.5, 6, "assumed", "worth of reaching all ties rather than none (eta)"),
  platformSwitch: of(0.5, "logit", 0, 2, "D15", "cost of joining or leaving a platform"),
  platformQuality: of(2, "logit", 0.5, 4, "assumed", "weight of quality less 1"),
  platformPrivacy: of(0.5, "logit", 0, 2, "assumed", "dislike of the usual price in data"),
  platformTrust: of(1, "logit", 0, 3, "assumed", "commons platform: weight of trust less the usual"),
  platformTaste: of(36, "months", 12, 120, "assumed", "months that a taste for a platform lasts"),
  dataPrice: of(4, "EUR/user/month", 1, 10, "assumed", "price in data of a giant that half of users have"),
  rentSeeking: of(0.5, "1", 0, 1, "assumed", "quality lost by a giant that all users have"),
  dataMarkup: of(0.5, "1", 0, 2, "assumed", "rise of its price in data"),
  levyPassed: of(0.5, "share", 0, 1, "assumed", "part of a levy that users pay in data"),
  platformSpeed: of(0.1, "/month", 0.03, 0.3, "assumed", "speed at which quality and price follow"),
  reachUsual: of(
    0.86,
    "share",
    0.5,
    1,
    "definition",
    "reach that leaves digital contact as hours online give it",
  ),
} as const satisfies Record<string, ParameterSpec>;
