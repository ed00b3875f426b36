/** What the bench found, as one JSON object or as text with tables. */
import type { ChoiceFigures } from "./choice.ts";
import { type EngineFigures, ratioToBandwidthLimit, type WayFigures } from "./engine.ts";
import type { Comparison, PeerFigures } from "./peers/compare.ts";

/** All figures of one run of the bench. */
export interface BenchFigures {
  /** By number of households, ascending. */
  readonly sizes: readonly EngineFigures[];
  /** Threads and kernels at one of these sizes. */
  readonly ways: readonly WayFigures[];
  readonly choice: ChoiceFigures;
  /** Copy bandwidth of the machine, read and written bytes together. */
  readonly bytesPerSecond: number;
  readonly comparison: PeerFigures;
}

/** Exactly one object: `engine` is the largest size, `sizes` all of them, `peers` the comparison. */
export function asJson({ sizes, ways, choice, bytesPerSecond, comparison }: BenchFigures): string {
  const rated = <F extends EngineFigures>(each: F) => ({
    ...each,
    ratioToBandwidthLimit: ratioToBandwidthLimit(each, bytesPerSecond),
  });
  const withRatio = sizes.map(rated);
  const { peers, households, rounds } = comparison;
  return `${JSON.stringify({
    engine: withRatio.at(-1),
    sizes: withRatio,
    ways: ways.map((each) => ({ ...rated(each), speedup: speedup(each, sizes, ways) })),
    choice,
    peers,
    peerSetup: { households, rounds },
    bytesPerSecond,
    node: process.version,
  })}\n`;
}

/** For people: the engine size by size, then the table of peers. */
export function asText({ sizes, ways, choice, bytesPerSecond, comparison }: BenchFigures): string {
  return [
    `Memory is copied at ${(bytesPerSecond / 1e9).toFixed(1)} GB/s.`,
    ...sizes.flatMap((each) => describeSize(each, bytesPerSecond)),
    ...ways.map((each) => describeWay(each, sizes, ways)),
    "",
    describeChoice(choice),
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

/** How much faster several threads are than one with the same kernels; 1 of one thread. */
function speedup(way: WayFigures, sizes: readonly EngineFigures[], ways: readonly WayFigures[]): number {
  const alone = ways.find(({ kernel, threads }) => threads === 1 && kernel === way.kernel);
  const plain = sizes.find(({ households }) => households === way.households);
  return ((alone ?? plain)?.nsPerHouseholdMonth ?? Number.NaN) / way.nsPerHouseholdMonth;
}

function describeWay(each: WayFigures, sizes: readonly EngineFigures[], ways: readonly WayFigures[]): string {
  const size = each.households.toLocaleString("en");
  const faster = speedup(each, sizes, ways).toFixed(2);
  const ns = each.nsPerHouseholdMonth.toFixed(0);
  const threads =
    each.threads === 1 ? "one thread" : `${each.threads} threads, ${faster} times as fast as one`;
  return `${size} households, ${each.kernel}, ${threads}: ${ns} ns a household-month, digest ${each.digest}`;
}

function describeChoice({ places, compared, equal, nsSearch, nsAll, ratio, hash }: ChoiceFigures): string {
  const times = `${nsSearch.toFixed(0)} ns a choice, ${ratio.toFixed(1)} times as fast as`;
  const all = `working out all ${places} places (${nsAll.toFixed(0)} ns)`;
  return `Choosing a place: ${times} ${all}; ${equal} of ${compared} choices the same, hash ${hash}`;
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
