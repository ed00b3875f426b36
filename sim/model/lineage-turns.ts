/**
 * Turns: what people review seldom is reviewed by a part of them each month, by lineage, so that a
 * household has the same months in every scenario, wherever its row is (ODD 3).
 */
const SPREAD = 0xc2b2ae35;
const TWO_32 = 4294967296;

/** Those whose spread lineage lies in a range of 32-bit numbers: `from` and as many as `width`. */
export interface Turn {
  readonly from: number;
  readonly width: number;
}

/** The turn of a month: each household has it once every `turns` months. */
export function turnAt(month: number, turns: number): Turn {
  const own = ((-month % turns) + turns) % turns;
  const from = Math.ceil((own * TWO_32) / turns);
  return { from, width: Math.ceil(((own + 1) * TWO_32) / turns) - from };
}

/** Whether a household is in a turn. @param id lineage [u32] */
export function isTurn(id: number, { from, width }: Turn): boolean {
  return (Math.imul(id, SPREAD) - from) >>> 0 < width;
}
