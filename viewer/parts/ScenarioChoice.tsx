/** Which scenario to run, and the button that begins it anew. */
import { useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { RestartIcon } from "./icons.tsx";

/** Nothing is compared, in the choice of B. */
const NONE = "";

/** Two choices that do nothing until their button is pressed. */
export function ScenarioChoice() {
  const { settings, store, say } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const picked = useSignal<string | undefined>(undefined);
  const off = hello?.role !== "control" || store.link.value.type !== "open";
  const current = hello?.scenario.name ?? "";
  const wanted = hello?.scenarios.find((each) => each.name === picked.value)?.name ?? current;
  const other = wanted !== current;
  return (
    <div class="scenario-choice">
      <label class="select wide">
        <span>{store.comparing ? "A" : text.scenario}</span>
        <select
          class="pick-a"
          disabled={off}
          value={wanted}
          onChange={({ currentTarget }) => {
            picked.value = currentTarget.value;
          }}
        >
          <Options />
        </select>
      </label>
      <button
        type="button"
        class={other ? "button main restart" : "button restart"}
        disabled={off}
        onClick={() => {
          picked.value = undefined;
          say(other ? { type: "restart", scenario: wanted } : { type: "restart" });
        }}
      >
        <RestartIcon />
        <span>{other ? text.launch : text.restart}</span>
      </button>
      <CompareChoice off={off} />
    </div>
  );
}

function Options() {
  const { settings, store } = useApp();
  const language = settings.language.value;
  return (
    <>
      {(store.hello.value?.scenarios ?? []).map(({ name, title }) => (
        <option key={name} value={name}>
          {title[language]}
        </option>
      ))}
    </>
  );
}

/** Which scenario runs beside A; the levers that were moved become those of B. */
function CompareChoice({ off }: { readonly off: boolean }) {
  const { settings, store, say } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const current = hello?.compared?.scenario.name ?? NONE;
  const picked = useSignal<string | undefined>(undefined);
  const wanted = picked.value ?? current;
  return (
    <>
      <label class="select wide compare" title={text.compareHelp}>
        <span>{store.comparing ? "B" : text.compareWith}</span>
        <select
          class="pick-b"
          disabled={off}
          value={wanted}
          onChange={({ currentTarget }) => {
            picked.value = currentTarget.value;
          }}
        >
          <option value={NONE}>{text.compareNone}</option>
          <option value={hello?.scenario.name ?? ""}>{text.compareOwn}</option>
          {(hello?.scenarios ?? [])
            .filter(({ name }) => name !== hello?.scenario.name)
            .map(({ name, title }) => (
              <option key={name} value={name}>
                {title[settings.language.value]}
              </option>
            ))}
        </select>
      </label>
      {wanted === current ? null : (
        <button
          type="button"
          class="button main start-compare"
          disabled={off}
          onClick={() => {
            picked.value = undefined;
            say({ type: "restart", compare: wanted === NONE ? null : wanted, keepLevers: true });
          }}
        >
          <span>{wanted === NONE ? text.compareEnd : text.compareStartButton}</span>
        </button>
      )}
    </>
  );
}
