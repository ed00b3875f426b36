/**
 * YAML text to one document of nodes, with every cost bounded before it arises: first the number of
 * tokens, then the depth, and only then are nodes composed, which is recursive. (Near the end of the
 * call stack V8 may end the process while it compiles a regular expression; no catch helps.)
 */
import { Composer, type CST, type Document, Lexer, LineCounter, type ParsedNode, Parser } from "yaml";
import { note, type ProblemLog, quoted } from "./errors.ts";

/** Limits of a YAML file, in parts of the document. */
export const YAML_LIMITS = { tokens: 20_000, keys: 2_000, parts: 10_000, aliases: 100, depth: 24 } as const;

/** What to say of a document that is too deep. */
export const TOO_DEEP = `nested deeper than ${YAML_LIMITS.depth} levels; a scenario needs six`;

/** A document without errors, and the line of an offset in its text. */
export interface YamlDocument {
  readonly document: Document.Parsed;
  readonly lineAt: (offset: number) => number;
}

/**
 * Composes the only document of a text. `yaml`'s own check of unique keys is off because it is
 * quadratic (189 kB took 3.9 s).
 * @returns undefined if there are problems, which the log then holds
 */
export function composeYaml(text: string, file: string, log: ProblemLog): YamlDocument | undefined {
  if (tooLong(text, file, log)) return undefined;
  const counter = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  const tokens = [...new Parser(counter.addNewLine).parse(text)];
  const where = (offset: number) => `${file}:${lineAt(offset)}`;
  const deep = tooDeep(tokens);
  if (deep !== undefined) note(log, "SCENARIO_DEPTH", where(deep.offset), TOO_DEEP);
  for (const token of tokens) {
    if (token.type !== "directive") continue;
    note(log, "SCENARIO_YAML", where(token.offset), `${quoted(token.source)} is a YAML directive; remove it`);
  }
  if (log.problems.length > 0) return undefined;
  const composer = new Composer<ParsedNode>({ uniqueKeys: false, prettyErrors: false });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return undefined;
  for (const error of document.errors) {
    const reason = error.message.split("\n")[0]?.replace(/\.$/, "");
    note(log, "SCENARIO_YAML", where(error.pos[0]), `not readable as YAML: ${reason}`);
  }
  if (second !== undefined) {
    note(log, "SCENARIO_YAML", where(second.range[0]), "a second document begins (---); write one a file");
  }
  return log.problems.length > 0 ? undefined : { document, lineAt };
}

function tooLong(text: string, file: string, log: ProblemLog): boolean {
  let tokens = 0;
  let line = 1;
  for (const token of new Lexer().lex(text)) {
    if (token.includes("\n")) line += token.split("\n").length - 1;
    if (++tokens <= YAML_LIMITS.tokens) continue;
    const message = `too many parts (${YAML_LIMITS.tokens} tokens were read); shorten the file`;
    note(log, "SCENARIO_SIZE", `${file}:${line}`, message);
    return true;
  }
  return false;
}

/** The first collection beyond the depth allowed; walks without recursion. */
function tooDeep(tokens: readonly CST.Token[]): CST.Token | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > YAML_LIMITS.depth) return token;
    if (token.type === "document" && token.value !== undefined) open.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}
