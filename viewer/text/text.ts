/**
 * The words of the viewer. Every language has the keys of the French one: a missing key, or one
 * that takes other arguments, does not compile.
 */
import type { Language } from "../../sim/session/protocol.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";

/** The shape of a language: texts, and texts that take words or printed numbers. */
export type Text = {
  readonly [K in keyof typeof fr]: K extends "code"
    ? Language
    : (typeof fr)[K] extends (...words: infer W) => string
      ? (...words: W) => string
      : string;
};

/** Names of texts that stand by themselves. */
export type PlainKey = {
  [K in keyof typeof fr]: (typeof fr)[K] extends string ? K : never;
}[keyof typeof fr];

/** Every language, French first. */
export const TEXTS: Readonly<Record<Language, Text>> = { fr, nl, en };

/** Languages in the order of the switch, with their own names. */
export const LANGUAGES: readonly { readonly code: Language; readonly name: string }[] = [
  { code: "fr", name: "Français" },
  { code: "nl", name: "Nederlands" },
  { code: "en", name: "English" },
];

/** A class's key part: `mid-sized` is written `midsized` in the keys. */
const CLASS_KEYS = ["capital", "metropolis", "large", "midsized", "small", "rest"] as const;
type ClassKey = (typeof CLASS_KEYS)[number];

/**
 * How a class of cities is called.
 * @param form `class` its name, `short` beside a line, `the` within a sentence, `size` its bounds
 * @returns the class's own name if it is unknown
 */
export function className(text: Text, form: "class" | "short" | "the" | "size", name: string): string {
  const key = CLASS_KEYS.find((each) => each === name.replace("-", "")) as ClassKey | undefined;
  return key === undefined ? name : text[`${form}_${key}`];
}

const ZONE_KEYS = ["core", "pole", "ring", "rest"] as const;

/**
 * How a zone of an area is called.
 * @param hasCore true if the area's central commune is a zone of its own
 */
export function zoneName(text: Text, zone: string, hasCore: boolean): string {
  const key = ZONE_KEYS.find((each) => each === zone);
  if (key === undefined) return zone;
  return key === "pole" && !hasCore ? text.zone_poleAlone : text[`zone_${key}`];
}
