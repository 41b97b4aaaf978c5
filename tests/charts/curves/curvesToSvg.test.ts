import { expect, test } from "vitest";
import { curvesToSvg } from "~/charts/curves/curvesToSvg";
import type { CurvesSpec } from "~/charts/curves/curvesSpec";

const spec: CurvesSpec = {
  name: "Loss <by> band",
  x: { label: "step", unit: null, scale: "log1p", domain: [0, 1000], integer: true },
  y: { label: "loss", unit: "nats", scale: "linear", domain: [0, 10] },
  curves: [
    {
      ...{ key: "rare", label: "rare", color: "rare", dash: "solid", shape: "line" },
      x: [0, 10, 100, 1000],
      y: [9, null, 7, 6],
      interval: { low: [8, null, 6, 5], high: [10, null, 8, 7] },
    },
    {
      key: "common",
      label: "common",
      color: "common",
      dash: "dashed",
      shape: "line",
      x: [0, 1000],
      y: [5, 3],
    },
  ],
  rules: [{ axis: "x", at: 100, label: "now", color: "accent", dash: "solid" }],
  regions: [],
  marks: [],
  endLabels: true,
  summary: "Both fall.",
  notes: [],
};
const figure = { width: 640, height: 220, theme: "light", zoom: null, hidden: new Set<string>() } as const;

test("the exported figure says in its title what a reader can't see", () => {
  expect(curvesToSvg(spec, figure)).toContain("<title>Loss &lt;by&gt; band. Both fall.</title>");
});

test("rare is solid vermillion, common dashed blue, and a gap parts a line", () => {
  const lines = curvesToSvg(spec, figure).match(/<polyline[^>]*>/g) ?? [];
  const rare = lines.filter((line) => line.includes('stroke="#d55e00"'));
  const common = lines.filter((line) => line.includes('stroke="#0072b2"'));
  expect(rare.every((line) => !line.includes("dasharray"))).toBe(true);
  expect(common).toHaveLength(1);
  expect(common[0]).toContain('stroke-dasharray="6 4"');
  expect(rare.map((line) => /points="([^"]*)"/.exec(line)?.[1]?.split(" ").length)).toContain(2);
});

test("a 95 % band is drawn at 16 % opacity", () => {
  expect(curvesToSvg(spec, figure)).toMatch(/<polygon[^>]*fill="#d55e00" opacity="0.16"/);
});

test("names stand at the lines' ends where there is room, and not on a phone", () => {
  expect(curvesToSvg(spec, figure)).toContain(">common</text>");
  expect(curvesToSvg(spec, { ...figure, width: 360 })).not.toContain(">common</text>");
});

test("what is hidden is not exported", () => {
  expect(curvesToSvg(spec, { ...figure, hidden: new Set(["rare"]) })).not.toContain("#d55e00");
});

test("axes carry name and unit", () => {
  const svg = curvesToSvg(spec, figure);
  expect(svg).toContain(">loss, nats</text>");
  expect(svg).toContain(">step</text>");
});

test("nothing drawn is NaN", () => {
  expect(curvesToSvg(spec, figure)).not.toContain("NaN");
});
