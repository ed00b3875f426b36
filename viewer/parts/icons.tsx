/** Small pictures on buttons; the words beside them, or the button's label, say what they do. */
import type { ComponentChildren } from "preact";

function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** A triangle. */
export const PlayIcon = () => (
  <Icon>
    <path
      d="M6 3.8v12.4a.6.6 0 0 0 .92.5l9.6-6.2a.6.6 0 0 0 0-1L6.92 3.3A.6.6 0 0 0 6 3.8z"
      fill="currentColor"
    />
  </Icon>
);

/** Two bars. */
export const PauseIcon = () => (
  <Icon>
    <path d="M5 3.5h3.4v13H5zM11.6 3.5H15v13h-3.4z" fill="currentColor" />
  </Icon>
);

/** An arrow that turns back. */
export const RestartIcon = () => (
  <Icon>
    <path
      d="M4.2 10a5.8 5.8 0 1 0 2-4.4M6.4 2.4v3.4h3.4"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);

/** A disc half dark. */
export const AutoIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.2" fill="none" stroke="currentColor" stroke-width="1.7" />
    <path d="M10 3.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
  </Icon>
);

/** A sun. */
export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.4" fill="currentColor" />
    <path
      d="M10 2v2m0 12v2M2 10h2m12 0h2M4.3 4.3l1.5 1.5m8.4 8.4 1.5 1.5m-11.4 0 1.5-1.5m8.4-8.4 1.5-1.5"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
    />
  </Icon>
);

/** A moon. */
export const MoonIcon = () => (
  <Icon>
    <path d="M16.4 12.2A7 7 0 0 1 7.8 3.6a7 7 0 1 0 8.6 8.6z" fill="currentColor" />
  </Icon>
);

/** A screen on its stand. */
export const ProjectorIcon = () => (
  <Icon>
    <path
      d="M2.5 3.5h15M4 3.5v9h12v-9M10 12.5v2M6.6 17.2 10 14.4l3.4 2.8"
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);

/** A plus. */
export const PlusIcon = () => (
  <Icon>
    <path d="M10 4.5v11M4.5 10h11" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" />
  </Icon>
);

/** A minus. */
export const MinusIcon = () => (
  <Icon>
    <path d="M4.5 10h11" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" />
  </Icon>
);

/** Four corners. */
export const WholeIcon = () => (
  <Icon>
    <path
      d="M3.5 7.5v-4h4M16.5 7.5v-4h-4M3.5 12.5v4h4M16.5 12.5v4h-4"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </Icon>
);

/** A cross. */
export const CrossIcon = () => (
  <Icon>
    <path d="M5 5l10 10M15 5 5 15" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" />
  </Icon>
);
