/** Parameters: demography; hazards by age are a table of their own (demography-rates.ts). */
import { of, type ParameterSpec } from "./spec.ts";

export const DEMOGRAPHY = {
  lifeCap: of(0.08, "/month", 0.05, 0.2, "definition", "highest hazard of all events of a household"),
  arrivalCap: of(0.006, "/month", 0.003, 0.02, "definition", "households that know somebody who may arrive"),
  hostedYoung: of(0.2, "share", 0, 0.3, "derived", "founders below 25 alone whom others host"),
  hostedAdult: of(
    0.08,
    "share",
    0,
    0.2,
    "derived",
    "founders of 25-39 alone whom others host; a third at 40-64",
  ),
  leaverWorks: of(
    0.6,
    "share",
    0.3,
    0.8,
    "assumed",
    "leavers who work or look for work at once; others study",
  ),
  everWorks: of(0.92, "share", 0.6, 0.95, "assumed", "those who study that will work"),
  startsInWork: of(0.85, "share", 0.5, 1, "assumed", "who enter work and have a job at once"),
  firstJob: of(0.5, "/year", 0.2, 1, "assumed", "hazard of entering work, from 22 to 29"),
  retireAge: of(65, "years", 60, 70, "assumed", "age at which all workers of a household retire"),
  pension: of(0.75, "share", 0.5, 0.9, "assumed", "pension over the last wages"),
  survivor: of(0.65, "share", 0.5, 0.8, "assumed", "other income that the survivor of a couple keeps"),
  sameOccupation: of(0.5, "share", 0.2, 0.7, "assumed", "leavers with the occupation of their parents"),
  inheritKin: of(0.8, "share", 0.4, 1, "assumed", "kin of the parents that a leaver keeps up with"),
  inheritFriends: of(0.75, "share", 0.1, 0.8, "assumed", "friends of the home that a leaver keeps up with"),
  leaverKin: of(0.85, "strength", 0.5, 1, "assumed", "tie of a leaver to the parents"),
  sharedTies: of(
    0.5,
    "share",
    0,
    0.8,
    "assumed",
    "friends and others whom both keep when a household parts; kin and the rest are divided",
  ),
  exPartner: of(0.4, "strength", 0, 0.7, "assumed", "tie of separated parents"),
  hostTie: of(0.5, "strength", 0.2, 0.8, "assumed", "tie of an arrival to those whom it knows here"),
} as const satisfies Record<string, ParameterSpec>;
