import { paintAxes } from "../axis/paintAxes";
import { plotArea } from "../axis/plotArea";
import { palette, type ChartTheme } from "../palette";
import { svgPen } from "../pen/svgPen";
import type { CurvesSpec } from "./curvesSpec";
import { endLabelsOf } from "./endLabelsOf";
import { layOutCurves, type Zoom } from "./layOutCurves";
import { paintLines, paintOver, paintUnder } from "./paintCurves";
import { plotBox } from "./plotBox";

interface Figure {
  width: number;
  height: number;
  theme: ChartTheme;
  zoom: Zoom | null;
  hidden: ReadonlySet<string>;
}

/** The chart as a standalone SVG document: what is on screen, as vectors. */
export function curvesToSvg(spec: CurvesSpec, { width, height, theme, zoom, hidden }: Figure): string {
  const labels = endLabelsOf(spec, hidden, width);
  const box = plotBox({ width, height }, labels);
  const layout = layOutCurves(spec, { zoom, pixels: box.width, hidden });
  const area = plotArea(box, { axis: spec.x, extent: layout.x }, { axis: spec.y, extent: layout.y });
  const pen = svgPen();
  const painting = { area, spec: { ...spec, endLabels: labels.length > 0 }, layout, theme };
  paintAxes(pen, { area, x: spec.x, y: spec.y, xExtent: layout.x, yExtent: layout.y, theme });
  paintUnder(pen, painting);
  paintLines(pen, painting);
  paintOver(pen, painting);
  return pen.document({
    width,
    height,
    background: palette[theme].raised,
    title: `${spec.name}. ${spec.summary}`,
  });
}
