/** Parameters: digital. */
import { of, type ParameterSpec } from "./spec.ts";

export const DIGITAL = {
  onlineMedian: of(13, "h/week", 8, 20, "assumed", "median leisure time online of a head of 45 years"),
  onlineSigma: of(0.55, "ln", 0.3, 0.8, "assumed", "sd of ln leisure time online"),
  onlineAge: of(-0.013, "/year", -0.03, 0, "assumed", "change of ln time online with age"),
  onlineMax: of(56, "h/week", 42, 70, "assumed", "most leisure time online: 8 h a day"),
  habitShare: of(0.31, "share", 0.2, 0.4, "D05", "part of use that is habit (h)"),
  habitSpeed: of(0.75, "/month", 0.3, 0.99, "Lally 2010", "speed of habit formation (l): 95 % in 66 days"),
  limitCut: of(0.15, "share", 0.1, 0.31, "D06", "cut of use by limits that one sets oneself"),
  distancingOnline: of(0.25, "share", 0, 0.6, "assumed", "rise of time online under full distancing"),
  onlineBroadband: of(
    0.25,
    "share",
    0,
    0.6,
    "assumed",
    "rise of time online from no fibre to fibre everywhere",
  ),
  depBase: of(-1.875, "logit", -3, 0, "assumed", "dependence: constant"),
  depHabit: of(0.035, "logit/(h/week)", 0.01, 0.08, "assumed", "dependence: weight of habit"),
  depOnlineOnly: of(2, "logit", 0.5, 4, "assumed", "dependence: weight of online-only services"),
  depBroadband: of(0.8, "logit", 0, 2, "assumed", "dependence: weight of broadband"),
  depServices: of(-0.3, "logit", -1, 0, "assumed", "dependence: weight of local services"),
  depTies: of(-0.55, "logit", -1.5, 0, "assumed", "dependence: weight of strength / (strength + 5) of ties"),
  depRemote: of(0.12, "logit/day", 0, 0.3, "assumed", "dependence: weight of remote days"),
  depSpeed: of(0.27, "/quarter", 0.1, 0.6, "assumed", "speed at which dependence adjusts"),
  ruralBroadband: of(0.75, "share", 0.5, 1, "D19", "fibre outside urban areas relative to the whole"),
} as const satisfies Record<string, ParameterSpec>;
