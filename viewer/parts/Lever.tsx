/** One lever: a number field and a slider, or a choice of a few; what it does, costs and rests on. */
import { useId } from "preact/hooks";
import type { LeverSpec } from "../../sim/model/levers/spec.ts";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { formatNumber, perName, unitName } from "../text/format.ts";
import { RestartIcon } from "./icons.tsx";
import { type LeverNow, printLever, useLever } from "./useLever.ts";

/** What the parts of a lever share. */
interface LeverFace {
  readonly id: string;
  readonly spec: LeverSpec;
  readonly now: LeverNow;
  readonly unit: string;
  readonly name: string;
}

/** A lever of the running simulation. */
export function Lever({ spec }: { readonly spec: LeverSpec }) {
  const { settings } = useApp();
  const text = textOf(settings);
  const id = useId();
  const now = useLever(spec);
  const face: LeverFace = {
    id,
    spec,
    now,
    unit: unitName(text, spec.unit),
    name: spec.label[settings.language.value],
  };
  return (
    <div class="lever" data-lever={spec.name} data-moved={now.moved}>
      {spec.choices === undefined ? <Scale {...face} /> : <Choices {...face} />}
      <Help {...face} />
    </div>
  );
}

/** A lever of any value between two bounds. */
function Scale(face: LeverFace) {
  return (
    <>
      <div class="lever-head">
        <label id={`${face.id}-name`} for={`${face.id}-number`}>
          {face.name}
        </label>
        <NumberField {...face} />
      </div>
      <div class="slider-row">
        <Slider {...face} />
        <ResetButton {...face} />
      </div>
    </>
  );
}

/** A lever of a few values: one of them is chosen. */
function Choices(face: LeverFace) {
  const language = useApp().settings.language.value;
  const { id, spec, now, name } = face;
  return (
    <fieldset class="choices" aria-describedby={`${id}-help`} disabled={now.off}>
      <legend>
        <span>{name}</span>
        <ResetButton {...face} />
      </legend>
      {(spec.choices ?? []).map(({ value, label }) => (
        <label key={value} data-on={now.value === value}>
          <input
            type="radio"
            name={id}
            value={String(value)}
            checked={now.value === value}
            onChange={() => now.move(value)}
          />
          <span>{label[language]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the lever does, what it costs, where its value comes from, and how it stands in A. */
function Help({ id, spec, now }: LeverFace) {
  const { settings } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const { cost } = spec;
  return (
    <p id={`${id}-help`} class="help">
      {spec.sentence[language]}{" "}
      {cost === undefined ? null : (
        <span class="cost">
          {text.cost(
            formatNumber(language, cost.eur, Number.isInteger(cost.eur) ? 0 : 2),
            perName(text, cost.per),
          )}{" "}
        </span>
      )}
      {now.inA === undefined ? null : (
        <span class="in-a">{text.leverInA(printLever(settings, spec, now, now.inA))} </span>
      )}
      <span class="source">{text.source(spec.source === "assumed" ? text.assumed : spec.source)}</span>
    </p>
  );
}

/** The value as a number; the arrow keys go by the lever's step. */
function NumberField({ id, now, unit }: LeverFace) {
  return (
    <span class="field">
      <input
        id={`${id}-number`}
        type="number"
        inputMode="decimal"
        min={now.min}
        max={now.max}
        step="any"
        value={now.value}
        disabled={now.off}
        aria-describedby={`${id}-unit ${id}-help`}
        onChange={({ currentTarget }) => now.move(currentTarget.valueAsNumber)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          now.move(now.value + (event.key === "ArrowUp" ? now.step : -now.step));
        }}
      />
      <span id={`${id}-unit`} class="unit">
        {unit}
      </span>
    </span>
  );
}

function Slider({ id, spec, now, unit }: LeverFace) {
  const { settings } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const share = (value: number): string => ((value - now.min) / (now.max - now.min)).toFixed(4);
  return (
    <div
      class="slider"
      style={{ "--share": share(now.value), "--start": share(now.start) }}
      title={`${text.leverAtStart} : ${printLever(settings, spec, now, now.start)}`}
    >
      <input
        type="range"
        min={now.min}
        max={now.max}
        step={now.step}
        value={now.value}
        disabled={now.off}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-help`}
        aria-valuetext={`${formatNumber(language, now.value, now.decimals)} ${unit}`}
        onInput={({ currentTarget }) => now.move(currentTarget.valueAsNumber)}
      />
    </div>
  );
}

/** Brings the lever back to where the run began; hidden while it stands there. */
function ResetButton({ now, name }: LeverFace) {
  const { settings } = useApp();
  const label = textOf(settings).leverReset(name);
  return (
    <button
      type="button"
      class="button quiet square reset"
      hidden={!now.moved}
      disabled={now.off}
      aria-label={label}
      title={label}
      onClick={() => now.move(now.start)}
    >
      <RestartIcon />
    </button>
  );
}
