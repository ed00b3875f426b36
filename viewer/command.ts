/** The line for the command line that makes the present simulation again. */
import type { HelloMessage, SessionState } from "../sim/session/protocol.ts";
import { isoMonth } from "./export.ts";

/**
 * Command that reproduces scenario, seed, size, months and the levers moved by hand, each from the
 * month in which it began to act.
 */
export function commandOf(hello: HelloMessage, state: SessionState | undefined): string {
  const { seed, households } = hello.provenance;
  const set = (state?.byHand ?? []).map(({ name, value, month }) => `${name}=${value}@${isoMonth(month)}`);
  const months = Math.max(1, Math.max(hello.endMonth, state?.month ?? 0) - hello.startMonth);
  const scenario = hello.compared?.scenario.name ?? hello.scenario.name;
  return [
    "npm run -s voisinage --",
    `run ${word(scenario)}`,
    `--seed ${word(seed)}`,
    `--households ${households}`,
    `--months ${months}`,
    ...(set.length === 0 ? [] : [`--set ${word(set.join(","))}`]),
  ].join(" ");
}

/** A word as a shell takes it: quoted if anything in it could mean something else. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
