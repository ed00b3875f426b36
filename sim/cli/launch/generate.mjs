// @ts-check
/** `npm run generate`: writes the JSON Schema of scenarios and the tables in the READMEs of scenarios/. */
import { writeFileSync } from "node:fs";
import { built, prepare } from "./prepare.mjs";

await prepare();
const { generatedFiles } = await built("sim/experiment/documents.js");
for (const { path, text } of generatedFiles()) writeFileSync(path, text);
