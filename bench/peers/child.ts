/** Program of a child process: takes the order of a round as its argument, sends the figures, ends. */
import { type RoundOrder, runRound } from "./round.ts";

const order = JSON.parse(process.argv[2] ?? "") as RoundOrder;
process.send?.(await runRound(order));
process.disconnect?.();
