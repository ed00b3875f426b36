/** Typeface of everything that pictures write. */
export const FAMILY = '"Source Sans 3 Variable", system-ui, sans-serif';
