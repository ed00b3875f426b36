/** Why a household lives where it lives: the worth of staying against its best alternatives. */
import { useSignal } from "@preact/signals";
import type { HouseholdAnswer } from "../../sim/session/questions.ts";
import { useApp } from "../app.ts";
import { explainSentence, householdWords, largestTerms, termsAgainstStaying } from "../explain.ts";
import { textOf } from "../settings.ts";
import { formatNumber, formatSigned } from "../text/format.ts";
import { placeName } from "../text/places.ts";
import { termName } from "../text/terms.ts";
import { TableBox } from "./TableBox.tsx";

/** A button that asks, then the answer; the button then asks for another household. */
export function Household({ place }: { readonly place: number }) {
  const { settings, store, say } = useApp();
  const text = textOf(settings);
  /** Number of the household asked for; -1: none. */
  const turn = useSignal(-1);
  const side = store.comparing ? "b" : "a";
  const off = store.link.value.type !== "open" || store.frame.value === undefined;
  const found = store.answers.value.findLast(
    ({ answer, side: of }) => of === side && (answer.about === "household" || answer.about === "nothing"),
  )?.answer;
  const mine = found?.about === "household" && found.place === place && found.turn === turn.value;
  return (
    <div class="card-part household">
      <button
        type="button"
        class="button main"
        disabled={off}
        onClick={() => {
          turn.value++;
          store.forget("household", "nothing");
          say({ type: "ask", side, about: "household", place, turn: turn.value });
        }}
      >
        {turn.value < 0 ? text.explain : text.explainNext}
      </button>
      <div role="status">
        {turn.value < 0 ? null : mine ? (
          <Explanation answer={found} />
        ) : found?.about === "nothing" ? (
          <p class="hint">{found.code === "NOBODY" ? text.explainNobody : text.explainNot}</p>
        ) : (
          <p class="hint">{text.explainWait}</p>
        )}
      </div>
    </div>
  );
}

/** Sentence, bars, table. */
function Explanation({ answer }: { readonly answer: HouseholdAnswer }) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const hello = store.hello.value;
  if (hello === undefined) return null;
  const places = hello.places;
  return (
    <>
      <h3>{text.explainTitle}</h3>
      <p class="hint">{householdWords(text, language, answer.household)}</p>
      <p class="explain-sentence">{explainSentence(language, places, answer)}</p>
      <Bars answer={answer} />
      <details>
        <summary>{text.table}</summary>
        <TableBox caption={text.explainUtility}>
          <thead>
            <tr>
              <th scope="col">{text.explainWay}</th>
              {answer.terms.map((term) => (
                <th key={term} scope="col" class="number">
                  {termName(language, term)}
                </th>
              ))}
              <th scope="col" class="number">
                {text.explainTotal}
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.ways.map((way, index) => (
              <tr key={index}>
                <th scope="row">
                  {way.stays ? `${text.explainStay}, ` : ""}
                  {placeName(language, text, places, way.place)}
                </th>
                {answer.terms.map((term, at) => (
                  <td key={term} class="number">
                    {formatNumber(language, way.values[at], 2)}
                  </td>
                ))}
                <td class="number">
                  <b>{formatNumber(language, way.total, 2)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      </details>
    </>
  );
}

/** Alternatives as bars: what each gains to the right, what it loses to the left of staying. */
function Bars({ answer }: { readonly answer: HouseholdAnswer }) {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const places = store.hello.value?.places ?? [];
  const shown = largestTerms(answer);
  const bars = termsAgainstStaying(answer, shown);
  const reach = Math.max(1e-9, ...bars.flatMap(({ gains, losses }) => [gains, losses]));
  const percent = (value: number): string => `${((100 * Math.abs(value)) / reach).toFixed(2)}%`;
  if (bars.length === 0) return null;
  return (
    <figure class="bars" aria-label={text.explainRelative}>
      <figcaption class="hint">{text.explainRelative}</figcaption>
      <ul class="bar-keys">
        {[...shown.map((at) => termName(language, answer.terms[at] ?? "")), text.subject_other].map(
          (name, index) => (
            <li key={name} data-term={index}>
              {name}
            </li>
          ),
        )}
      </ul>
      {bars.map(({ way, parts, total }, index) => (
        <div class="bar-row" key={index}>
          <span>
            {placeName(language, text, places, way.place)} <b>{formatSigned(language, total, 2)}</b>
          </span>
          <div class="bar" aria-hidden="true">
            <div class="bar-half loss">
              {parts.map((part, at) =>
                part < 0 ? <i key={at} data-term={at} style={{ width: percent(part) }} /> : null,
              )}
            </div>
            <div class="bar-half gain">
              {parts.map((part, at) =>
                part > 0 ? <i key={at} data-term={at} style={{ width: percent(part) }} /> : null,
              )}
            </div>
          </div>
        </div>
      ))}
    </figure>
  );
}
