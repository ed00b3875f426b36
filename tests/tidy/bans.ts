/** What the language allows and this house does not. */
import { isNode, nameOf, type Source, type SyntaxNode, type Violation, visit, whereOf } from "./source.ts";

/** Functions of Math whose result is the same to the bit everywhere. */
const STABLE_MATH = /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|[A-Z][A-Z0-9_]*)$/;
/** What ties a result to the machine or the moment. */
const AMBIENT = ["Date", "performance", "process", "setTimeout", "setInterval", "fetch", "crypto", "console"];
/** Below experiment/ results must be the same bits everywhere. */
const BIT_STABLE = /^sim\/(core|model)\//;

type Ban = (node: SyntaxNode, source: Source, above: readonly SyntaxNode[]) => string | undefined;

const BANS: readonly Ban[] = [
  chance,
  unstableArithmetic,
  ambient,
  defaultExport,
  barrel,
  anyType,
  bang,
  focusedTest,
];

/** Every ban on every node. */
export function bans(source: Source): Violation[] {
  const violations: Violation[] = [];
  visit(source.program, (node, above) => {
    for (const ban of BANS) {
      const remedy = ban(node, source, above);
      if (remedy !== undefined)
        violations.push({ rule: ban.name, where: whereOf(source, node.start), remedy });
    }
  });
  return violations;
}

function chance(node: SyntaxNode): string | undefined {
  if (member(node) !== "Math.random") return undefined;
  return "Math.random is not reproducible: draw from a key and a stream (sim/core/random.ts)";
}

function unstableArithmetic(node: SyntaxNode, { path }: Source): string | undefined {
  if (!BIT_STABLE.test(path)) return undefined;
  if (node.operator === "**" || node.operator === "**=")
    return "** differs between engines: multiply, or pow of core/math.ts";
  const name = member(node);
  if (!name?.startsWith("Math.") || STABLE_MATH.test(name.slice(5))) return undefined;
  return `${name} differs between engines in the last bit: use its twin of core/math.ts`;
}

function ambient(node: SyntaxNode, { path }: Source, above: readonly SyntaxNode[]): string | undefined {
  if (!BIT_STABLE.test(path) || node.type !== "Identifier" || !AMBIENT.includes(nameOf(node)))
    return undefined;
  const parent = above.at(-1);
  const isKey = parent?.type === "MemberExpression" && parent.property === node && parent.computed === false;
  if (isKey || parent?.type === "Property" || parent?.type === "TSPropertySignature") return undefined;
  return `${nameOf(node)} ties the engine to this machine or moment: pass the value in from above`;
}

function defaultExport(node: SyntaxNode, { path }: Source): string | undefined {
  if (node.type !== "ExportDefaultDeclaration" || /\.(config|d)\.ts$/.test(path)) return undefined;
  return "a default export has another name in every importer: export it by name";
}

function barrel(node: SyntaxNode): string | undefined {
  const again = node.type === "ExportNamedDeclaration" && isNode(node.source);
  if (!again && node.type !== "ExportAllDeclaration") return undefined;
  return "re-export: import from the file that defines it";
}

function anyType(node: SyntaxNode): string | undefined {
  return node.type === "TSAnyKeyword"
    ? "any switches the checker off: name the type, or unknown and narrow"
    : undefined;
}

function bang(node: SyntaxNode, { path }: Source): string | undefined {
  if (node.type !== "TSNonNullExpression" || !path.startsWith("sim/")) return undefined;
  const inner = node.expression;
  if (isNode(inner) && inner.type === "MemberExpression" && inner.computed === true) return undefined;
  return "! is for an element of a typed array, a[i]!: elsewhere narrow the type";
}

function focusedTest(node: SyntaxNode, { path }: Source): string | undefined {
  const name = member(node);
  if (!path.startsWith("tests/") || name === undefined) return undefined;
  if (!/^(test|it|describe|suite)\.(only|skip|todo)$/.test(name)) return undefined;
  return `${name} leaves tests out unseen: remove it`;
}

/** `Math.random` of such an expression, written with a dot or brackets. */
function member(node: SyntaxNode): string | undefined {
  if (node.type !== "MemberExpression" || !isNode(node.property)) return undefined;
  const property = node.computed === true ? node.property.value : nameOf(node.property);
  return `${nameOf(node.object)}.${String(property)}`;
}
