import { expect, test } from "vitest";
import { prepareLossByBand } from "~/charts/loss/prepareLossByBand";

const column = (value: (number | null)[]) => ({
  value,
  low: value.map((v) => (v === null ? null : v - 0.1)),
  high: value.map((v) => (v === null ? null : v + 0.1)),
});
const data = {
  steps: [0, 1, 750],
  rare: column([9, null, 8.123]),
  common: column([7, 6, 3.5]),
  all: column([7.2, 6.2, 4]),
  subElbow: column([null, null, null]),
};
const view = { step: 750, xScale: "log" } as const;

test("rare is solid and common dashed, each in its colour, with its interval", () => {
  const [rare, common] = prepareLossByBand(data, view).curves;
  expect(rare).toMatchObject({ key: "rare", color: "rare", dash: "solid", interval: { low: data.rare.low } });
  expect(common).toMatchObject({ key: "common", color: "common", dash: "dashed" });
});

test("a step that was not measured stays a gap", () => {
  expect(prepareLossByBand(data, view).curves[0]?.y[1]).toBeNull();
});

test("the domain holds every interval", () => {
  const [low, high] = prepareLossByBand(data, view).y.domain;
  expect(low).toBeLessThan(3.4);
  expect(high).toBeGreaterThan(9.1);
});

test("the summary says how far it is and where each band stands", () => {
  expect(prepareLossByBand(data, view).summary).toBe(
    "Loss by band in nats, 3 checkpoints up to step 750; last rare 8.12, common 3.50, all 4.00.",
  );
});

test("the scrubber's step is a line; without one there is none", () => {
  expect(prepareLossByBand(data, view).rules).toMatchObject([{ axis: "x", at: 750 }]);
  expect(prepareLossByBand(data, { ...view, step: null }).rules).toEqual([]);
});

test("before the first measurement it has axes and says so", () => {
  const none = column([]);
  const spec = prepareLossByBand({ steps: [], rare: none, common: none, all: none, subElbow: none }, view);
  expect(spec.summary).toContain("nothing measured yet");
  expect(spec.y.domain).toEqual([0, 1]);
});

test("tokens below the elbow have a curve where there are any", () => {
  expect(prepareLossByBand(data, view).curves).toHaveLength(3);
  const subElbow = column([9.5, 9.4, 9]);
  expect(prepareLossByBand({ ...data, subElbow }, view).curves.at(-1)).toMatchObject({
    ...{ label: "below the elbow", dash: "dotted", y: [9.5, 9.4, 9] },
  });
});
