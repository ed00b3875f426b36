/** A folder with a world of few places, scenarios on it, and designs: batches that take milliseconds. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadBuiltIn } from "../../sim/experiment/data.ts";

const FILES: Readonly<Record<string, string>> = {
  "calm.yaml": "title: Calm\nplaces: few.csv\nmonths: 12\nhouseholds: 300\n",
  "remote.yaml": "extends: calm.yaml\nlevers: { telework.norm: 5, telework.employers: 1 }\n",
  "later.yaml": "extends: calm.yaml\nstart: 2020-01\n",
  "longer.yaml": "extends: calm.yaml\nmonths: 24\n",
  "elsewhere.yaml": "extends: calm.yaml\nplaces: fewer.csv\n",
  "design.yaml": [
    "scenarios: [calm.yaml, remote.yaml]",
    "households: 120",
    "months: 4",
    "replications: 10",
    "levers:",
    "  - {}",
    "  - { housing.permits: 0.2 }",
    "  - { transport.rail: -20, digital.broadband: 0.9 }",
  ].join("\n"),
  "few.yaml": "scenario: remote.yaml\nhouseholds: 120\nmonths: 4\nreplications: 5\n",
};

/** The folder, a function that adds a file and gives its path, and one that removes all. */
export function smallWorld() {
  const folder = mkdtempSync(join(tmpdir(), "voisinage-runs-"));
  const add = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const rows = loadBuiltIn().placesText.split("\n");
  add("few.csv", rows.slice(0, 21).join("\n"));
  add("fewer.csv", rows.slice(0, 16).join("\n"));
  for (const [name, text] of Object.entries(FILES)) add(name, text);
  return {
    folder,
    add,
    path: (name: string) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
