/** What is declared of a parameter. */
export interface ParameterSpec {
  readonly value: number;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly source: string;
  readonly meaning: string;
}

/** A parameter in one line. */
export const of = (
  value: number,
  unit: string,
  low: number,
  high: number,
  source: string,
  meaning: string,
): ParameterSpec => ({ value, unit, low, high, source, meaning });
