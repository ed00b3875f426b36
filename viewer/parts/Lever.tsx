/** One lever: a number field and a slider of the same value, what it does, and where it comes from. */
import { useId } from "preact/hooks";
import type { LeverSpec } from "../../sim/model/levers/spec.ts";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { formatNumber, unitName } from "../text/format.ts";
import { RestartIcon } from "./icons.tsx";
import { type LeverNow, useLever } from "./useLever.ts";

/** What the parts of a lever share. */
interface LeverFace {
  readonly id: string;
  readonly now: LeverNow;
  readonly unit: string;
  readonly name: string;
}

/** A lever of the running simulation. */
export function Lever({ spec }: { readonly spec: LeverSpec }) {
  const { settings } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const id = useId();
  const now = useLever(spec);
  const face: LeverFace = { id, now, unit: unitName(text, spec.unit), name: spec.label[language] };
  return (
    <div class="lever" data-lever={spec.name} data-moved={now.moved}>
      <div class="lever-head">
        <label id={`${id}-name`} for={`${id}-number`}>
          {face.name}
        </label>
        <NumberField {...face} />
      </div>
      <div class="slider-row">
        <Slider {...face} />
        <ResetButton {...face} />
      </div>
      <p id={`${id}-help`} class="help">
        {spec.sentence[language]}{" "}
        <span class="source">{text.source(spec.source === "assumed" ? text.assumed : spec.source)}</span>
      </p>
    </div>
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

function Slider({ id, now, unit }: LeverFace) {
  const { settings } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const share = (value: number): string => ((value - now.min) / (now.max - now.min)).toFixed(4);
  return (
    <div
      class="slider"
      style={{ "--share": share(now.value), "--start": share(now.start) }}
      title={`${text.leverAtStart} : ${formatNumber(language, now.start, now.decimals)} ${unit}`}
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
