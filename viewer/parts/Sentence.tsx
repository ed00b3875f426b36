/** The sentence that says what is seen; read aloud at most once a second. */
import { useComputed } from "@preact/signals";
import { useApp } from "../app.ts";
import { differenceSentence } from "../difference.ts";
import { usePaced } from "../pace.ts";
import { textOf } from "../settings.ts";
import { chanceOf, summaryOf } from "../summary.ts";
import { formatPercent } from "../text/format.ts";

/** Least time between two sentences [ms]. */
const READING_PACE = 1000;

/** Who gains, who loses; while the population is built, how far that is. */
export function Sentence() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const month = useComputed(() => ({ a: store.frame.value, b: store.frameB.value }));
  const slow = usePaced(month, READING_PACE);
  const sentence = useComputed(() => {
    const hello = store.hello.value;
    const { a: frame, b } = slow.value;
    if (hello === undefined || frame === undefined) return undefined;
    if (b !== undefined) return differenceSentence(settings.language.value, hello, frame, b);
    const latest = (name: string): number[] =>
      hello.classes.map((_, index) => store.latest(name, index + 1) ?? 0);
    const rates = latest("netMigration");
    const perHousehold = hello.provenance.households / (store.latest("households", 0) || 1);
    const moves = latest("interAreaRate");
    const chance = latest("households").map((each, index) =>
      chanceOf(each * perHousehold, moves[index] ?? 0),
    );
    const elapsed = frame.month - hello.startMonth;
    return { people: summaryOf(settings.language.value, elapsed, hello.classes, rates, chance), rest: "" };
  });
  const state = store.state.value;
  const waiting =
    state === undefined
      ? text.connecting
      : `${text.building} : ${text.buildingProgress(formatPercent(settings.language.value, state.progress))}`;
  return (
    <p class="sentence" role="status">
      {sentence.value?.people ?? waiting}
      {sentence.value?.rest ? <span class="sentence-rest">{sentence.value.rest}</span> : null}
    </p>
  );
}
