/** The bar at the top: the product, the scenario to run, and how the page is shown. */
import { useApp } from "../app.ts";
import { type Theme, textOf } from "../settings.ts";
import { LANGUAGES } from "../text/text.ts";
import { AutoIcon, MoonIcon, ProjectorIcon, SunIcon } from "./icons.tsx";
import { ScenarioChoice } from "./ScenarioChoice.tsx";
import { Segments } from "./Segments.tsx";

/** Product name, connection, language, theme, projector. */
export function Header() {
  const { settings } = useApp();
  const text = textOf(settings);
  const projector = settings.screen.value === "projector";
  return (
    <header class="top">
      <div class="brand">
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true" focusable="false">
          <circle cx="12.5" cy="18.5" r="8.5" fill="none" stroke="currentColor" stroke-width="2.8" />
          <circle cx="12.5" cy="18.5" r="3" fill="currentColor" />
          <circle class="brand-dot" cx="25.5" cy="7.5" r="4.6" />
        </svg>
        <strong class="wordmark">voisinage</strong>
      </div>
      <ScenarioChoice />
      <div class="settings">
        <LinkState />
        <button
          type="button"
          class="button quiet projector"
          aria-pressed={projector}
          onClick={() => {
            settings.screen.value = projector ? "desk" : "projector";
          }}
        >
          <ProjectorIcon />
          <span>{text.projector}</span>
        </button>
        <Segments<Theme>
          legend={text.theme}
          value={settings.theme.value}
          onChoose={(theme) => {
            settings.theme.value = theme;
          }}
          options={[
            { value: "auto", face: <AutoIcon />, label: text.themeAuto },
            { value: "light", face: <SunIcon />, label: text.themeLight },
            { value: "dark", face: <MoonIcon />, label: text.themeDark },
          ]}
        />
        <Segments
          legend={text.language}
          value={settings.language.value}
          onChoose={(language) => {
            settings.language.value = language;
          }}
          options={LANGUAGES.map(({ code, name }) => ({
            value: code,
            face: code.toUpperCase(),
            label: name,
            lang: code,
          }))}
        />
      </div>
    </header>
  );
}

/** A dot and a word: live, or not. */
function LinkState() {
  const { settings, store } = useApp();
  const text = textOf(settings);
  const { type } = store.link.value;
  const words = {
    open: text.live,
    connecting: text.connecting,
    lost: text.retrying,
    outdated: text.outdated,
  };
  return (
    <span class="link-state" data-link={type}>
      <i aria-hidden="true" />
      {words[type]}
    </span>
  );
}
