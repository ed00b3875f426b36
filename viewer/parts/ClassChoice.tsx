/** The classes of cities with their lines: the charts' legend, and a choice of one to bring forward. */
import { useApp } from "../app.ts";
import { CLASS_DASHES } from "../palette.ts";
import { textOf } from "../settings.ts";
import { className } from "../text/text.ts";

/** One button a class; pressing it again shows all alike. While two scenarios are compared, one is shown. */
export function ClassChoice() {
  const { settings, store, focus } = useApp();
  const text = textOf(settings);
  const { comparing } = store;
  const classes = store.hello.value?.classes ?? [];
  return (
    <fieldset class="classes" data-plain={comparing}>
      <legend class="unseen">{comparing ? text.chartsHelpAB : text.chartsHelp}</legend>
      {comparing ? (
        <button
          type="button"
          class="class-key plain"
          aria-pressed={focus.value < 0}
          onClick={() => {
            focus.value = -1;
          }}
        >
          {text.all}
        </button>
      ) : null}
      {classes.map((name, index) => (
        <button
          key={name}
          type="button"
          class="class-key"
          data-class={index}
          aria-pressed={focus.value === index}
          title={className(text, "size", name)}
          onClick={() => {
            focus.value = focus.value === index ? -1 : index;
          }}
        >
          {comparing ? null : (
            <svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true" focusable="false">
              <line x1="1" y1="4" x2="21" y2="4" stroke-dasharray={(CLASS_DASHES[index] ?? []).join(" ")} />
            </svg>
          )}
          {className(text, "short", name)}
        </button>
      ))}
    </fieldset>
  );
}
