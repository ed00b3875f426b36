/** Source files as syntax trees, for the rules of the house. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

/** Folder of the package. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A node of the syntax tree (ESTree with TypeScript); `start` and `end` are offsets in the text. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Comment {
  readonly type: "Line" | "Block";
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A file to look at; `path` is relative to the package, with slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly program: SyntaxNode;
  readonly comments: readonly Comment[];
}

/** A broken rule: where, what, and what to do. */
export interface Violation {
  readonly rule: string;
  readonly where: string;
  readonly remedy: string;
}

/** Parses a text as the file `path` of the package. */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  return { path, text, program: program as unknown as SyntaxNode, comments: comments as Comment[] };
}

/** All files of the package of one of these kinds, sorted; not those that are installed or built. */
export function filesOf(pattern: RegExp, folder = ""): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return isSkipped(entry.name) ? [] : filesOf(pattern, path);
      return pattern.test(path) ? [path] : [];
    })
    .sort();
}

function isSkipped(name: string): boolean {
  return ["node_modules", "dist", "out"].includes(name) || (name.startsWith(".") && name !== ".ci");
}

/** Text of a file of the package. */
export function readSource(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Every node of the tree with the nodes above it, from the root down. */
export function visit(
  node: SyntaxNode,
  seen: (node: SyntaxNode, above: readonly SyntaxNode[]) => void,
  above: readonly SyntaxNode[] = [],
): void {
  seen(node, above);
  const here = [...above, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, seen, here);
    }
  }
}

/** True if a value is a node of the tree. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** `path:line` of an offset. */
export function whereOf(source: Source, offset: number): string {
  return `${source.path}:${lineOf(source.text, offset)}`;
}

/** Line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Name of an identifier node, or an empty text. */
export function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === "string" ? node.name : "";
}
