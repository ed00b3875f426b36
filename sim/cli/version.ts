/** Version of the product, from its package. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Version such as 0.1.0. */
export function productVersion(): string {
  let folder = new URL(".", import.meta.url);
  while (!existsSync(fileURLToPath(new URL("package.json", folder)))) folder = new URL("..", folder);
  const found: { version?: unknown } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  return String(found.version);
}
