/**
 * Turns: what people review seldom is reviewed by a part of them each month, by lineage, so that a
 * household has the same months in every scenario, wherever its row is (ODD 3).
 */
const SPREAD = 0xc2b2ae35;
const TWO_32 = 4294967296;

/** Whether a household has its turn: once every `turns` months. @param id lineage [u32] */
export function isTurn(id: number, month: number, turns: number): boolean {
  const own = Math.floor(((Math.imul(id, SPREAD) >>> 0) / TWO_32) * turns);
  return (((month + own) % turns) + turns) % turns === 0;
}
