// @ts-check
/** `npm run bench`: builds what is stale, then measures the engine. */
import { built, prepare } from "./prepare.mjs";

await prepare({ viewer: false });
const { main } = await built("bench/main.js");
process.exitCode = await main(process.argv.slice(2));
