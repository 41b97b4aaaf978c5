import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { palette, runColor, type ChartTheme, type ColorToken } from "~/charts/palette";
import { cssColor } from "~/charts/cssColor";

const css = readFileSync(new URL("../../src/charts/theme.css", import.meta.url), "utf8");
const themes: Record<ChartTheme, string> = {
  light: css.slice(css.indexOf(":root"), css.indexOf('[data-theme="dark"]')),
  dark: css.slice(css.indexOf('[data-theme="dark"]')),
};

const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

const contrast = (a: string, b: string) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
};

for (const theme of ["light", "dark"] as const) {
  const colors = palette[theme];

  test(`canvas and document agree on every colour, ${theme}`, () => {
    for (const [token, hex] of Object.entries(colors)) {
      const variable = cssColor(token as ColorToken).slice(4, -1);
      expect(themes[theme], variable).toContain(`${variable}: ${hex};`);
    }
  });

  test(`text reaches 4.5 : 1 on page and panel, ${theme}`, () => {
    for (const ink of [colors.ink, colors.inkSoft]) {
      for (const ground of [colors.surface, colors.raised])
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test(`lines and dots reach 3 : 1 on the panel, ${theme}`, () => {
    const grounds = ["surface", "raised", "line", "plateau"];
    for (const [token, hex] of Object.entries(colors)) {
      if (!grounds.includes(token)) expect(contrast(hex, colors.raised), token).toBeGreaterThanOrEqual(3);
    }
  });
}

test("rare and common are Okabe and Ito's vermillion and blue", () => {
  expect(palette.light.rare).toBe("#d55e00");
  expect(palette.light.common).toBe("#0072b2");
});

test("a run's colour depends on its number alone", () => {
  expect(runColor(1)).toBe(runColor(7));
  expect(runColor(-1)).toBe("run-5");
});
