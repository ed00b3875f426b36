/**
 * All members of the ensemble over the cores of this machine, until what they say is precise enough.
 * Results do not depend on the number of threads: members are added in waves of fixed size.
 */
import { runTasks } from "../experiment/pool.ts";
import { seedOf } from "../experiment/replicate.ts";
import type { Parameters } from "../model/parameters.ts";
import { measuredAt, withConditions } from "./conditions.ts";
import type { FactPart } from "./facts.ts";
import type { PlacesFit } from "./fit.ts";
import type { Values } from "./member.ts";
import { type Answer, type Task, VALIDATION_JOB } from "./tasks.ts";
import { isPrecise, judgePart, type PartResult } from "./verdicts.ts";
import type { Member, Setting } from "./worlds.ts";

/** How members are run. */
export interface MemberOptions {
  readonly setting: Setting;
  /** In the order in which they are taken. */
  readonly members: readonly Member[];
  /** Fewer than these are never enough. */
  readonly least: number;
  /** Simulated households of the world that is compared with its places; absent: it is left out. */
  readonly fitted?: number;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Told how many months of a member's worlds were simulated since it was told before. */
  readonly onMonths: (months: number) => void;
}

/** What was found over all members. */
export interface Observations {
  readonly results: readonly PartResult[];
  readonly members: number;
  readonly places: PlacesFit | null;
}

/** Members of a wave beyond the least. */
const WAVE = 10;

/** Members of a seed: points of the ensemble, spread over it, each under luck of its own. */
export function membersOf(
  seed: string,
  count: number,
  ensemble: readonly Partial<Parameters>[] = [{}],
): readonly Member[] {
  return Array.from({ length: count }, (_, k) => {
    const point = count <= ensemble.length ? Math.floor((k * ensemble.length) / count) : k % ensemble.length;
    return { seed: seedOf(seed, k + 1), parameters: ensemble[point] ?? {} };
  });
}

/**
 * Observes members and judges the parts: the least number of members, then more until every part is precise.
 * @throws the signal's reason when stopped
 */
export async function observeMembers(
  parts: readonly FactPart[],
  options: MemberOptions,
): Promise<Observations> {
  const all = withConditions(parts);
  const { members, least, fitted } = options;
  const found: Values[] = [];
  let places: PlacesFit | null = null;
  for (;;) {
    const first = found.length === 0;
    const wave = members.slice(found.length, first ? least : found.length + WAVE);
    const [member] = members;
    // The large world takes longest: it begins.
    const large: Task[] = first && fitted !== undefined && member !== undefined ? [{ member, fitted }] : [];
    const answers = await ask([...large, ...wave.map((each) => ({ member: each }))], options);
    found.push(...answers.flatMap(({ values }) => (values === undefined ? [] : [values])));
    places = answers.find(({ fit }) => fit !== undefined)?.fit ?? places;
    const judged = all.map((part) =>
      judgePart(
        part,
        found.map((values) => measuredAt(part.key, values)),
      ),
    );
    if (wave.length === 0 || judged.every(isPrecise)) {
      return { results: judged, members: found.length, places };
    }
  }
}

/** Answers to tasks, in their order. */
async function ask(tasks: readonly Task[], options: MemberOptions): Promise<Answer[]> {
  const { setting, signal, threads, onMonths } = options;
  const answers: Answer[] = [];
  const onResult = (position: number, answer: Answer) => {
    answers[position] = answer;
  };
  await runTasks(VALIDATION_JOB, setting, tasks, { threads, signal, onResult, onProgress: onMonths });
  return answers;
}
