/** A terminal that remembers what was said, with a clock that tests set. */
import type { Terminal } from "../../sim/cli/terminal.ts";

export interface FakeTerminal extends Terminal {
  /** All of stdout and stderr so far. */
  output: string;
  errors: string;
  /** [ms] */
  time: number;
}

/** @param interactive as if a person watched stderr */
export function fakeTerminal(interactive = false, width = 80): FakeTerminal {
  return {
    output: "",
    errors: "",
    time: 0,
    interactive,
    width: () => width,
    now() {
      return this.time;
    },
    out(text) {
      this.output += text;
    },
    err(text) {
      this.errors += text;
    },
  };
}
