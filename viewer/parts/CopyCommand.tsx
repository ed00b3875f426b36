/** The command that makes the present simulation again, and a button that copies it. */
import { useSignal } from "@preact/signals";
import { useApp } from "../app.ts";
import { commandOf } from "../command.ts";
import { textOf } from "../settings.ts";

/** Time for which it is said that the command is copied [ms]. */
const SAID = 4000;

/** A folded line of code under the levers. */
export function CopyCommand() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const copied = useSignal(false);
  const hello = store.hello.value;
  if (hello === undefined) return null;
  const command = commandOf(hello, store.state.value);
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(command);
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, SAID);
  };
  return (
    <details class="command">
      <summary>{text.copyCommand}</summary>
      <p class="hint">{text.commandHelp}</p>
      <pre>
        <code>{command}</code>
      </pre>
      <button type="button" class="button" onClick={() => void copy()}>
        {text.copyCommand}
      </button>
      <span role="status" class="hint">
        {copied.value ? ` ${text.copied}` : ""}
      </span>
    </details>
  );
}
