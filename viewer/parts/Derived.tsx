/** How many of a place's numbers were derived; opened, which ones and by which rule. */
import type { PlaceInfo } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { derivedColumns } from "../text/places.ts";

/** Columns and rules, in the language of the page where the rule is known. */
export function Derived({ info }: { readonly info: PlaceInfo }) {
  const text = textOf(useApp().settings);
  const columns = derivedColumns(text, info.derived);
  if (columns.length === 0) return <>{text.derivedNone}</>;
  return (
    <details class="derivation">
      <summary>{text.derivedCount(String(columns.length))}</summary>
      <dl>
        {columns.map(({ name, rule, known }) => (
          <div key={name}>
            <dt>{name}</dt>
            {rule === "" ? null : <dd lang={known ? undefined : "en"}>{rule}</dd>}
          </div>
        ))}
      </dl>
    </details>
  );
}
