import { expect, test } from "vitest";
import { pairSummary } from "~/core/groups/coordination/pairSummary";
import { median } from "~/core/stats/quantile";
import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";

const seed = Date.now() % 2 ** 31;
const summary = pairSummary();

function summarize(values: Float64Array) {
  summary.room(values.length).set(values);
  return summary.summarize(values.length);
}

/** Correlations of every size: near 0, tied, at the ends of buckets, and a rounding beyond 1. */
function lists(n: number): Float64Array[] {
  const random = seededRandom(seed);
  const normal = normalsFrom(random, n).map((z) => Math.max(-1, Math.min(1, 0.2 * z)));
  return [
    normal,
    normal.map((r) => r * 1e-12),
    normal.map((r) => Math.round(r * 1024) / 1024 + 0),
    normal.map(() => [-1, -1 - 4e-16, -0.5, 0, 0.5, 1 + 4e-16][randomInteger(random, 6)]!),
  ];
}

test.each([1, 2, 3, 10, 1001, 4096])("of %i correlations is what sorting and counting give", (n) => {
  for (const values of lists(n)) {
    const share = (holds: (r: number) => boolean) => values.filter(holds).length / n;
    expect(summarize(values), `seed ${seed}`).toEqual({
      mean: values.reduce((sum, r) => sum + r, 0) / n,
      median: median(values.slice().sort()),
      sharePositive: share((r) => r > 0),
      shareStrong: share((r) => Math.abs(r) > 0.5),
    });
  }
});

test("of none is null, also after a longer list", () => {
  summarize(Float64Array.of(0.3, 0.1));
  expect(summary.summarize(0)).toBeNull();
});
