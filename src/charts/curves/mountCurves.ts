import uPlot from "uplot";
import { paintAxes } from "../axis/paintAxes";
import { plotArea } from "../axis/plotArea";
import { palette, type ChartTheme } from "../palette";
import { canvasPen } from "../pen/canvasPen";
import type { Pen } from "../pen/pen";
import { dashes } from "./dashes";
import type { CurvesSpec } from "./curvesSpec";
import { endLabelsOf } from "./endLabelsOf";
import { isolatedPoints } from "./isolatedPoints";
import { joinColumns } from "./joinColumns";
import { layOutCurves, type CurvesLayout, type LaidOutCurve, type Zoom } from "./layOutCurves";
import { curveOpacity, curveWidth, paintOver, paintUnder } from "./paintCurves";
import { plotBox } from "./plotBox";

export interface CurvesState {
  spec: CurvesSpec;
  hidden: ReadonlySet<string>;
  zoom: Zoom | null;
  theme: ChartTheme;
  width: number;
  height: number;
}

export interface CurvesEvents {
  onZoom: (zoom: Zoom | null) => void;
  /** The crosshair's x as a forward value; `null` when it left. */
  onCursor: (x: number | null) => void;
  onPick: (x: number) => void;
}

export interface MountedCurves {
  draw(state: CurvesState): CurvesLayout;
  /** Puts the crosshair at a forward value, as a keyboard walk does. */
  point(x: number | null): void;
  destroy(): void;
}

const DOUBLE_CLICK_MS = 250;

/** The crosshair is shared; a zoom is the chart's own. */
const isPointing = (event: string) =>
  event === "mousemove" || event === "mouseenter" || event === "mouseleave";

function showIn(plot: uPlot, { curves, x, y }: CurvesLayout) {
  plot.batch(() => {
    plot.setData(joinColumns(curves), false);
    plot.setScale("x", { min: x[0], max: x[1] });
    plot.setScale("y", { min: y[0], max: y[1] });
  });
}

const hexAlpha = (opacity: number) =>
  Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0");

/**
 * Curves drawn by uPlot (lines, crosshair shared by `syncKey`, drag to zoom) with our axes, bands, rules and marks.
 * uPlot sees forward values on linear scales, so that every scale is ours and one. The state is kept outside: what
 * is drawn is a function of the last `draw`, so data that arrives never moves a zoom.
 */
export function mountCurves(host: HTMLElement, syncKey: string | null, events: CurvesEvents): MountedCurves {
  let plot: uPlot | null = null;
  let shape = "";
  let state: CurvesState | null = null;
  let layout: CurvesLayout | null = null;

  const paint = (draw: (pen: Pen, painting: Parameters<typeof paintOver>[1]) => void) => (u: uPlot) => {
    if (!state || !layout) return;
    const ratio = u.ctx.canvas.width / u.width;
    const box = {
      left: u.bbox.left / ratio,
      top: u.bbox.top / ratio,
      width: u.bbox.width / ratio,
      height: u.bbox.height / ratio,
    };
    const { theme, hidden, width } = state;
    const spec = { ...state.spec, endLabels: endLabelsOf(state.spec, hidden, width).length > 0 };
    const area = plotArea(box, { axis: spec.x, extent: layout.x }, { axis: spec.y, extent: layout.y });
    u.ctx.save();
    u.ctx.scale(ratio, ratio);
    draw(canvasPen(u.ctx), { area, spec, layout, theme });
    u.ctx.restore();
  };

  const series = ({ curve }: LaidOutCurve, i: number): uPlot.Series => ({
    stroke: () => {
      const current = layout?.curves[i]?.curve ?? curve;
      return palette[state?.theme ?? "dark"][current.color] + hexAlpha(curveOpacity(current));
    },
    width: curveWidth(curve),
    dash: [...dashes[curve.dash]],
    auto: false,
    ...(curve.shape === "points" ? { paths: () => null } : {}),
    points: points(curve.pointSize, i),
  });

  const points = (size: number | undefined, i: number): uPlot.Series.Points => ({
    show: true,
    ...(size === undefined ? { filter: (u: uPlot, index: number) => isolatedPoints(u.data[index]!) } : {}),
    size: size ?? 4,
    width: 0,
    fill: () => {
      const current = layout?.curves[i]?.curve;
      return current
        ? palette[state?.theme ?? "dark"][current.color] + hexAlpha(curveOpacity(current))
        : "transparent";
    },
  });

  const zoomToSelection = (u: uPlot) => {
    const { left, top, width, height } = u.select;
    if (width < 4 && height < 4) return;
    const zoom: Zoom = {
      x: [u.posToVal(left, "x"), u.posToVal(left + width, "x")],
      y: [u.posToVal(top + height, "y"), u.posToVal(top, "y")],
    };
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    events.onZoom(zoom);
  };

  const build = (first: CurvesLayout, { spec, hidden, width, height }: CurvesState): uPlot => {
    const box = plotBox({ width, height }, endLabelsOf(spec, hidden, width));
    const options: uPlot.Options = {
      width,
      height,
      padding: [box.top, width - box.left - box.width, height - box.top - box.height, box.left],
      legend: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { time: false, auto: false, range: () => [...(layout ?? first).x] },
        y: { auto: false, range: () => [...(layout ?? first).y] },
      },
      series: [{}, ...first.curves.map(series)],
      cursor: {
        drag: { x: true, y: true, uni: 24, setScale: false },
        y: false,
        points: { size: 7, width: 0 },
        ...(syncKey === null
          ? {}
          : { sync: { key: syncKey, setSeries: false, scales: ["x", null], filters: { pub: isPointing } } }),
      },
      hooks: {
        drawClear: [paint(paintBackground)],
        draw: [paint(paintOver)],
        setSelect: [zoomToSelection],
        setCursor: [
          (u) => events.onCursor((u.cursor.left ?? -1) < 0 ? null : u.posToVal(u.cursor.left ?? 0, "x")),
        ],
      },
    };
    const built = new uPlot(options, joinColumns(first.curves), host);
    let picking: ReturnType<typeof setTimeout> | undefined;
    built.over.addEventListener("click", () => {
      if ((built.cursor.left ?? -1) < 0) return;
      const x = built.posToVal(built.cursor.left ?? 0, "x");
      // In a zoom a second click may follow, which resets it and picks nothing.
      clearTimeout(picking);
      picking = setTimeout(() => events.onPick(x), state?.zoom ? DOUBLE_CLICK_MS : 0);
    });
    built.over.addEventListener("dblclick", () => {
      clearTimeout(picking);
      events.onZoom(null);
    });
    return built;
  };

  return {
    draw(next) {
      const labels = endLabelsOf(next.spec, next.hidden, next.width);
      const box = plotBox(next, labels);
      state = next;
      layout = layOutCurves(next.spec, { zoom: next.zoom, pixels: box.width, hidden: next.hidden });
      const nextShape = JSON.stringify([
        labels,
        layout.curves.map(({ curve }) => [
          curve.key,
          curve.shape,
          curve.dash,
          curve.pointSize,
          curve.faint,
          curve.width,
        ]),
      ]);
      if (!plot || shape !== nextShape) {
        plot?.destroy();
        shape = nextShape;
        plot = build(layout, next);
      } else {
        const { width, height } = next;
        if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
        showIn(plot, layout);
      }
      return layout;
    },
    point(x) {
      if (!plot) return;
      plot.setCursor(
        x === null ? { left: -10, top: -10 } : { left: plot.valToPos(x, "x"), top: plot.cursor.top ?? 0 },
      );
    },
    destroy() {
      plot?.destroy();
      plot = null;
    },
  };
}

function paintBackground(pen: Pen, painting: Parameters<typeof paintOver>[1]) {
  const { area, spec, layout, theme } = painting;
  paintAxes(pen, { area, x: spec.x, y: spec.y, xExtent: layout.x, yExtent: layout.y, theme });
  paintUnder(pen, painting);
}
