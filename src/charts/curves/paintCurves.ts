import type { PlotArea } from "../axis/plotArea";
import { palette, type ChartTheme } from "../palette";
import type { Pen, Point } from "../pen/pen";
import { dashes } from "./dashes";
import type { Curve, CurvesSpec, Mark } from "./curvesSpec";
import type { CurvesLayout, LaidOutCurve } from "./layOutCurves";
import { spreadLabels } from "./spreadLabels";
import { strokeLine } from "../pen/strokeLine";

interface Painting {
  area: PlotArea;
  spec: CurvesSpec;
  layout: CurvesLayout;
  theme: ChartTheme;
}

/** Runs of neighbours that all have a value: a gap stays a gap. */
function segments(laid: LaidOutCurve, area: PlotArea): Point[][] {
  const runs: Point[][] = [[]];
  laid.x.forEach((x, i) => {
    const y = laid.y[i];
    if (y === null || y === undefined) runs.push([]);
    else runs.at(-1)!.push([area.left(x), area.top(y)]);
  });
  return runs.filter((run) => run.length > 0);
}

function paintBand(pen: Pen, { area, theme }: Painting, { curve, x, low, high }: LaidOutCurve) {
  let upper: Point[] = [];
  let lower: Point[] = [];
  const close = () => {
    const color = palette[theme][curve.color];
    if (upper.length > 1) pen.polygon([...upper, ...lower.reverse()], color, 0.16);
    // An interval that stands alone has no width to be a band.
    else if (upper.length === 1) strokeLine(pen, upper[0]!, lower[0]!, { color, width: 5, opacity: 0.3 });
    upper = [];
    lower = [];
  };
  x.forEach((value, i) => {
    const bottom = low[i];
    const top = high[i];
    if (bottom === null || bottom === undefined || top === null || top === undefined) close();
    else {
      upper.push([area.left(value), area.top(top)]);
      lower.push([area.left(value), area.top(bottom)]);
    }
  });
  close();
}

/** What lies behind the lines: regimes as tints, 95 % bands at 16 % opacity. */
export function paintUnder(pen: Pen, painting: Painting) {
  const { area, spec, layout, theme } = painting;
  const { left, top, width, height } = area.box;
  pen.clip(area.box);
  for (const region of spec.regions) {
    const from = area.leftOf(region.from) ?? left;
    const to = area.leftOf(region.to) ?? left + width;
    pen.rectangle({ left: from, top, width: to - from, height }, palette[theme][region.color], 0.1);
    if (region.label !== null && to - from > 6 * region.label.length) {
      pen.text([(from + to) / 2, top + 9], region.label, { color: palette[theme].inkSoft, anchor: "middle" });
    }
  }
  for (const laid of layout.curves) if (laid.curve.interval) paintBand(pen, painting, laid);
  pen.unclip();
}

export const curveWidth = (curve: Curve) => curve.width ?? (curve.faint ? 1 : 1.75);
export const curveOpacity = (curve: Curve) => (curve.faint ? 0.45 : 1);

/** The lines themselves, for SVG; on screen uPlot draws them. */
export function paintLines(pen: Pen, { area, layout, theme }: Painting) {
  pen.clip(area.box);
  for (const laid of layout.curves) {
    const { curve } = laid;
    const color = palette[theme][curve.color];
    for (const run of segments(laid, area)) {
      if (curve.shape !== "points") {
        pen.polyline(run, {
          color,
          width: curveWidth(curve),
          dash: dashes[curve.dash],
          opacity: curveOpacity(curve),
        });
      }
      const size = curve.pointSize ?? (run.length === 1 ? 4 : 0);
      if (size > 0) for (const point of run) pen.circle(point, size / 2, color, curveOpacity(curve));
    }
  }
  pen.unclip();
}

/** Words of vertical lines stand in lanes below (or above) one another where they would touch. */
function paintRules(pen: Pen, { area, spec, theme }: Painting) {
  const { left, top, width, height } = area.box;
  const lanes = { top: [] as number[], bottom: [] as number[] };
  const placed = spec.rules.flatMap((rule) => {
    const at = rule.axis === "x" ? area.leftOf(rule.at) : area.topOf(rule.at);
    if (at === null) return [];
    const inside = rule.axis === "x" ? at >= left && at <= left + width : at >= top && at <= top + height;
    return inside ? [{ rule, at }] : [];
  });
  for (const { rule, at } of placed.sort((a, b) => a.at - b.at)) {
    const ends: Point[] =
      rule.axis === "x"
        ? [
            [at, top],
            [at, top + height],
          ]
        : [
            [left, at],
            [left + width, at],
          ];
    pen.polyline(ends, { color: palette[theme][rule.color], width: 1, dash: dashes[rule.dash] });
    if (rule.label === null) continue;
    const style = { color: palette[theme].inkSoft };
    if (rule.axis === "y") {
      pen.text([left + 4, at + 8], rule.label, style);
      continue;
    }
    const length = 6 * rule.label.length;
    const fits = at + 4 + length < left + width;
    const start = fits ? at + 4 : at - 4 - length;
    const side = rule.labelAt ?? "top";
    const taken = lanes[side];
    let lane = taken.findIndex((end) => end < start);
    if (lane < 0) lane = taken.length;
    taken[lane] = start + length + 6;
    const y = side === "top" ? top + 8 + 13 * lane : top + height - 8 - 13 * lane;
    pen.text([fits ? at + 4 : at - 4, y], rule.label, { ...style, anchor: fits ? "start" : "end" });
  }
}

function paintMark(pen: Pen, { area, theme }: Painting, mark: Mark) {
  const x = area.leftOf(mark.x);
  const y = area.topOf(mark.y);
  if (x === null || y === null) return;
  const color = palette[theme][mark.color];
  const interval = mark.xInterval?.map((value) => area.leftOf(value));
  const [from, to] = interval ?? [];
  if (typeof from === "number" && typeof to === "number") {
    strokeLine(pen, [from, y], [to, y], { color, width: 1.5 });
    for (const end of [from, to]) strokeLine(pen, [end, y - 3], [end, y + 3], { color, width: 1.5 });
  }
  pen.circle([x, y], 5.5, palette[theme].raised);
  pen.circle([x, y], 4, color);
  if (mark.label === null) return;
  const { ink } = palette[theme];
  if (mark.labelAt === "aboveRight") pen.text([x + 8, y - 11], mark.label, { color: ink });
  else pen.text([x - 8, y + 14], mark.label, { color: ink, anchor: "end" });
}

/** What lies over the lines: rules, marks, values that are no numbers, names at the lines' ends. */
export function paintOver(pen: Pen, painting: Painting) {
  const { area, spec, layout, theme } = painting;
  const { left, top, width, height } = area.box;
  pen.clip({ left: left - 1, top: top - 1, width: width + 2, height: height + 2 });
  paintRules(pen, painting);
  for (const mark of spec.marks) paintMark(pen, painting, mark);
  for (const { x, kind } of layout.odd) {
    const at = area.left(x);
    if (at < left || at > left + width) continue;
    const edge = kind === "+∞" ? top + 7 : top + height - 6;
    pen.text([at, edge], kind === "NaN" ? "×" : kind === "+∞" ? "▲" : "▼", {
      color: palette[theme].rare,
      anchor: "middle",
      bold: true,
    });
  }
  pen.unclip();
  if (!spec.endLabels) return;
  const ends = layout.curves.flatMap((laid) => endOf(laid, painting));
  for (const { at, top: place, label } of spreadLabels(ends, { gap: 13, from: top, to: top + height })) {
    pen.text([at + 5, place], label, { color: palette[theme].inkSoft });
  }
}

/** Where a main curve leaves sight, if it does so near the right edge. */
function endOf({ curve, x, y }: LaidOutCurve, { area, layout }: Painting) {
  if (curve.faint === true || curve.partOf !== undefined) return [];
  for (let i = x.length - 1; i >= 0; i--) {
    const value = y[i];
    if (value === null || value === undefined || x[i]! > layout.x[1]) continue;
    if (value < layout.y[0] || value > layout.y[1]) return [];
    const at = area.left(x[i]!);
    return at < area.box.left ? [] : [{ at, top: area.top(value), label: curve.label }];
  }
  return [];
}
