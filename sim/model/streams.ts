/**
 * Stream numbers: each use of chance has its own, for ever (never reuse one).
 * A draw is hash(key of stream and month; lineage id of the household, alternative); founders have id = row.
 */
export const STREAM = {
  groupArrival: 1,
  groupFavourite: 2,
  area: 3,
  zones: 4,
  founder: 10,
  founderJob: 12,
  founderTie: 13,
  founderHome: 14,
  founderDigital: 15,
  person: 16,
  search: 20,
  searchAccept: 21,
  dwellingFit: 22,
  lottery: 23,
  tenureTaste: 25,
  slowTaste: 26,
  fastTaste: 27,
  teleworkReview: 30,
  tieEnd: 40,
  tieNew: 41,
  tiePartner: 42,
  tiePriority: 43,
  delivery: 70,
  investor: 71,
  buyerTaste: 72,
  buyerLottery: 73,
  founderWaiting: 74,
  waitingLapse: 75,
} as const;
