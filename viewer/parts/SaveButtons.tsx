/** Two small buttons that save a picture, and its numbers. */
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";

/** PNG and CSV of something that has a name. */
export function SaveButtons(props: {
  readonly name: string;
  readonly onPicture?: () => void;
  readonly onTable: () => void;
}) {
  const text = textOf(useApp().settings);
  const buttons = [
    { kind: "PNG", act: props.onPicture, label: text.savePicture(props.name) },
    { kind: "CSV", act: props.onTable, label: text.saveTable(props.name) },
  ];
  return (
    <span class="saves">
      {buttons.map(({ kind, act, label }) =>
        act === undefined ? null : (
          <button key={kind} type="button" class="save" aria-label={label} title={label} onClick={act}>
            {kind}
          </button>
        ),
      )}
    </span>
  );
}
