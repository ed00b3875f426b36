/** The levers of the running simulation: policies, which can be decided, and assumptions. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import type { LeverSpec } from "../../sim/model/levers.ts";
import { useApp } from "../app.ts";
import { throttled } from "../pace.ts";
import { textOf } from "../settings.ts";
import { decimalsOf, formatNumber, unitName, unitScale } from "../text/format.ts";
import { RestartIcon } from "./icons.tsx";

/** A dragged slider sends at most so often [ms]. */
const SEND_PACE = 120;
/** Width above which the levers are open at first [CSS px]. */
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

/** One lever: a number field and a slider of the same value, in the unit people use. */
function Lever({ spec }: { readonly spec: LeverSpec }) {
  const { settings, store, say } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const id = useId();
  /** The value wished for, until the simulation echoes it. */
  const wish = useSignal<number | undefined>(undefined);
  const echoed = useComputed(() => store.state.value?.levers[spec.name] ?? spec.default);
  const send = useMemo(
    () => throttled((value: number) => say({ type: "lever", name: spec.name, value }), SEND_PACE),
    [spec.name],
  );
  useEffect(() => {
    if (wish.value === echoed.value) wish.value = undefined;
  }, [wish.value, echoed.value]);
  const scale = unitScale(spec.unit);
  const decimals = decimalsOf(spec.step * scale);
  const value = wish.value ?? echoed.value;
  const start = store.startLevers.value[spec.name] ?? spec.default;
  const shown = Number((value * scale).toFixed(Math.max(decimals, 2)));
  const unit = unitName(text, spec.unit);
  const off = store.hello.value?.role !== "control" || store.link.value.type !== "open";
  const move = (typed: number): void => {
    if (!Number.isFinite(typed)) return;
    const bounded = Math.min(spec.max, Math.max(spec.min, Number((typed / scale).toFixed(6))));
    wish.value = bounded;
    send(bounded);
  };
  const name = spec.label[language];
  const bounds = {
    min: spec.min * scale,
    max: spec.max * scale,
    step: Number((spec.step * scale).toFixed(6)),
  };
  const share = (value - spec.min) / (spec.max - spec.min);
  const startShare = (start - spec.min) / (spec.max - spec.min);
  return (
    <div class="lever" data-lever={spec.name} data-moved={Math.abs(value - start) > 1e-9}>
      <div class="lever-head">
        <label id={`${id}-name`} for={`${id}-number`}>
          {name}
        </label>
        <span class="field">
          <input
            id={`${id}-number`}
            type="number"
            inputMode="decimal"
            {...bounds}
            step="any"
            value={shown}
            disabled={off}
            aria-describedby={`${id}-unit ${id}-help`}
            onChange={({ currentTarget }) => move(currentTarget.valueAsNumber)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
              event.preventDefault();
              move(shown + (event.key === "ArrowUp" ? bounds.step : -bounds.step));
            }}
          />
          <span id={`${id}-unit`} class="unit">
            {unit}
          </span>
        </span>
      </div>
      <div class="slider-row">
        <div
          class="slider"
          style={{ "--share": share.toFixed(4), "--start": startShare.toFixed(4) }}
          title={`${text.leverAtStart} : ${formatNumber(language, start * scale, decimals)} ${unit}`}
        >
          <input
            type="range"
            {...bounds}
            value={shown}
            disabled={off}
            aria-labelledby={`${id}-name`}
            aria-describedby={`${id}-help`}
            aria-valuetext={`${formatNumber(language, shown, decimals)} ${unit}`}
            onInput={({ currentTarget }) => move(currentTarget.valueAsNumber)}
          />
        </div>
        <button
          type="button"
          class="button quiet square reset"
          hidden={Math.abs(value - start) <= 1e-9}
          disabled={off}
          aria-label={text.leverReset(name)}
          title={text.leverReset(name)}
          onClick={() => move(start * scale)}
        >
          <RestartIcon />
        </button>
      </div>
      <p id={`${id}-help`} class="help">
        {spec.sentence[language]}{" "}
        <span class="source">{text.source(spec.source === "assumed" ? text.assumed : spec.source)}</span>
      </p>
    </div>
  );
}
