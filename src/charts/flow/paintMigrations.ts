import { formatInteger } from "../format/formatNumber";
import type { Canvas } from "../PaintedPlot";
import { palette } from "../palette";
import type { Box, Pen, Point } from "../pen/pen";
import type { MigrationsSpec, Ribbon } from "./prepareMigrations";

const BAR = 14;
const TOP = 24;
const BOTTOM = 10;
const PIECES = 24;

/** Where standings and ribbons lie. */
export function migrationsLayout({ width, height }: { width: number; height: number }) {
  const side = Math.min(120, width * 0.28);
  const y = (share: number) => TOP + share * (height - TOP - BOTTOM);
  const [left, right] = [side, width - side];
  /** The upper (0) or lower (1) edge of a ribbon at a share of the way across. */
  const edge = (ribbon: Ribbon, which: 0 | 1, share: number) => {
    const eased = share * share * (3 - 2 * share);
    return y(ribbon.left[which] + (ribbon.right[which] - ribbon.left[which]) * eased);
  };
  const at = (ribbons: readonly Ribbon[], point: { x: number; y: number }): number | null => {
    const share = (point.x - left - BAR) / (right - left - 2 * BAR);
    if (share < 0 || share > 1) return null;
    // The last drawn lies on top.
    const found = ribbons.findLastIndex(
      (ribbon) => point.y >= edge(ribbon, 0, share) - 1 && point.y <= edge(ribbon, 1, share) + 1,
    );
    return found < 0 ? null : found;
  };
  return { left, right, y, edge, at };
}

/** Standings as bars at both sides, neurons that went from one to another as ribbons between them. */
export function paintMigrations(
  pen: Pen,
  spec: MigrationsSpec,
  { pointed, ...canvas }: Canvas & { pointed: number | null },
) {
  const colors = palette[canvas.theme];
  const { left, right, y, edge } = migrationsLayout(canvas);
  const across = (share: number) => left + BAR + share * (right - left - 2 * BAR);

  spec.ribbons.forEach((ribbon, index) => {
    const shares = Array.from({ length: PIECES + 1 }, (_, k) => k / PIECES);
    const points: Point[] = [
      ...shares.map((share): Point => [across(share), edge(ribbon, 0, share)]),
      ...shares
        .toReversed()
        .map((share): Point => [
          across(share),
          Math.max(edge(ribbon, 1, share), edge(ribbon, 0, share) + 0.8),
        ]),
    ];
    const strength = pointed === index ? 0.75 : pointed === null ? 0.4 : 0.18;
    pen.polygon(points, ribbon.color === null ? colors.null : colors[ribbon.color], strength);
  });
  for (const [standings, x, anchor] of [
    [spec.before, left, "end"],
    [spec.after, right - BAR, "start"],
  ] as const) {
    for (const { label, color, count, top, bottom } of standings) {
      if (count === 0) continue;
      const box: Box = { left: x, top: y(top), width: BAR, height: Math.max(1, y(bottom) - y(top)) };
      if (color === null) pen.hatch(box, colors.ink + "66");
      else pen.rectangle(box, colors[color], 0.9);
      const beside = anchor === "end" ? x - 8 : x + BAR + 8;
      const middle = box.top + box.height / 2;
      const room = box.height >= 26;
      pen.text([beside, room ? middle - 7 : middle], room ? label : `${label} ${formatInteger(count)}`, {
        color: colors.ink,
        anchor,
      });
      if (room) pen.text([beside, middle + 7], formatInteger(count), { color: colors.inkSoft, anchor });
    }
  }
  const [from, to] = spec.steps;
  pen.text([left + BAR, 10], `step ${formatInteger(from)}`, { color: colors.inkSoft, anchor: "end" });
  pen.text([right - BAR, 10], `step ${formatInteger(to)}`, { color: colors.inkSoft, anchor: "start" });
}
