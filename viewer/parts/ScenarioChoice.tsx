/** Which scenario to run, and the button that begins it anew. */
import { useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { RestartIcon } from "./icons.tsx";

/** A choice that does nothing until its button is pressed. */
export function ScenarioChoice() {
  const { settings, store, say } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const hello = store.hello.value;
  const picked = useSignal<string | undefined>(undefined);
  const off = hello?.role !== "control" || store.link.value.type !== "open";
  const current = hello?.scenario.name ?? "";
  const wanted = hello?.scenarios.find((each) => each.name === picked.value)?.name ?? current;
  const other = wanted !== current;
  return (
    <div class="scenario-choice">
      <label class="select wide">
        <span>{text.scenario}</span>
        <select
          disabled={off}
          value={wanted}
          onChange={({ currentTarget }) => {
            picked.value = currentTarget.value;
          }}
        >
          {(hello?.scenarios ?? []).map(({ name, title }) => (
            <option key={name} value={name}>
              {title[language]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class={other ? "button main" : "button"}
        disabled={off}
        onClick={() => {
          picked.value = undefined;
          say(other ? { type: "restart", scenario: wanted } : { type: "restart" });
        }}
      >
        <RestartIcon />
        <span>{other ? text.launch : text.restart}</span>
      </button>
    </div>
  );
}
