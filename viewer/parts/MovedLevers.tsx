/** The levers that were moved, on top of all others, each with its way back. */
import { useComputed } from "@preact/signals";
import type { LeverSpec } from "../../sim/model/levers/spec.ts";
import { useApp } from "../app.ts";
import { movedLevers } from "../levers.ts";
import { textOf } from "../settings.ts";
import { RestartIcon } from "./icons.tsx";
import { printLever, useLever } from "./useLever.ts";

/** What was moved, from what to what; all can be put back at once. */
export function MovedLevers() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const moved = useComputed(() => movedLevers(store.hello.value, store.state.value)).value;
  if (moved.length === 0) return <p class="hint">{text.actsNext}</p>;
  return (
    <section class="moved" aria-label={text.movedTitle}>
      <h3>{text.movedTitle}</h3>
      <ul>
        {moved.map((spec) => (
          <Moved key={spec.name} spec={spec} />
        ))}
      </ul>
    </section>
  );
}

function Moved({ spec }: { readonly spec: LeverSpec }) {
  const { settings } = useApp();
  const text = textOf(settings);
  const now = useLever(spec);
  const name = spec.label[settings.language.value];
  const label = text.leverReset(name);
  return (
    <li data-moved-lever={spec.name}>
      <span>
        {name}
        <small>
          {printLever(settings, spec, now, now.start)} → <b>{printLever(settings, spec, now, now.value)}</b>
        </small>
      </span>
      <button
        type="button"
        class="button quiet square"
        disabled={now.off}
        aria-label={label}
        title={label}
        onClick={() => now.move(now.start)}
      >
        <RestartIcon />
      </button>
    </li>
  );
}
