/**
 * How the viewer is shown: language, theme, pictures or tables. It lives in the address, so that a
 * copied link opens the same view, and a broken one falls back to the defaults.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Language } from "../sim/session/protocol.ts";
import { FIRST_CHARTS } from "./charts/list.ts";
import { TEXTS, type Text } from "./text/text.ts";

export type Theme = "auto" | "light" | "dark";
export type Shape = "picture" | "table";
export type Screen = "desk" | "projector";
/** How two scenarios share the map: one map of B - A, or A and B beside each other. */
export type Sides = "difference" | "both";

const CHOICES = {
  lang: ["fr", "nl", "en"],
  theme: ["auto", "light", "dark"],
  map: ["picture", "table"],
  charts: ["picture", "table"],
  screen: ["desk", "projector"],
  sides: ["difference", "both"],
} as const;
type Choice = keyof typeof CHOICES;
/** What an address says: each choice, and the names of the charts shown. */
type Address = { readonly [C in Choice]: (typeof CHOICES)[C][number] } & {
  readonly shown: readonly string[];
};
/** Most charts that an address may ask for. */
const MOST_SHOWN = 60;
const NAME = /^[A-Za-z][A-Za-z0-9.]{0,39}$/;

/** The choices of an address's hash, such as `#/?lang=nl&theme=dark`; unknown ones are defaults. */
export function readHash(hash: string): Address {
  const query = new URLSearchParams(hash.slice(hash.indexOf("?") + 1));
  const read = <C extends Choice>(name: C): (typeof CHOICES)[C][number] => {
    const allowed: readonly (typeof CHOICES)[C][number][] = CHOICES[name];
    return allowed.find((each) => each === query.get(name)) ?? (allowed[0] as (typeof CHOICES)[C][number]);
  };
  return {
    lang: read("lang"),
    theme: read("theme"),
    map: read("map"),
    charts: read("charts"),
    screen: read("screen"),
    sides: read("sides"),
    shown: readShown(query.get("show")),
  };
}

function readShown(text: string | null): readonly string[] {
  const names = (text ?? "").split(",").filter((name) => NAME.test(name));
  return names.length === 0 ? FIRST_CHARTS : [...new Set(names)].slice(0, MOST_SHOWN);
}

/** The hash that holds these choices; defaults are left out. */
export function writeHash(choices: Address): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(CHOICES) as Choice[]) {
    if (choices[name] !== CHOICES[name][0]) query.set(name, choices[name]);
  }
  if (choices.shown.join() !== FIRST_CHARTS.join()) query.set("show", choices.shown.join(","));
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "#/" : `#/?${text}`;
}

export interface Settings {
  readonly language: Signal<Language>;
  readonly theme: Signal<Theme>;
  /** What the theme comes to on this screen. */
  readonly ground: ReadonlySignal<"light" | "dark">;
  readonly map: Signal<Shape>;
  readonly charts: Signal<Shape>;
  readonly screen: Signal<Screen>;
  readonly sides: Signal<Sides>;
  /** Names of the indicators that have a chart, the first three beside the map. */
  readonly shown: Signal<readonly string[]>;
}

/** Reads the settings from the page's address, and keeps address and page in step with them. */
export function openSettings(): Settings {
  const first = readHash(location.hash);
  const theme: Signal<Theme> = signal(first.theme);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const darkScreen = signal(dark.matches);
  dark.addEventListener("change", () => {
    darkScreen.value = dark.matches;
  });
  const settings: Settings = {
    language: signal(first.lang),
    theme,
    ground: computed(() => (theme.value === "auto" ? (darkScreen.value ? "dark" : "light") : theme.value)),
    map: signal(first.map),
    charts: signal(first.charts),
    screen: signal(first.screen),
    sides: signal(first.sides),
    shown: signal(first.shown),
  };
  effect(() => {
    const hash = writeHash({
      lang: settings.language.value,
      theme: settings.theme.value,
      map: settings.map.value,
      charts: settings.charts.value,
      screen: settings.screen.value,
      sides: settings.sides.value,
      shown: settings.shown.value,
    });
    if (hash !== location.hash && !(hash === "#/" && location.hash === ""))
      history.replaceState(null, "", hash);
    const page = document.documentElement;
    page.lang = settings.language.value;
    page.dataset.ground = settings.ground.value;
    page.dataset.screen = settings.screen.value;
  });
  addEventListener("hashchange", () => {
    const now = readHash(location.hash);
    settings.language.value = now.lang;
    settings.theme.value = now.theme;
    settings.map.value = now.map;
    settings.charts.value = now.charts;
    settings.screen.value = now.screen;
    settings.sides.value = now.sides;
    if (settings.shown.value.join() !== now.shown.join()) settings.shown.value = now.shown;
  });
  return settings;
}

/** The words of the language that is set. */
export function textOf(settings: Settings): Text {
  return TEXTS[settings.language.value];
}
