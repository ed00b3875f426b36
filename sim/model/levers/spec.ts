/** What is declared of a lever (model section 7). */
export interface LeverSpec {
  readonly name: string;
  /** A policy changes scenario B only; an assumption changes A and B. */
  readonly kind: "policy" | "assumption";
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly step: number;
  /** Process of the month in which it acts. */
  readonly process: string;
  readonly sentence: { readonly fr: string; readonly nl: string; readonly en: string };
  readonly label: { readonly fr: string; readonly nl: string; readonly en: string };
  /** Fact identifier, author and year, or `assumed`. */
  readonly source: string;
  /** What a unit costs the public [EUR], and what it is counted by; absent: it costs nothing. */
  readonly cost?: { readonly eur: number; readonly per: string };
  /** What it moves first when it is set far from its default; checked by `voisinage expect --levers`. */
  readonly moves?: LeverEffect;
  /** Values that stand for a choice among a few (switches, modes). */
  readonly choices?: readonly LeverChoice[];
}

/** Which way an indicator goes when a lever leaves its default. */
export interface LeverEffect {
  /** Name of an indicator. */
  readonly indicator: string;
  /** Class of places; absent: all. */
  readonly where?: string;
  readonly direction: "higher" | "lower";
  /** Value at which the lever is tried, usually an end of its range. */
  readonly at: number;
  /** Other levers held in both worlds, where this one acts only together with them. */
  readonly given?: Readonly<Record<string, number>>;
}

/** One value of a lever that is a choice. */
export interface LeverChoice {
  readonly value: number;
  readonly label: { readonly fr: string; readonly nl: string; readonly en: string };
}

/** A lever with its name as a type. */
export const lever = <const N extends string>(spec: LeverSpec & { readonly name: N }) => spec;
