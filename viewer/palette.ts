/**
 * Colours of pictures. The classes' six colours were chosen so that any two differ by at least 10
 * (CIE76) for people without red, green or blue cones, and have contrast 4.5 with the ground, because
 * they also write labels; a dash goes with each. Gain is blue and `+`, loss is ochre and `−`.
 */

/** Colours by class, in the order of the classes from the largest; one list a theme. */
const CLASS_COLOURS = {
  light: ["#003f73", "#0078bd", "#00785c", "#a3420f", "#a8329a", "#5d6570"],
  dark: ["#a9d1ff", "#2f9bf0", "#43d9a8", "#ffab70", "#f5c6e8", "#8f98a4"],
} as const;

/** Dashes by class [CSS px]; none for the first and for the mid-sized, the forum's question. */
export const CLASS_DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [], [9, 3, 2, 3], [4, 4]];

/** Colours of a diverging scale: from loss over even to gain. */
const SCALES = {
  light: ["#8a3206", "#c06a33", "#e0b08c", "#e4e2dc", "#9dbcd6", "#4a83b4", "#004780"],
  dark: ["#ff9d5c", "#c87843", "#7d5236", "#3a4656", "#3a6791", "#4c98d8", "#8ecbff"],
} as const;

export type Ground = "light" | "dark";

/** What pictures are drawn with; the rest of the colours are CSS. */
export interface Palette {
  readonly ground: Ground;
  readonly ink: string;
  readonly quietInk: string;
  readonly line: string;
  readonly panel: string;
  readonly land: string;
  readonly landLine: string;
  readonly regionLine: string;
  readonly classes: readonly string[];
  /** Lines of scenarios A and B. */
  readonly sideA: string;
  readonly sideB: string;
  /** Colour of a rate, and of the sign on it. */
  readonly rate: (per1000: number) => string;
  readonly sign: (per1000: number) => string;
}

/** Rate at which the scale of net migration ends [per 1,000 in 12 months]. */
export const SCALE_END = 12;
/** Where the scale of differences may end [per 1,000]. */
export const DIFFERENCE_ENDS = [1, 2, 5, 10, 20, 50, 100, 200] as const;

/**
 * The colours in force, read from the page's style.
 * @param scaleEnd rate at which the scale ends [per 1,000]
 */
export function readPalette(scaleEnd = SCALE_END): Palette {
  const style = getComputedStyle(document.documentElement);
  const css = (name: string): string => style.getPropertyValue(name).trim();
  const ground: Ground = css("--ground") === "dark" ? "dark" : "light";
  return {
    ground,
    ink: css("--ink"),
    quietInk: css("--quiet"),
    line: css("--line"),
    panel: css("--panel"),
    land: css("--land"),
    landLine: css("--land-line"),
    regionLine: css("--region-line"),
    classes: CLASS_COLOURS[ground],
    sideA: css("--side-a"),
    sideB: css("--side-b"),
    rate: (per1000) => rateColour(ground, (per1000 * SCALE_END) / scaleEnd),
    sign: (per1000) => signColour(ground, (per1000 * SCALE_END) / scaleEnd),
  };
}

/** Colour of a class by its index. */
export function classColour(ground: Ground, index: number): string {
  return CLASS_COLOURS[ground][index] ?? CLASS_COLOURS[ground][5];
}

const STEPS = 48;
const tables: Partial<Record<Ground, readonly string[]>> = {};

/** Colour of a rate [per 1,000], in small steps; beyond the ends it stays. */
export function rateColour(ground: Ground, per1000: number): string {
  tables[ground] ??= Array.from({ length: STEPS + 1 }, (_, step) => mix(SCALES[ground], step / STEPS));
  const share = Math.min(1, Math.max(0, (per1000 / SCALE_END + 1) / 2));
  return tables[ground][Math.round(share * STEPS)] ?? SCALES[ground][3];
}

/** Dark or light, whatever reads better on the rate's colour. */
function signColour(ground: Ground, per1000: number): string {
  const strong = Math.abs(per1000) > SCALE_END * 0.42;
  return ground === "light" ? (strong ? "#ffffff" : "#16202c") : strong ? "#0b1320" : "#f2f6fb";
}

/** Colour at a share 0..1 of the way along a list of colours. */
function mix(colours: readonly string[], share: number): string {
  const at = share * (colours.length - 1);
  const from = Math.min(colours.length - 2, Math.floor(at));
  const channel = (colour: string, index: number): number =>
    Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
  const mixed = [0, 1, 2].map((index) => {
    const a = channel(colours[from] ?? "#000000", index);
    const b = channel(colours[from + 1] ?? "#000000", index);
    return Math.round(a + (b - a) * (at - from));
  });
  return `rgb(${mixed.join(" ")})`;
}
