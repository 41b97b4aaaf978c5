import { expect, test } from "vitest";
import { type StoredStatistic, rowsOf, statisticFamilies } from "~/features/coordination/statisticFamilies";
import { keyOf } from "~/features/coordination/statisticKey";

const row = (change: Partial<StoredStatistic>): StoredStatistic => ({
  ...{
    group: "leaders",
    space: "W_in",
    statistic: "join_count",
    method: "knn_share:k=10@1",
    size: 8,
    value: 2,
  },
  ...{ nullMean: 2, nullSd: 1, nullLow: 0, nullHigh: 4, z: 0, p: 1, pHolm: 1, family: null, draws: 199 },
  ...{ reason: null, step: 1, checkpointId: 1, measurementId: 1, ...change },
});
const places = statisticFamilies.find(({ id }) => id === "places")!;

test("groups stand in the order of the ranked curve, controls last; so do spaces", () => {
  const rows = [row({ group: "random" }), row({ space: "index" }), row({ space: "W_out" }), row({})];
  expect(rowsOf(rows, places, places.variants[0]!).map(({ label }) => label)).toEqual([
    "leaders, by w_in",
    "leaders, by w_out",
    "leaders, by index, control",
    "random, control, by w_in",
  ]);
});

test("a group without numbers is one row with its reason", () => {
  const absent = { group: "plateau", value: null, z: null, reason: "no plateau" };
  const rows = [row(absent), row({ ...absent, space: "W_out" }), row({})];
  expect(rowsOf(rows, places, places.variants[0]!)).toMatchObject([
    { label: "plateau", reason: "no plateau" },
    { label: "leaders, by w_in" },
  ]);
});

test("a panel's variants do not overlap", () => {
  const methods = ["pearson:mean_r@1", "pearson:median_r@1", "pearson:share_r>0@1", "pearson:share_|r|>.5@1"];
  const { variants } = statisticFamilies.find(({ id }) => id === "coactivation")!;
  for (const method of methods) {
    const found = variants.filter(({ of }) => of(row({ statistic: "coactivation_within", method })));
    expect(found).toHaveLength(1);
  }
});

test("a statistic's key tells which number of which group it is", () => {
  const key = { group: "leaders", space: "W_in", statistic: "join_count", method: "knn_share:k=10@1" };
  expect(keyOf(key)).toBe("leaders~W_in~join_count~knn_share:k=10@1");
});
