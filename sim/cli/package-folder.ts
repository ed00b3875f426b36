/** The installed package: its folder and its version. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder that holds package.json, above the sources and above dist/. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** Version such as 0.1.0. */
export function productVersion(): string {
  const found: { version?: unknown } = JSON.parse(
    readFileSync(join(packageFolder(), "package.json"), "utf8"),
  );
  return String(found.version);
}
