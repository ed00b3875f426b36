/** Nothing is longer than one can take in at a glance. */
import {
  isNode,
  lineOf,
  nameOf,
  type Source,
  type SyntaxNode,
  type Violation,
  visit,
  whereOf,
} from "./source.ts";

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 70;
const MAX_COLUMNS = 110;
const FUNCTIONS = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];

/** Lengths of files, functions and lines. */
export function lengths(source: Source): Violation[] {
  const violations: Violation[] = [];
  const add = (where: string, remedy: string) => violations.push({ rule: "lengths", where, remedy });
  const lines = source.text.split("\n");
  if (lines.length - 1 > MAX_FILE_LINES) {
    add(source.path, `${lines.length - 1} lines, at most ${MAX_FILE_LINES}: split it by what it tells`);
  }
  lines.forEach((line, index) => {
    if ([...line].length <= MAX_COLUMNS) return;
    add(`${source.path}:${index + 1}`, `${[...line].length} columns, at most ${MAX_COLUMNS}: break the line`);
  });
  visit(source.program, (node, above) => {
    if (!FUNCTIONS.includes(node.type) || isSuite(above.at(-1), node)) return;
    const length = lineOf(source.text, node.end) - lineOf(source.text, node.start) + 1;
    if (length <= MAX_FUNCTION_LINES) return;
    const name = nameOf(node.id) || nameOf(above.at(-1)?.id) || nameOf(above.at(-1)?.key) || "this function";
    add(
      whereOf(source, node.start),
      `${name} has ${length} lines, at most ${MAX_FUNCTION_LINES}: give a part of it a name of its own`,
    );
  });
  return violations;
}

/** `describe("…", () => { … })` holds tests and may be as long as its file. */
function isSuite(parent: SyntaxNode | undefined, node: SyntaxNode): boolean {
  if (parent?.type !== "CallExpression" || !isNode(parent.callee)) return false;
  const callee = parent.callee;
  const name = nameOf(callee) || nameOf(isNode(callee.callee) ? callee.callee.object : callee.object);
  return name === "describe" && node.type === "ArrowFunctionExpression";
}
