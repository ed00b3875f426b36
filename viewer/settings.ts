/**
 * How the viewer is shown: language, theme, pictures or tables. It lives in the address, so that a
 * copied link opens the same view, and a broken one falls back to the defaults.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Language } from "../sim/session/protocol.ts";
import { TEXTS, type Text } from "./text/text.ts";

export type Theme = "auto" | "light" | "dark";
export type Shape = "picture" | "table";
export type Screen = "desk" | "projector";

const CHOICES = {
  lang: ["fr", "nl", "en"],
  theme: ["auto", "light", "dark"],
  map: ["picture", "table"],
  charts: ["picture", "table"],
  screen: ["desk", "projector"],
} as const;
type Choice = keyof typeof CHOICES;

/** The choices of an address's hash, such as `#/?lang=nl&theme=dark`; unknown ones are defaults. */
export function readHash(hash: string): { readonly [C in Choice]: (typeof CHOICES)[C][number] } {
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
  };
}

/** The hash that holds these choices; defaults are left out. */
export function writeHash(choices: Readonly<Record<Choice, string>>): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(CHOICES) as Choice[]) {
    if (choices[name] !== CHOICES[name][0]) query.set(name, choices[name]);
  }
  const text = query.toString();
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
  };
  effect(() => {
    const hash = writeHash({
      lang: settings.language.value,
      theme: settings.theme.value,
      map: settings.map.value,
      charts: settings.charts.value,
      screen: settings.screen.value,
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
  });
  return settings;
}

/** The words of the language that is set. */
export function textOf(settings: Settings): Text {
  return TEXTS[settings.language.value];
}
