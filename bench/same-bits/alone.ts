/**
 * Program for one Node: reads the reference scenario and the real places from their files, computes the
 * digests and prints them as one JSON object. Words of the command line: households, months, samples.
 */
import { computeDigests } from "./digests.ts";
import { builtKernels, makeTask } from "./task.ts";

const [households, months, samples] = process.argv.slice(2).map(Number);
if (households === undefined || months === undefined || samples === undefined) {
  throw new Error("needs three words: households, months, samples");
}
const outcome = computeDigests(makeTask({ households, months, samples }), builtKernels());
process.stdout.write(`${JSON.stringify(outcome)}\n`);
