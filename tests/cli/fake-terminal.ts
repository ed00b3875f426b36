/** A terminal that remembers what was said, with a clock that tests set. */
import type { Terminal } from "../../sim/cli/terminal.ts";

export interface FakeTerminal extends Terminal {
  /** All of stdout and stderr so far. */
  output: string;
  errors: string;
  /** [ms] */
  time: number;
}

/**
 * @param interactive as if a person watched stderr
 * @param pace time that passes between two looks at the clock [ms]
 */
export function fakeTerminal(interactive = false, width = 80, pace = 0): FakeTerminal {
  const terminal: FakeTerminal = {
    output: "",
    errors: "",
    time: 0,
    interactive,
    width: () => width,
    now: () => {
      terminal.time += pace;
      return terminal.time;
    },
    out: (text) => {
      terminal.output += text;
    },
    err: (text) => {
      terminal.errors += text;
    },
  };
  return terminal;
}
