import type { ColorToken } from "./palette";

/** The CSS variable of a colour in theme.css: "powerLaw" → "var(--power-law)". */
export const cssColor = (token: ColorToken) =>
  `var(--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)})`;
