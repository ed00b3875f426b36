/** What the bench found, as one JSON object or as text with tables. */
import { type EngineFigures, ratioToBandwidthLimit } from "./engine.ts";
import type { Comparison, PeerFigures } from "./peers/compare.ts";

/** All figures of one run of the bench. */
export interface BenchFigures {
  /** By number of households, ascending. */
  readonly sizes: readonly EngineFigures[];
  /** Copy bandwidth of the machine, read and written bytes together. */
  readonly bytesPerSecond: number;
  readonly comparison: PeerFigures;
}

/** Exactly one object: `engine` is the largest size, `sizes` all of them, `peers` the comparison. */
export function asJson({ sizes, bytesPerSecond, comparison }: BenchFigures): string {
  const withRatio = sizes.map((each) => ({
    ...each,
    ratioToBandwidthLimit: ratioToBandwidthLimit(each, bytesPerSecond),
  }));
  const { peers, households, rounds } = comparison;
  return `${JSON.stringify({
    engine: withRatio.at(-1),
    sizes: withRatio,
    peers,
    peerSetup: { households, rounds },
    bytesPerSecond,
    node: process.version,
  })}\n`;
}

/** For people: the engine size by size, then the table of peers. */
export function asText({ sizes, bytesPerSecond, comparison }: BenchFigures): string {
  return [
    `Memory is copied at ${(bytesPerSecond / 1e9).toFixed(1)} GB/s.`,
    ...sizes.flatMap((each) => describeSize(each, bytesPerSecond)),
    "",
    ...describePeers(comparison),
    "",
  ].join("\n");
}

function describeSize(each: EngineFigures, bytesPerSecond: number): string[] {
  return [
    `${each.households.toLocaleString("en")} households, ${each.months} months:`,
    `  ${each.nsPerHouseholdMonth.toFixed(0)} ns a household-month (median month), ` +
      `${each.bytesPerHousehold.toFixed(0)} bytes a household, built in ${each.setupSeconds.toFixed(1)} s`,
    `  ${ratioToBandwidthLimit(each, bytesPerSecond).toFixed(0)} times as long as to read and write once ` +
      `the ${each.touchedBytesPerHousehold.toFixed(0)} bytes of columns and live ties`,
    ...Object.entries(each.processes).map(
      ([name, ns]) => `    ${name.padEnd(20)}${ns.toFixed(1).padStart(9)} ns`,
    ),
    `  digest ${each.digest}`,
  ];
}

const HEADS = ["peer", "chooses", "ours [ms]", "theirs [ms]", "ratio", "bytes", "hash of ours / theirs"];

function describePeers({ households, rounds, peers }: PeerFigures): string[] {
  const rows = Object.entries(peers).flatMap(([peer, byP]) =>
    Object.entries(byP).map(([chooses, each]) => row(peer, chooses, each)),
  );
  return [
    `40 cities, ${households.toLocaleString("en")} households: a tick of ours and of peers, ` +
      `median of ${rounds} rounds in turn:`,
    ...[HEADS, ...rows].map((cells) => `  ${cells.map(aligned).join("  ").trimEnd()}`),
  ];
}

function row(peer: string, chooses: string, each: Comparison): string[] {
  const ms = (value: number) => value.toPrecision(3);
  return [
    peer,
    chooses,
    ms(each.oursTickMs),
    ms(each.theirsTickMs),
    Math.round(each.ratio).toLocaleString("en"),
    `${each.oursBytesPerHousehold.toFixed(0)} / ${each.bytesPerHousehold.toFixed(0)}`,
    `${each.oursHash.slice(0, 8)} / ${each.hash.slice(0, 8)}`,
  ];
}

/** Names to the left, numbers to the right. */
function aligned(cell: string, column: number): string {
  return column === 0 ? cell.padEnd(14) : column === 6 ? cell : cell.padStart(11);
}
