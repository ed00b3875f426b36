/**
 * Several threads on one memory. The first, which leads, names a pass; all take blocks of its items, one
 * after another, until none is left, and the leader goes on when all are done. Which thread did which block
 * must not matter: a pass writes only what belongs to its items. Threads meet at 32-bit words of shared
 * memory; nothing here knows what started them.
 */
import { InvariantError } from "./assert.ts";

/** Work on items from … to - 1 of a subject that all threads see. */
export type Pass<S> = (subject: S, from: number, to: number) => void;

/** Words of the shared memory at which threads meet. */
const TURN = 0;
const PASS = 1;
const ITEMS = 2;
const BLOCK = 3;
const NEXT = 4;
const DONE = 5;
const FAILED = 6;
const PRESENT = 7;
const WORDS = 8;
/** Instead of a pass: threads take up new memory, or end. */
const RENEW = -1;
const END = -2;
/** Looks at a word before a thread sleeps on it: waking takes longer than most waits. */
const LOOKS = 2000;
/** Longest that a thread takes to be there [ms]. */
const PATIENCE_MS = 60_000;

/** The memory at which the threads of a team meet. */
export function makeMeetingPoint(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
}

/** What the leader of a team does with the other threads. */
export interface Leader<S> {
  /** Does all items of a pass, in blocks. @throws InvariantError where a thread failed */
  run(subject: S, pass: Pass<S>, items: number, block: number): void;
  /** Lets all threads take up the memory that was sent to them. */
  renew(): void;
  /** Lets all threads end. */
  end(): void;
}

/**
 * The leader's side.
 * @param others number of other threads
 * @param passes all passes, the same on all threads
 * @param failure tells what a failed thread said
 */
export function leadTeam<S>(
  meeting: Int32Array,
  others: number,
  passes: readonly Pass<S>[],
  failure: () => string,
): Leader<S> {
  const order = new Map(passes.map((pass, at) => [pass, at]));
  const call = (what: number, items: number, block: number) => {
    Atomics.store(meeting, PASS, what);
    Atomics.store(meeting, ITEMS, items);
    Atomics.store(meeting, BLOCK, block);
    Atomics.store(meeting, NEXT, 0);
    Atomics.store(meeting, DONE, 0);
    Atomics.add(meeting, TURN, 1);
    Atomics.notify(meeting, TURN);
  };
  const meet = () => {
    for (let done = Atomics.load(meeting, DONE); done < others; done = awaitChange(meeting, DONE, done));
    if (Atomics.load(meeting, FAILED) !== 0) throw new InvariantError(`a thread failed: ${failure()}`);
  };
  return {
    run(subject, pass, items, block) {
      const at = order.get(pass);
      if (at === undefined) throw new InvariantError(`no pass of the team is called ${pass.name}`);
      call(at, items, block);
      takeBlocks(meeting, subject, pass);
      meet();
    },
    renew() {
      awaitAll(meeting, others, failure);
      call(RENEW, 0, 1);
      meet();
    },
    end() {
      call(END, 0, 1);
    },
  };
}

/**
 * The other threads' side: works until the leader ends the team.
 * @param renew takes up new memory, and gives what a pass works on
 * @param refresh makes the thread's own copies of single numbers as the leader's are
 * @param fail told what went wrong
 */
export function serveTeam<S>(
  meeting: Int32Array,
  passes: readonly Pass<S>[],
  renew: () => S,
  refresh: (subject: S) => void,
  fail: (error: unknown) => void,
): void {
  let subject: S | undefined;
  Atomics.add(meeting, PRESENT, 1);
  Atomics.notify(meeting, PRESENT);
  for (let turn = 0; ; turn++) {
    while (Atomics.load(meeting, TURN) === turn) awaitChange(meeting, TURN, turn);
    const what = Atomics.load(meeting, PASS);
    if (what === END) return;
    try {
      if (what === RENEW) subject = renew();
      else if (subject !== undefined) {
        refresh(subject);
        takeBlocks(meeting, subject, passes[what] as Pass<S>);
      }
    } catch (error) {
      fail(error);
      Atomics.store(meeting, FAILED, 1);
    }
    Atomics.add(meeting, DONE, 1);
    Atomics.notify(meeting, DONE);
  }
}

/** Waits until all threads are there. @throws InvariantError where one does not come */
function awaitAll(meeting: Int32Array, others: number, failure: () => string): void {
  for (;;) {
    const present = Atomics.load(meeting, PRESENT);
    if (present === others) return;
    if (Atomics.wait(meeting, PRESENT, present, PATIENCE_MS) === "timed-out") {
      throw new InvariantError(`${others - present} threads did not start: ${failure()}`);
    }
  }
}

/** Takes blocks until none is left. */
function takeBlocks<S>(meeting: Int32Array, subject: S, pass: Pass<S>): void {
  const items = Atomics.load(meeting, ITEMS);
  const block = Atomics.load(meeting, BLOCK);
  for (;;) {
    const from = Atomics.add(meeting, NEXT, 1) * block;
    if (from >= items) return;
    pass(subject, from, Math.min(items, from + block));
  }
}

/** Waits until a word is no longer `old`. @returns what it then is */
function awaitChange(meeting: Int32Array, word: number, old: number): number {
  for (let look = 0; look < LOOKS; look++) {
    const now = Atomics.load(meeting, word);
    if (now !== old) return now;
  }
  Atomics.wait(meeting, word, old);
  return Atomics.load(meeting, word);
}
