import type { Box } from "../pen/pen";
import { plotMargins } from "../plotMargins";

const longest = (words: readonly string[]) => Math.max(0, ...words.map((word) => word.length));

/** The plotting area of a figure, with room on the right for the names at the lines' ends. */
export function plotBox(
  { width, height }: { width: number; height: number },
  endLabels: readonly string[],
): Box {
  const wanted = endLabels.length > 0 ? 12 + 6.6 * longest(endLabels) : 0;
  const right = Math.max(plotMargins.right, wanted);
  return {
    left: plotMargins.left,
    top: plotMargins.top,
    width: Math.max(1, width - plotMargins.left - right),
    height: Math.max(1, height - plotMargins.top - plotMargins.bottom),
  };
}
