/** Whether all runtimes came to the same bits, as a table and as an exit code. */
import type { Digests, Outcome } from "./digests.ts";
import { NotHere, type Runtime, reasonOf } from "./runtime.ts";
import type { Size } from "./task.ts";

/** One runtime of the comparison. */
export type Row =
  | {
      readonly state: "same" | "differs";
      readonly runtime: string;
      readonly version: string;
      readonly digests: Digests;
      /** Whole program with its start [s], and of it the runs. */
      readonly seconds: number;
      readonly times: Outcome["times"];
      /** What differs first from the first runtime, by digest. */
      readonly first: Readonly<Partial<Record<keyof Digests, string>>>;
    }
  | { readonly state: "not here" | "failed"; readonly runtime: string; readonly reason: string };

const KINDS = ["run", "kernels", "maths", "draws"] as const;

/**
 * Computes the digests on one runtime after another; the first that can be had is what others are held to.
 * @param onRow told of every row as it is there
 */
export async function compareRuntimes(
  runtimes: readonly Runtime[],
  size: Size,
  onRow: (row: Row) => void = () => {},
): Promise<Row[]> {
  const rows: Row[] = [];
  let yardstick: Outcome | undefined;
  for (const runtime of runtimes) {
    const row = await runtime.measure(size).then(
      ({ version, outcome, seconds }): Row => {
        yardstick ??= outcome;
        return { ...comparedWith(yardstick, outcome), runtime: runtime.name, version, seconds };
      },
      (error: unknown): Row => {
        const state = error instanceof NotHere ? "not here" : "failed";
        return { state, runtime: runtime.name, reason: reasonOf(error) };
      },
    );
    rows.push(row);
    onRow(row);
  }
  return rows;
}

/** 1 where bits differ, a runtime failed, or several were asked for and fewer than two came; else 0. */
export function exitCodeOf(rows: readonly Row[]): number {
  const isWrong = rows.some(({ state }) => state === "differs" || state === "failed");
  const same = rows.filter(({ state }) => state === "same").length;
  return isWrong || same < Math.min(2, rows.length) ? 1 : 0;
}

/** The rows as a table in Markdown, then what differs first, then the verdict. */
export function tableOf(rows: readonly Row[]): string {
  const head = ["runtime", "version", ...KINDS, "seconds", "same?"];
  const lines = [head, head.map(() => "---"), ...rows.map(cellsOf)].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  const causes = rows.flatMap((row) =>
    row.state !== "differs"
      ? []
      : KINDS.filter((kind) => row.first[kind] !== undefined).map(
          (kind) => `${row.runtime} differs in its ${kind}, first at: ${row.first[kind]}`,
        ),
  );
  return `${[...lines, "", ...causes, verdictOf(rows)].join("\n")}\n`;
}

function cellsOf(row: Row): string[] {
  if (!("digests" in row))
    return [row.runtime, row.state, ...KINDS.map(() => ""), "", row.reason.replaceAll("|", "/")];
  // Eight digits tell an accident; --json has all 32.
  const digests = KINDS.map((kind) => `\`${row.digests[kind].slice(0, 8)}\``);
  return [row.runtime, row.version, ...digests, row.seconds.toFixed(1), row.state];
}

function verdictOf(rows: readonly Row[]): string {
  const count = (state: Row["state"]) => rows.filter((row) => row.state === state).length;
  const [same, differs, failed, absent] = (["same", "differs", "failed", "not here"] as const).map(count);
  return `${same} the same, ${differs} differ, ${failed} failed, ${absent} not here`;
}

/** Held to the yardstick: every digest, and the first part that differs. */
function comparedWith(yardstick: Outcome, outcome: Outcome) {
  const { digests, parts, times } = outcome;
  const first: Partial<Record<keyof Digests, string>> = {};
  for (const kind of KINDS) {
    // Kernels are held to the run without them.
    const expected = kind === "kernels" ? "run" : kind;
    if (digests[kind] === yardstick.digests[expected]) continue;
    first[kind] = firstDifference(yardstick.parts[expected], parts[kind]);
  }
  const state = Object.keys(first).length === 0 ? ("same" as const) : ("differs" as const);
  return { state, digests, times, first };
}

function firstDifference(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): string {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.find((name) => a[name] !== b[name]) ?? "the digest of equal parts";
}
