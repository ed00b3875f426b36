/**
 * Every parameter of the model with value, unit, range and source (ODD 7, model section 8).
 * Codes such as B18 are facts; `assumed` is a source and means: no finding fixes this value.
 */
import { CLIMATE } from "./parameters/climate.ts";
import { COMMONS } from "./parameters/commons.ts";
import { DEMOGRAPHY } from "./parameters/demography.ts";
import { DIGITAL } from "./parameters/digital.ts";
import { FOUNDERS } from "./parameters/founders.ts";
import { GOVERNANCE, WELLBEING } from "./parameters/governance.ts";
import { HOUSING } from "./parameters/housing.ts";
import { LABOUR } from "./parameters/labour.ts";
import { LOCATION } from "./parameters/location.ts";
import { PLATFORMS_AND_DATA } from "./parameters/platforms.ts";
import { TELEWORK } from "./parameters/telework.ts";
import { TIES } from "./parameters/ties.ts";
import { TRAVEL } from "./parameters/travel.ts";

/** All parameters by name, in the order of the month. */
export const PARAMETERS = {
  ...TRAVEL,
  ...FOUNDERS,
  ...LABOUR,
  ...DEMOGRAPHY,
  ...TELEWORK,
  ...DIGITAL,
  ...PLATFORMS_AND_DATA,
  ...TIES,
  ...COMMONS,
  ...LOCATION,
  ...HOUSING,
  ...CLIMATE,
  ...GOVERNANCE,
  ...WELLBEING,
} as const;

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
