/** Parameters: travel. */
import { of, type ParameterSpec } from "./spec.ts";

export const TRAVEL = {
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
} as const satisfies Record<string, ParameterSpec>;
