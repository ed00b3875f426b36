/** What one must know now: connection lost, page out of date, only looking, a wish refused. */
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import type { Text } from "../text/text.ts";
import { CrossIcon } from "./icons.tsx";

/** A line under the header, when there is something to say. */
export function Notice() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const { type } = store.link.value;
  const error = store.error.value;
  const lookOnly = store.hello.value?.role === "view";
  return (
    <div class="notices" aria-live="polite">
      {type === "lost" ? <p class="notice strong">{text.retrying}</p> : null}
      {type === "outdated" ? <p class="notice strong">{text.outdated}</p> : null}
      {store.state.value?.phase === "failed" ? <p class="notice strong">{text.failed}</p> : null}
      {lookOnly ? <p class="notice">{text.lookOnly}</p> : null}
      {error === undefined ? null : (
        <p class="notice strong">
          <span>{errorText(text, error.code)}</span>
          <span class="detail" lang="en">
            {error.message}
          </span>
          <button
            type="button"
            class="button quiet square"
            aria-label={text.dismiss}
            onClick={() => {
              store.error.value = undefined;
            }}
          >
            <CrossIcon />
          </button>
        </p>
      )}
    </div>
  );
}

function errorText(text: Text, code: string): string {
  if (code === "RUN_ENDED") return text.errorEnded;
  if (code === "RUN_FAILED") return text.failed;
  if (code === "NOT_ALLOWED") return text.lookOnly;
  return text.errorOf(code);
}
