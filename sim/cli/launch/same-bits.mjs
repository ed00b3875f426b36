// @ts-check
/** `npm run same-bits`: builds what is stale, then compares the bits of all runtimes. */
import { built, prepare } from "./prepare.mjs";

await prepare({ viewer: false });
const { main } = await built("bench/same-bits/main.js");
process.exitCode = await main(process.argv.slice(2));
