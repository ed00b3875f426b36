/** The comparison: ours and each peer in turn, round by round, each round in a process of its own. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { invariant } from "../../sim/core/assert.ts";
import { median } from "../median.ts";
import type { Implementation, RoundFigures, RoundOrder } from "./round.ts";

export type Peer = Exclude<Implementation, "ours">;
const PEERS: readonly Peer[] = ["agentscript", "flocc", "floccScheduled", "objects"];

/** Ours against one peer; each figure is the median over the rounds. */
export interface Comparison {
  readonly oursTickMs: number;
  readonly theirsTickMs: number;
  /** Median over the rounds of theirs / ours, measured one after the other. */
  readonly ratio: number;
  /** Digest of what the peer computed; its own chance may be unseeded. */
  readonly hash: string;
  /** Digest of what ours computed, the same in every round. */
  readonly oursHash: string;
  readonly bytesPerHousehold: number;
  readonly oursBytesPerHousehold: number;
}

/** Comparisons by peer, then by the probability of choosing: `p=0.01`, `p=1`. */
export interface PeerFigures {
  readonly households: number;
  readonly rounds: number;
  readonly peers: Readonly<Record<Peer, Readonly<Record<string, Comparison>>>>;
}

type Length = Pick<RoundOrder, "warmUps" | "ticks">;

/** How long each is run: enough ticks for a steady median, fewer of slow ones. By p. */
const LENGTHS: readonly (readonly [number, Readonly<Record<Implementation, Length>>])[] = [
  [
    0.01,
    {
      ours: { warmUps: 3, ticks: 300 },
      agentscript: { warmUps: 3, ticks: 100 },
      flocc: { warmUps: 2, ticks: 10 },
      floccScheduled: { warmUps: 3, ticks: 100 },
      objects: { warmUps: 3, ticks: 100 },
    },
  ],
  [
    1,
    {
      ours: { warmUps: 3, ticks: 60 },
      agentscript: { warmUps: 3, ticks: 15 },
      flocc: { warmUps: 2, ticks: 5 },
      floccScheduled: { warmUps: 2, ticks: 5 },
      objects: { warmUps: 3, ticks: 15 },
    },
  ],
];

/**
 * Compares ours with every peer.
 * @param tell told before each comparison, for the person who waits
 */
export async function comparePeers(
  households: number,
  rounds: number,
  tell: (text: string) => void,
): Promise<PeerFigures> {
  const peers: Record<Peer, Record<string, Comparison>> = {
    agentscript: {},
    flocc: {},
    floccScheduled: {},
    objects: {},
  };
  for (const peer of PEERS) {
    for (const [p, lengths] of LENGTHS) {
      tell(`40 cities, ${households.toLocaleString("en")} households, p = ${p}: ours and ${peer} …`);
      const pairs: (readonly [RoundFigures, RoundFigures])[] = [];
      for (let round = 0; round < rounds; round++) {
        const ours = await spawnRound({ implementation: "ours", households, p, ...lengths.ours });
        pairs.push([ours, await spawnRound({ implementation: peer, households, p, ...lengths[peer] })]);
      }
      peers[peer][`p=${p}`] = summarise(pairs);
    }
  }
  return { households, rounds, peers };
}

function summarise(pairs: readonly (readonly [RoundFigures, RoundFigures])[]): Comparison {
  const over = (figure: (ours: RoundFigures, theirs: RoundFigures) => number) =>
    median(pairs.map(([ours, theirs]) => figure(ours, theirs)));
  const hashes = new Set(pairs.map(([ours]) => ours.hash));
  invariant(hashes.size === 1, () => `ours computed different things: ${[...hashes].join(", ")}`);
  return {
    oursTickMs: over((ours) => ours.tickMs),
    theirsTickMs: over((_, theirs) => theirs.tickMs),
    ratio: over((ours, theirs) => theirs.tickMs / ours.tickMs),
    hash: pairs.at(-1)?.[1].hash ?? "",
    oursHash: [...hashes].join(""),
    bytesPerHousehold: over((_, theirs) => theirs.bytesPerHousehold),
    oursBytesPerHousehold: over((ours) => ours.bytesPerHousehold),
  };
}

/** Runs a round in a process of its own; what it writes goes to stderr. */
function spawnRound(order: RoundOrder): Promise<RoundFigures> {
  const program = fileURLToPath(new URL("./child.js", import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(program, [JSON.stringify(order)], { stdio: ["ignore", 2, 2, "ipc"] });
    let figures: RoundFigures | undefined;
    child.on("message", (message) => {
      figures = message as RoundFigures;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (figures !== undefined) resolve(figures);
      else reject(new Error(`round of ${order.implementation} ended with code ${code}`));
    });
  });
}
