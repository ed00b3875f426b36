// @ts-check
/** `npm run soak [-- SETTINGS [SEED]]`: 2,000 random settings of all levers, and eighty years. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [settings = "2000", seed = "2019"] = process.argv.slice(2);
const vitest = `${root}node_modules/vitest/vitest.mjs`;
const args = [vitest, "run", "--config", "tests/vitest.config.ts", "--testTimeout=0", "tests/soak"];
const env = { ...process.env, SOAK: settings, SOAK_SEED: seed };
process.exitCode = spawnSync(process.execPath, args, { cwd: root, env, stdio: "inherit" }).status ?? 1;
