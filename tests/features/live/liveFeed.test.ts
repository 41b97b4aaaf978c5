import { expect, test } from "vitest";
import type { ProgressEvent, RunEvent } from "~/core/events";
import { applyArrivals, emptyFeed, forgetUpTo } from "~/features/live/liveFeed";

const arrival = (cursor: string, event: RunEvent) => ({ cursor, event, lagMs: 30 });
const progress = (steps: number[], loss: (number | null)[]): ProgressEvent => ({
  type: "progress",
  step: steps.at(-1) ?? 0,
  tokensPerSecond: 4000,
  etaSeconds: 60,
  steps,
  series: { "training.loss": loss },
});

test("points of one event follow those of the event before", () => {
  const feed = applyArrivals(emptyFeed("0.0"), [
    arrival("1.1", progress([1, 2], [8, 7])),
    arrival("1.2", progress([3], [6])),
  ]);
  expect(feed).toMatchObject({
    cursor: "1.2",
    step: 3,
    tokensPerSecond: 4000,
    etaSeconds: 60,
    lagMs: 30,
    steps: [1, 2, 3],
    series: { "training.loss": [8, 7, 6] },
  });
});

test("a run that goes back to its checkpoint repeats steps, and each is kept once", () => {
  const first = applyArrivals(emptyFeed("0.0"), [arrival("1.1", progress([1, 2, 3], [8, 7, 6]))]);
  const again = applyArrivals(first, [arrival("2.1", progress([2, 3, 4], [7, 6, 5]))]);
  expect(again.steps).toEqual([1, 2, 3, 4]);
  expect(again.series["training.loss"]).toEqual([8, 7, 6, 5]);
});

test("a curve that begins late has a gap before, one that a step leaves out has a gap there", () => {
  const late = { ...progress([2], [7]), series: { "training.gradientNorm": [1] } };
  const feed = applyArrivals(emptyFeed("0.0"), [arrival("1.1", progress([1], [8])), arrival("1.2", late)]);
  expect(feed.series).toEqual({ "training.loss": [8, null], "training.gradientNorm": [null, 1] });
});

test("a checkpoint is being measured from its announcement until its last cell, or until training goes on", () => {
  const at = { step: 64, checkpointId: 7 };
  const announced = applyArrivals(emptyFeed("0.0"), [arrival("1.1", { type: "measuring", ...at })]);
  expect(announced.measuring).toBe(64);
  const half = applyArrivals(announced, [arrival("1.2", { type: "measured", cell: "influence", ...at })]);
  expect(half.measuring).toBe(64);
  const done = applyArrivals(half, [arrival("1.3", { type: "measured", cell: "coordination", ...at })]);
  expect(done.measuring).toBeNull();
  expect(applyArrivals(half, [arrival("1.4", progress([65], [3]))]).measuring).toBeNull();
  const layer = arrival("1.5", { type: "measured", cell: "layer", ...at });
  expect(applyArrivals(half, [layer]).measuring).toBeNull();
});

test("nothing new changes nothing", () => {
  const feed = emptyFeed("3.4");
  expect(applyArrivals(feed, [])).toBe(feed);
});

test("points that are stored by now are forgotten, what came after stays", () => {
  const feed = applyArrivals(emptyFeed("0.0"), [arrival("1.1", progress([1, 2, 3, 4], [9, 8, 7, 6]))]);
  expect(forgetUpTo(feed, 2)).toMatchObject({ steps: [3, 4], series: { "training.loss": [7, 6] }, step: 4 });
  expect(forgetUpTo(feed, 4)).toMatchObject({ steps: [], series: { "training.loss": [] } });
  expect(forgetUpTo(feed, 0).steps).toEqual([1, 2, 3, 4]);
});

test("a mark of pruned progress moves the cursor and adds no point", () => {
  const before = applyArrivals(emptyFeed("0.0"), [arrival("1.1", progress([1], [8]))]);
  const feed = applyArrivals(before, [
    arrival("9.1", { type: "pruned", step: 7 }),
    arrival("9.2", progress([8], [4])),
  ]);
  expect(feed).toMatchObject({ cursor: "9.2", steps: [1, 8], series: { "training.loss": [8, 4] } });
});
