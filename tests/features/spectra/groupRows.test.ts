import { expect, test } from "vitest";
import type { StoredStatistic } from "~/features/coordination/statisticFamilies";
import { groupRows, statisticTitle } from "~/features/spectra/groupRows";

const row = (group: string, space: string, statistic = "alpha_mid"): StoredStatistic => ({
  ...{ group, space, statistic, method: statistic, size: 8, value: 2, nullMean: 2, nullSd: 1, z: 0, p: 1 },
  ...{ pHolm: 1, family: null, draws: 199, nullLow: 0, nullHigh: 4, reason: null },
  ...{ step: 1, checkpointId: 1, measurementId: 1 },
});

test("the plateau comes first and the random control last; activations and places are shown elsewhere", () => {
  const rows = [
    row("random", "W_in"),
    row("leaders", "W_in"),
    row("plateau", "activations"),
    row("plateau", "W_in", "join_count"),
    row("plateau", "W_out"),
    row("plateau", "W_in"),
  ];
  expect(groupRows(rows).rows.map(({ group, space }) => `${group} ${space}`)).toEqual([
    "plateau W_in",
    "plateau W_out",
    "leaders W_in",
    "random W_in",
  ]);
});

test("a group without a single number is told in one sentence, not in a table of dashes", () => {
  const none = { value: null, reason: "no plateau: the top is not flat" };
  const rows = [
    { ...row("plateau", "W_in"), ...none },
    { ...row("plateau", "W_out"), ...none },
    row("leaders", "W_in"),
  ];
  expect(groupRows(rows).absent).toEqual([{ group: "plateau", reason: none.reason }]);
  expect(groupRows(rows).rows.map(({ group }) => group)).toEqual(["leaders"]);
});

test("a tail index never goes by the name of α", () => {
  expect(statisticTitle("hill10")).toBe("tail index, k = n/10");
  expect(statisticTitle("spectral_entropy")).toBe("spectral entropy");
});
