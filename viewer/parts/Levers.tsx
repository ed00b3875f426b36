/** The levers of the running simulation: policies, which can be decided, and assumptions. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { Lever } from "./Lever.tsx";

/** Width from which the levers are open at first [CSS px]. */
const WIDE = 901;

/** All levers, grouped by kind; they can be folded away. */
export function Levers() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const projector = settings.screen.value === "projector";
  const open = useSignal(innerWidth >= WIDE && !projector);
  useEffect(() => {
    open.value = innerWidth >= WIDE && !projector;
  }, [projector]);
  const levers = store.hello.value?.levers ?? [];
  const groups = [
    { title: text.policies, help: text.policiesHelp, kind: "policy" },
    { title: text.assumptions, help: text.assumptionsHelp, kind: "assumption" },
  ] as const;
  return (
    <details
      class="levers panel"
      open={open.value}
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <summary>
        <h2>{text.levers}</h2>
      </summary>
      <p class="hint">{text.actsNext}</p>
      {groups.map(({ title, help, kind }) => (
        <section key={kind} class="lever-group" aria-label={title}>
          <h3>{title}</h3>
          <p class="hint">{help}</p>
          {levers
            .filter((each) => each.kind === kind)
            .map((spec) => (
              <Lever key={spec.name} spec={spec} />
            ))}
        </section>
      ))}
    </details>
  );
}
