/** The stage: which question is asked, which month it is, and the controls of time. */
import { useComputed } from "@preact/signals";
import type { Pace } from "../../sim/session/protocol.ts";
import { useApp } from "../app.ts";
import { textOf } from "../settings.ts";
import { formatMonth, formatNumber, formatPercent } from "../text/format.ts";
import { PauseIcon, PlayIcon } from "./icons.tsx";

const PACES: readonly Pace[] = [0.5, 1, 2, 4, 8, 16, "max"];

/** Scenario, question, month and transport. */
export function Stage() {
  const { settings, store } = useApp();
  const hello = store.hello.value;
  const language = settings.language.value;
  return (
    <section class="stage" aria-label={textOf(settings).scenario}>
      <div class="scenario">
        <h1>
          {hello?.compared === undefined ? null : <b data-side="a">A </b>}
          {hello === undefined ? "voisinage" : hello.scenario.title[language]}
          {hello?.compared === undefined ? null : <Versus />}
        </h1>
        <p class="question">
          {hello === undefined ? textOf(settings).connecting : hello.scenario.question[language]}
        </p>
      </div>
      <Transport />
      <Clock />
    </section>
  );
}

/** What A is compared with: another scenario, or the same with levers of one's own. */
function Versus() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const hello = store.hello.value;
  const b = hello?.compared?.scenario;
  if (hello === undefined || b === undefined) return null;
  const name = b.name === hello.scenario.name ? text.compareOwnTitle : b.title[settings.language.value];
  return (
    <span class="versus">
      {" "}
      {text.versus} <b data-side="b">B</b> {name}
    </span>
  );
}

/** The month, large, and how far the run has come. */
function Clock() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const month = useComputed(() => store.frame.value?.month ?? store.hello.value?.startMonth);
  const hello = store.hello.value;
  const state = store.state.value;
  const building = state?.phase === "building";
  if (hello === undefined || month.value === undefined) return <div class="clock" />;
  const length = Math.max(1, hello.endMonth - hello.startMonth);
  const elapsed = month.value - hello.startMonth;
  const share = building ? state.progress : Math.min(1, elapsed / length);
  return (
    <div class="clock" data-building={building}>
      <p class="month">
        <span class="unseen">{text.month} </span>
        <time>{formatMonth(language, month.value)}</time>
      </p>
      <div class="track" aria-hidden="true">
        <i style={{ transform: `scaleX(${share.toFixed(4)})` }} />
      </div>
      <p class="count">
        {building
          ? text.buildingProgress(formatPercent(language, state.progress))
          : text.monthCount(formatNumber(language, elapsed, 0), formatNumber(language, length, 0))}
      </p>
    </div>
  );
}

/** Play or pause, and how fast. */
function Transport() {
  const { settings, store, say } = useApp();
  const text = textOf(settings);
  const language = settings.language.value;
  const state = store.state.value;
  const off = store.hello.value?.role !== "control" || store.link.value.type !== "open";
  const playing = state?.playing === true;
  return (
    <div class="transport">
      <button
        type="button"
        class="button main play"
        disabled={off}
        onClick={() => say({ type: playing ? "pause" : "play" })}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
        <span>{playing ? text.pause : text.play}</span>
      </button>
      <label class="select">
        <span>{text.speed}</span>
        <select
          disabled={off}
          value={String(state?.monthsPerSecond ?? "")}
          onChange={({ currentTarget }) => {
            const pace = PACES.find((each) => String(each) === currentTarget.value);
            if (pace !== undefined) say({ type: "speed", monthsPerSecond: pace });
          }}
        >
          {PACES.map((pace) => (
            <option key={pace} value={String(pace)}>
              {pace === "max"
                ? text.fastest
                : text.monthsPerSecond(formatNumber(language, pace, pace < 1 ? 1 : 0))}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
