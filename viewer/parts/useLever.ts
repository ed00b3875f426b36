/** The value of one lever between what the user wishes and what the simulation says. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { LeverSpec } from "../../sim/model/levers/spec.ts";
import { useApp } from "../app.ts";
import { valuesAtStart, valuesNow } from "../levers.ts";
import { throttled } from "../pace.ts";
import { type Settings, textOf } from "../settings.ts";
import { decimalsOf, formatNumber, unitName, unitScale } from "../text/format.ts";

/** A dragged slider sends at most so often [ms]. */
const SEND_PACE = 120;
const SAME = 1e-9;

/** A lever as it is shown: in the unit people use, shares in percent. */
export interface LeverNow {
  readonly value: number;
  /** Value when the run began. */
  readonly start: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals: number;
  readonly moved: boolean;
  /** Value in A, where it is another one than that of B. */
  readonly inA: number | undefined;
  /** True while it cannot be moved. */
  readonly off: boolean;
  /** Wishes for a value; it is kept within its range. */
  readonly move: (value: number) => void;
}

/** Follows a lever, and sends what is wished for it. */
export function useLever(spec: LeverSpec): LeverNow {
  const { store, say } = useApp();
  /** What is wished for, until the simulation echoes it or refuses. */
  const wish = useSignal<number | undefined>(undefined);
  const echoed = useComputed(() => valuesNow(store.state.value)[spec.name] ?? spec.default);
  const send = useMemo(
    () => throttled((value: number) => say({ type: "lever", name: spec.name, value }), SEND_PACE),
    [spec.name],
  );
  useEffect(() => {
    if (wish.value === echoed.value) wish.value = undefined;
  }, [wish.value, echoed.value]);
  useEffect(() => {
    wish.value = undefined;
  }, [store.error.value, store.link.value.type]);

  const scale = unitScale(spec.unit);
  const shown = (x: number): number => Number((x * scale).toFixed(4));
  const decimals = decimalsOf(shown(spec.step));
  const value = wish.value ?? echoed.value;
  const start = valuesAtStart(store.hello.value)[spec.name] ?? spec.default;
  const state = store.state.value;
  const byHand = state?.byHand.some(({ name }) => name === spec.name) === true;
  const inA = state?.leversB === undefined ? value : (state.levers[spec.name] ?? value);
  return {
    value: Number((value * scale).toFixed(Math.max(decimals, scale === 1 ? 2 : 0))),
    start: shown(start),
    min: shown(spec.min),
    max: shown(spec.max),
    step: shown(spec.step),
    decimals,
    moved: Math.abs(value - start) > SAME && (wish.value !== undefined || byHand),
    inA: Math.abs(value - inA) > SAME ? shown(inA) : undefined,
    off: store.hello.value?.role !== "control" || store.link.value.type !== "open",
    move: (typed) => {
      if (!Number.isFinite(typed)) return;
      const bounded = Math.min(spec.max, Math.max(spec.min, Number((typed / scale).toFixed(6))));
      wish.value = bounded;
      send(bounded);
    },
  };
}

/** A value of a lever in words: the name of the choice, or the number with its unit. */
export function printLever(settings: Settings, spec: LeverSpec, now: LeverNow, value: number): string {
  const language = settings.language.value;
  const choice = spec.choices?.find((each) => each.value === value);
  if (choice !== undefined) return choice.label[language];
  const unit = unitName(textOf(settings), spec.unit);
  return `${formatNumber(language, value, now.decimals)}\u00a0${unit}`.trim();
}
