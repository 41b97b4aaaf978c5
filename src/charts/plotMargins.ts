/** Left and right of every plot over steps, in pixels: the strip, the scrubber and the charts below line up. */
export const plotMargins = { left: 54, right: 16, top: 10, bottom: 34 } as const;
