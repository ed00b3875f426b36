/** A choice of a few: radio buttons that look like one bar. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface Segment<V extends string> {
  readonly value: V;
  /** What is seen. */
  readonly face: ComponentChildren;
  /** What is read aloud, if the face is not enough. */
  readonly label?: string;
  readonly lang?: string;
}

/** One of several values; arrow keys go from one to the next. */
export function Segments<V extends string>(props: {
  readonly legend: string;
  readonly options: readonly Segment<V>[];
  readonly value: V;
  readonly onChoose: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{props.legend}</legend>
      {props.options.map(({ value, face, label, lang }) => (
        <label key={value} title={label} data-on={value === props.value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            aria-label={label}
            lang={lang}
            onChange={() => props.onChoose(value)}
          />
          <span>{face}</span>
        </label>
      ))}
    </fieldset>
  );
}
