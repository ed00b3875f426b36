import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { expect, test } from "vitest";
import { generatedFiles } from "../../sim/experiment/documents.ts";

test.each(
  generatedFiles().map((file) => ({
    ...file,
    name: `${basename(dirname(file.path))}/${basename(file.path)}`,
  })),
)("$name says what the code does; otherwise run `npm run generate`", ({ path, text }) => {
  expect(readFileSync(path, "utf8")).toBe(text);
});
