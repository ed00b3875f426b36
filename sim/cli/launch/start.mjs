// @ts-check
/** `npm start`: everything from a fresh clone to the live map of the reference scenario. */
import { built, prepare } from "./prepare.mjs";

await prepare();
const { main } = await built("sim/cli/main.js");
process.exitCode = await main(["serve", ...process.argv.slice(2)]);
