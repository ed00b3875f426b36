/** What is declared of an indicator (ODD 13). */
export interface IndicatorSpec {
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly label: { readonly fr: string; readonly nl: string; readonly en: string };
}

/** An indicator in one line; labels are French, Dutch, English. */
export const of = (
  name: string,
  unit: string,
  decimals: number,
  fr: string,
  nl: string,
  en: string,
): IndicatorSpec => ({
  name,
  unit,
  decimals,
  label: { fr, nl, en },
});
