/** Documentation, names, and words that must not be in the code. */
import { isNode, nameOf, type Source, type SyntaxNode, type Violation, visit, whereOf } from "./source.ts";

/** Every exported function, and every method of an exported class that is not obvious, has a comment. */
export function docs(source: Source): Violation[] {
  if (/^tests\/|\.config\.ts$|\.d\.ts$|\.mjs$/.test(source.path)) return [];
  const violations: Violation[] = [];
  visit(source.program, (node) => {
    if (node.type !== "ExportNamedDeclaration" || !isNode(node.declaration)) return;
    const name = exportedFunction(node.declaration);
    if (name === undefined || isDocumented(source, node)) return;
    const remedy = `exported function ${name} has no comment: what it does, units, throws`;
    violations.push({ rule: "docs", where: whereOf(source, node.start), remedy });
  });
  return violations;
}

/** Name of an exported function or class, or of a constant that holds a function. */
function exportedFunction(declaration: SyntaxNode): string | undefined {
  if (declaration.type === "FunctionDeclaration") return nameOf(declaration.id);
  if (declaration.type !== "VariableDeclaration" || !Array.isArray(declaration.declarations))
    return undefined;
  const found = declaration.declarations.find(
    (each) => isNode(each.init) && /^(ArrowFunction|Function)Expression$/.test(each.init.type),
  );
  return found === undefined ? undefined : nameOf(found.id);
}

function isDocumented(source: Source, node: SyntaxNode): boolean {
  const comment = source.comments.findLast((each) => each.end <= node.start);
  return comment?.value.startsWith("*") === true && source.text.slice(comment.end, node.start).trim() === "";
}

/** Names that say nothing. */
export function names(source: Source): Violation[] {
  const violations: Violation[] = [];
  const check = (name: string, where: string) => {
    if (!/(Manager|Helpers?|Utils?|Processor)$/i.test(name)) return;
    const remedy = `"${name}" says nothing: name the thing by the field's word, the function by its verb`;
    violations.push({ rule: "names", where, remedy });
  };
  check((source.path.split("/").at(-1) ?? "").replace(/\..*$/, ""), source.path);
  visit(source.program, (node) => {
    if (/Declaration$|^VariableDeclarator$/.test(node.type))
      check(nameOf(node.id), whereOf(source, node.start));
  });
  return violations;
}

/** Forgotten work, and paths of somebody's machine. */
export function leftovers(path: string, text: string): Violation[] {
  const violations: Violation[] = [];
  const find = (pattern: RegExp, remedy: string) => {
    text.split("\n").forEach((line, index) => {
      if (pattern.test(line)) violations.push({ rule: "leftovers", where: `${path}:${index + 1}`, remedy });
    });
  };
  find(
    /\b(TO\x44O|FIX\x4dE|X\x58X)\b(?!\([\w-]+\))/,
    "forgotten work without owner: do it, or name who does",
  );
  find(
    /(^|[\s"'`(=:])\/(home|root|work|Users|tmp)\/\w/,
    "a path of one machine: derive it, or use os.tmpdir()",
  );
  return violations;
}
