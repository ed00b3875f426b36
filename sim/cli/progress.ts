/** A bar with the time left, on stderr; where nobody watches a terminal, a line now and then. */
import type { Terminal } from "./terminal.ts";

/** How far a command is. */
export interface Progress {
  /** @param label what is being done now, such as a month */
  update(done: number, total: number, label: string): void;
  /** Takes the bar away. */
  end(): void;
}

/** Time between two drawings of a bar, and between two lines where there is no bar [ms]. */
const REDRAW = 100;
const LINE = 10_000;
/** Before this time nothing sure can be said of the time left [ms]. */
const WARM_UP = 500;

/** A progress that draws a bar on an interactive terminal and lines elsewhere; silent if `quiet`. */
export function startProgress(terminal: Terminal, quiet: boolean): Progress {
  if (quiet) return { update: () => {}, end: () => {} };
  const every = terminal.interactive ? REDRAW : LINE;
  const began = terminal.now();
  let shown = terminal.interactive ? Number.NEGATIVE_INFINITY : began;
  let drawn = false;
  return {
    update(done, total, label) {
      const now = terminal.now();
      if (now - shown < every && !(drawn && done === total)) return;
      shown = now;
      const left = timeLeft(now - began, done, total);
      if (!terminal.interactive) {
        terminal.err(`${label}  ${percent(done, total)}${left}\n`);
        return;
      }
      drawn = true;
      const tail = ` ${percent(done, total)}${left}`;
      const room = Math.min(40, terminal.width() - label.length - tail.length - 4);
      terminal.err(`\r\u001b[2K${label} ${bar(done / Math.max(1, total), room)}${tail}`);
    },
    end() {
      if (drawn) terminal.err("\r\u001b[2K");
      drawn = false;
    },
  };
}

function percent(done: number, total: number): string {
  return `${String(Math.floor((100 * done) / Math.max(1, total))).padStart(3)} %`;
}

/** Time left at the pace so far, in words; empty while it cannot be told. */
function timeLeft(elapsed: number, done: number, total: number): string {
  if (elapsed < WARM_UP || done <= 0 || done >= total) return "";
  return `, ${duration((elapsed / done) * (total - done) * 0.001)} left`;
}

/** A span of time as people say it: `8 s`, `3 min 20 s`, `2 h 05 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** A bar of `room` columns, filled up to `share` (0..1); empty if there is no room. */
function bar(share: number, room: number): string {
  if (room < 8) return "";
  const full = Math.round(Math.min(1, Math.max(0, share)) * room);
  return `${"█".repeat(full)}${"░".repeat(room - full)}`;
}
