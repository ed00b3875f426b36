/** Parameters: travel. */
import { of, type ParameterSpec } from "./spec.ts";

export const TRAVEL = {
  accessMinutes: of(8, "min", 4, 15, "assumed", "door to vehicle, each way"),
  speedSlow: of(20, "km/h", 12, 30, "assumed", "speed on the shortest trips"),
  speedGain: of(60, "km/h", 30, 80, "assumed", "speed gained on long trips"),
  speedHalfKm: of(25, "km", 10, 60, "assumed", "distance at which half of the gain is reached"),
  stationMinutes: of(30, "min", 15, 60, "assumed", "access to and from stations of a rail link"),
  commuteShiftKm: of(20, "km", 5, 40, "E07", "shift of the commuting deterrence (km + shift)^-e"),
  commuteProfessional: of(
    0.75,
    "factor",
    0.65,
    1,
    "CGET 2019",
    "commuting deterrence of managers and professionals over others': 19 km one way, 1.46 times clerks'",
  ),
  commuteDecay: of(5.65, "exponent", 3, 8, "E07", "commuting deterrence; mean one way 14.2 km"),
  homeDecay: of(2.2, "exponent", 0.5, 2.5, "C11", "gravity of the area one comes from"),
  tieShiftKm: of(3, "km", 1, 10, "assumed", "shift of the tie gravity"),
  tieDecay: of(2.8, "exponent", 1.5, 3.2, "C11", "probability of a tie against distance"),
} as const satisfies Record<string, ParameterSpec>;
