/** A small simulation's messages, for the tests of the viewer. */
import { encodeFrame, type Frame } from "../../sim/session/frames.ts";
import {
  GROUPS,
  type HelloMessage,
  type PlaceInfo,
  PROTOCOL_VERSION,
  type SessionState,
} from "../../sim/session/protocol.ts";

const same = (word: string) => ({ fr: word, nl: word, en: word });

/** A place of the small world. */
export function place(area: number, zone: string, population: number, lon = 0, lat = 0): PlaceInfo {
  return {
    id: `P${area}/${zone}`,
    areaName: `Area ${area}`,
    area,
    areaId: `P${area}`,
    country: "FR",
    zone,
    class: "large",
    lon,
    lat,
    population,
    derived: [],
  };
}

/** State of a run in its first month. */
export const STATE: SessionState = {
  phase: "ready",
  progress: 1,
  epoch: 7,
  month: 0,
  playing: true,
  monthsPerSecond: 4,
  byHand: [],
  levers: { "telework.norm": 2, "macro.inflation": 1.5 },
};

/** What the server says first. */
export function hello(state: Partial<SessionState> = {}, more: Partial<HelloMessage> = {}): HelloMessage {
  const scenario = { name: "reference", title: same("Reference"), question: same("Where?") };
  return {
    type: "hello",
    protocol: PROTOCOL_VERSION,
    role: "control",
    startMonth: 0,
    endMonth: 120,
    scenario,
    scenarios: [scenario],
    classes: ["capital", "metropolis", "large", "mid-sized", "small", "rest"],
    indicators: [
      { name: "population", unit: "persons", decimals: 0, label: same("Population") },
      { name: "rent", unit: "EUR/m2/month", decimals: 2, label: same("Rent") },
    ],
    places: [place(0, "ring", 100), place(1, "rest", 50), place(0, "core", 300)],
    levers: [],
    leverValues: STATE.levers,
    provenance: { version: "0", seed: "s", households: 90, scenarioDigest: "d", schemaDigest: "x" },
    state: { ...STATE, ...state },
    ...more,
  };
}

/** A month's values: indicator i in group g is month * 100 + i * GROUPS + g. */
export function valuesOf(month: number): Float64Array {
  return Float64Array.from({ length: 2 * GROUPS }, (_, index) => month * 100 + index);
}

/** A frame of the small world, as it comes over the wire. */
export function frame(month: number, more: Partial<Frame> & { readonly before?: number } = {}): ArrayBuffer {
  const before = more.before ?? 0;
  const series = Float64Array.from(
    Array.from({ length: before }, (_, row) => [...valuesOf(month - before + row)]).flat(),
  );
  return encodeFrame({
    epoch: 7,
    month,
    key: false,
    values: valuesOf(month),
    population: Float32Array.of(100, 50, 300),
    netMigration: Float32Array.of(4, -2, -8),
    rent: new Float32Array(3),
    vacancy: new Float32Array(3),
    flowFrom: Uint16Array.of(0),
    flowTo: Uint16Array.of(1),
    flowHouseholds: Float32Array.of(12),
    seriesMonths: before,
    series,
    ...more,
  });
}
