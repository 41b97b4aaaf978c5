import { expect, test } from "vitest";
import { prepareNeuronScatter } from "~/charts/scatter/prepareNeuronScatter";
import { prepareRouting } from "~/charts/scatter/prepareRouting";
import { scatterLayout } from "~/charts/scatter/scatterLayout";
import { paintedSvg } from "~/charts/paintedSvg";
import { paintScatter } from "~/charts/scatter/paintScatter";

const axes = {
  x: { label: "KL shift", unit: null, scale: "log" },
  y: { label: "share", unit: "%", scale: "linear" },
} as const;
const cloud = {
  ...{ name: "cloud", step: 8, x: [1, 10, null, 0, 5], y: [50, 20, 3, 4, 30] },
  rank: [2, 1, 3, 4, 5],
  regime: ["plateau", null, "decay", null, "powerLaw"] as const,
  noiseFloorRank: 4,
};
const spec = prepareNeuronScatter({ ...cloud, regime: [...cloud.regime] }, axes);

test("a neuron without a number, or without a place on the scale, is counted and not drawn", () => {
  expect(spec.points.map(({ id }) => id)).toEqual([4, 0, 1]);
  expect(spec.notes).toContain("2 neurons have no such number");
});

test("the strongest lies on top, leaders bear their number, what is beyond the noise floor stands back", () => {
  expect(spec.points.at(-1)).toMatchObject({ id: 1, label: "1", color: "all", faint: false });
  expect(spec.points[0]).toMatchObject({ id: 4, faint: true });
});

test("the plot spans what is told from zero, and says what of the rest lies outside", () => {
  const far = { ...cloud, regime: [...cloud.regime], y: [50, 20, 3, 4, -3000] };
  const { notes, y } = prepareNeuronScatter(far, axes);
  expect(y.domain[0]).toBeGreaterThan(0);
  expect(notes).toContain("outside the plot, which spans the others: 1 beyond the noise floor");
});

test("only colours that occur are explained", () => {
  expect(spec.legend.map(({ label }) => label)).toEqual(["plateau", "power law", "in no regime"]);
});

test("the pointer finds the point that is painted there, and nothing far from all", () => {
  const { place, at } = scatterLayout(spec, { width: 400, height: 300 });
  spec.points.forEach((_, index) => {
    const [left, top] = place(index)!;
    expect(at(left + 2, top - 2)).toBe(index);
  });
  expect(at(-100, -100)).toBeNull();
});

test("a head above the diagonal serves rare targets more", () => {
  const data = {
    step: 4,
    heads: [
      { layer: 2, head: 0, rare: 2, common: 1, rareLoss: 0.001, commonLoss: 0.003 },
      { layer: 3, head: 1, rare: 1, common: 3, rareLoss: 0.002, commonLoss: 0 },
      { layer: 3, head: 2, rare: null, common: 1, rareLoss: null, commonLoss: null },
    ],
  };
  const routing = prepareRouting(data);
  expect(routing.x.domain).toEqual(routing.y.domain);
  expect(routing.points.map(({ key }) => key)).toEqual(["head 2.0", "head 3.1"]);
  expect(routing.summary).toContain("1 of them more for rare");
  expect(routing.notes).toEqual(["1 heads are not measurable"]);

  const loss = prepareRouting(data, "loss");
  expect(loss.points.map(({ x, y }) => [x, y])).toEqual([
    [3, 1],
    [0, 2],
  ]);
  expect(loss.x).toMatchObject({ label: "rise of the loss of common targets", unit: "10⁻³ nats" });
});

test("the figure that is saved holds every point and its name", () => {
  const svg = paintedSvg({
    ...{ width: 400, height: 300, theme: "dark", title: "cloud" },
    paint: (pen, canvas) => paintScatter(pen, spec, { ...canvas, chosen: null }),
  });
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg).toContain(">1</text>");
});
