/** Whether runs fit into this machine: told before it crawls. */
import { totalmem } from "node:os";
import { userError } from "../experiment/errors.ts";

/** Memory that a run needs beside its state, and by household with room to spare [bytes]. */
const MEMORY_BASE = 300e6;
const MEMORY_PER_HOUSEHOLD = 400;
/** What a further thread needs beside its runs [bytes]. */
const MEMORY_PER_THREAD = 120e6;

/**
 * Threads that fit, at most `wanted`.
 * @param households simulated households of the largest run
 * @throws UserError RUN_MEMORY if not even one run fits
 */
export function threadsThatFit(households: number, wanted = 1): number {
  const each = MEMORY_PER_THREAD + households * MEMORY_PER_HOUSEHOLD;
  const needed = MEMORY_BASE + households * MEMORY_PER_HOUSEHOLD;
  if (needed < totalmem()) {
    return Math.max(1, Math.min(wanted, 1 + Math.floor((totalmem() - needed) / each)));
  }
  const most = Math.floor((totalmem() - MEMORY_BASE) / MEMORY_PER_HOUSEHOLD / 1000) * 1000;
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  throw userError(
    "RUN_MEMORY",
    `${households.toLocaleString("en")} households`,
    `need about ${gigabytes(needed)} GB, this machine has ${gigabytes(totalmem())}; give at most ${most}`,
  );
}
