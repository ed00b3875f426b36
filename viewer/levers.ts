/** How the levers are laid out: by what they are, then by subject; which are found, which are moved. */
import type { LeverSpec } from "../sim/model/levers/spec.ts";
import type { HelloMessage, Language, SessionState } from "../sim/session/protocol.ts";

/** What a lever is: a choice, a view of the world, an event, or which of two theories holds. */
export type LeverKind = "policy" | "assumption" | "shock" | "switch";
export const LEVER_KINDS: readonly LeverKind[] = ["policy", "assumption", "shock", "switch"];

/** Subjects of the levers, in the order of the month's processes. */
export const LEVER_SUBJECTS = [
  "shocks",
  "demography",
  "labour",
  "telework",
  "digital",
  "platforms",
  "ties",
  "commons",
  "place",
  "housing",
  "climate",
  "governance",
  "wellbeing",
] as const;
export type LeverSubject = (typeof LEVER_SUBJECTS)[number];

/** Levers of one subject. */
export interface LeverGroup {
  readonly subject: LeverSubject;
  readonly levers: readonly LeverSpec[];
}

const KIND_OF_PREFIX: Readonly<Record<string, LeverKind>> = { shock: "shock", switch: "switch" };
const SUBJECT_OF_PROCESS: Readonly<Record<string, LeverSubject>> = {
  "location-choice": "place",
  listings: "housing",
  "well-being": "wellbeing",
};

/** What a lever is, by the first word of its name, or else by its kind. */
export function kindOf(spec: LeverSpec): LeverKind {
  return KIND_OF_PREFIX[spec.name.split(".")[0] ?? ""] ?? spec.kind;
}

/** Subject of a lever, by the process in which it acts; platforms apart from other digital life. */
export function subjectOf(spec: LeverSpec): LeverSubject {
  if (spec.name.startsWith("platforms.")) return "platforms";
  const process = spec.process.replaceAll(" ", "-");
  return LEVER_SUBJECTS.find((each) => each === process) ?? SUBJECT_OF_PROCESS[process] ?? "place";
}

/** The levers of a kind by subject, without empty subjects. */
export function groupsOf(levers: readonly LeverSpec[], kind: LeverKind): readonly LeverGroup[] {
  const mine = levers.filter((spec) => kindOf(spec) === kind);
  return LEVER_SUBJECTS.map((subject) => ({
    subject,
    levers: mine.filter((spec) => subjectOf(spec) === subject),
  })).filter((group) => group.levers.length > 0);
}

/** A text without case and accents, to be searched. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
}

/** Levers that hold every word that is searched for, in their name, label or sentence. */
export function searchLevers(
  levers: readonly LeverSpec[],
  language: Language,
  wanted: string,
): readonly LeverSpec[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  return levers.filter((spec) => {
    const text = plain(`${spec.label[language]} ${spec.sentence[language]} ${spec.name}`);
    return words.every((word) => text.includes(word));
  });
}

/** Differences smaller than this are rounding. */
const SAME = 1e-9;

/** Values now of the scenario that the levers steer: B where two are compared. */
export function valuesNow(state: SessionState | undefined): Readonly<Record<string, number>> {
  return state?.leversB ?? state?.levers ?? {};
}

/** Values of the same scenario when the run began. */
export function valuesAtStart(hello: HelloMessage | undefined): Readonly<Record<string, number>> {
  return hello?.compared?.leverValues ?? hello?.leverValues ?? {};
}

/** Levers that were moved by hand and do not stand where they stood when the run began. */
export function movedLevers(
  hello: HelloMessage | undefined,
  state: SessionState | undefined,
): readonly LeverSpec[] {
  const now = valuesNow(state);
  const start = valuesAtStart(hello);
  const byHand = state?.byHand ?? [];
  return (hello?.levers ?? []).filter(
    ({ name }) =>
      byHand.some((move) => move.name === name) && Math.abs((now[name] ?? 0) - (start[name] ?? 0)) > SAME,
  );
}
