import katex from "katex";
import { expect, test } from "vitest";
import { metrics, seriesNames } from "~/core/metrics";
import type { Metric } from "~/core/metrics/metric";

const entries: [string, Metric][] = Object.entries(metrics);

test.each(entries)("%s is explained in one sentence, with a formula that can be set", (_, metric) => {
  expect(metric.sentence).toMatch(/^[A-Z].*\.$/);
  expect(() => katex.renderToString(metric.formula, { throwOnError: true, strict: "ignore" })).not.toThrow();
  for (const text of [metric.title, metric.method, metric.source]) expect(text).not.toBe("");
});

test("no curve is named twice", () => {
  expect(new Set(seriesNames).size).toBe(seriesNames.length);
});
