/** What a colour means. The same on every screen, on canvas, in SVG and (as a CSS variable) in the document. */
export type MeaningColor =
  | "surface"
  | "raised"
  | "line"
  | "ink"
  | "inkSoft"
  | "inkFaint"
  | "accent"
  | "rare"
  | "common"
  | "all"
  | "plateau"
  | "powerLaw"
  | "decay"
  | "null";

export type RunColor = `run-${0 | 1 | 2 | 3 | 4 | 5}`;
export type ColorToken = MeaningColor | RunColor;
export type ChartTheme = "dark" | "light";

/**
 * Rare is vermillion #D55E00 and common blue #0072B2 of Okabe and Ito, on dark a step lighter (4.5 : 1 against
 * the panel). Labels are set in ink, not in a line's colour. Runs take the rest of their palette, so a run is never mistaken for a band.
 */
export const palette: Record<ChartTheme, Record<ColorToken, string>> = {
  light: {
    surface: "#f6f6f5",
    raised: "#ffffff",
    line: "#dcdddb",
    ink: "#17191b",
    inkSoft: "#565b60",
    inkFaint: "#85898d",
    accent: "#2f5fd0",
    rare: "#d55e00",
    common: "#0072b2",
    all: "#6a6f74",
    plateau: "#e0a100",
    powerLaw: "#0f9488",
    decay: "#8b9197",
    null: "#8d9196",
    "run-0": "#b07400",
    "run-1": "#2b89b8",
    "run-2": "#00835f",
    "run-3": "#b3557f",
    "run-4": "#7a6f00",
    "run-5": "#5b5fc7",
  },
  dark: {
    surface: "#0b0d10",
    raised: "#12151a",
    line: "#262b32",
    ink: "#e8eaed",
    inkSoft: "#a2a9b2",
    inkFaint: "#717983",
    accent: "#7aa2ff",
    rare: "#ec7425",
    common: "#4aa3df",
    all: "#9aa1a9",
    plateau: "#f2b705",
    powerLaw: "#2cb9a8",
    decay: "#7d858e",
    null: "#7f868e",
    "run-0": "#e69f00",
    "run-1": "#56b4e9",
    "run-2": "#2fbf93",
    "run-3": "#d98cb3",
    "run-4": "#e6db4c",
    "run-5": "#a3a7ff",
  },
};

/** A run's colour everywhere: by its number, so that it never depends on which other runs are in sight. */
export function runColor(runId: number): RunColor {
  return `run-${(((runId % 6) + 6) % 6) as 0 | 1 | 2 | 3 | 4 | 5}`;
}
