/** The terminal a command speaks to: results on stdout, everything else on stderr. */

/** What a command needs of its terminal; tests give one that remembers. */
export interface Terminal {
  /** Results, for people or pipes. */
  out(text: string): void;
  /** Progress and problems. */
  err(text: string): void;
  /** True if a person sees stderr as it is written, so that a bar may be redrawn. */
  readonly interactive: boolean;
  /** Width of stderr [columns]. */
  width(): number;
  /** Wall clock [ms]. */
  now(): number;
}

/** Terminal of this process. */
export function processTerminal(): Terminal {
  // A reader that leaves early (`| head`) ends the run quietly.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY === true && process.env.TERM !== "dumb",
    width: () => process.stderr.columns ?? 80,
    now: () => performance.now(),
  };
}

/** Exit codes of a command ended by a signal, as shells count them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** A second Ctrl-C after this time ends the program at once [ms]; npm may send one signal twice. */
const PATIENCE = 1000;

/** The person pressed Ctrl-C, or the system asked to stop. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("stopped");
    this.exitCode = exitCode;
  }
}

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort, so that a command can put things in order.
 * A second one ends the program at once.
 * @returns a function that begins to do so, and one that gives the process its usual manners back
 */
export function interruptCatcher(now: () => number): {
  catchInterrupts: () => AbortSignal;
  release: () => void;
} {
  const controller = new AbortController();
  const listeners = new Map<string, () => void>();
  let first = 0;
  const listen = (name: string, exitCode: number) => {
    const listener = () => {
      if (controller.signal.aborted && now() - first > PATIENCE) process.exit(exitCode);
      if (!controller.signal.aborted) first = now();
      controller.abort(new Interrupted(exitCode));
    };
    listeners.set(name, listener);
    process.on(name, listener);
  };
  return {
    catchInterrupts: () => {
      if (listeners.size === 0)
        for (const [name, exitCode] of Object.entries(SIGNALS)) listen(name, exitCode);
      return controller.signal;
    },
    release: () => {
      for (const [name, listener] of listeners) process.off(name, listener);
      listeners.clear();
    },
  };
}
