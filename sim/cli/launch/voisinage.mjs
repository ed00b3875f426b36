#!/usr/bin/env node
// @ts-check
/** `voisinage COMMAND`: installs and builds what is missing or stale, then runs the command. */
import { built, prepare } from "./prepare.mjs";

await prepare({ viewer: process.argv[2] === "serve" });
const { main } = await built("sim/cli/main.js");
process.exitCode = await main(process.argv.slice(2));
