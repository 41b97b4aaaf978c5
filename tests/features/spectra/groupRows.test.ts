import { expect, test } from "vitest";
import { groupRows, statisticTitle, type StoredStatistic } from "~/features/spectra/groupRows";

const row = (group: string, space: string, statistic = "alpha_mid"): StoredStatistic => ({
  ...{ group, space, statistic, method: statistic, size: 8, value: 2, nullMean: 2, nullSd: 1, z: 0, p: 1 },
  ...{ draws: 199, nullValues: [], reason: null },
});

test("the plateau comes first and the random control last; activations are shown elsewhere", () => {
  const rows = [
    row("random", "W_in"),
    row("plateau", "activations"),
    row("plateau", "W_out"),
    row("plateau", "W_in"),
  ];
  expect(groupRows(rows).map(({ group, space }) => `${group} ${space}`)).toEqual([
    "plateau W_in",
    "plateau W_out",
    "random W_in",
  ]);
});

test("a tail index never goes by the name of α", () => {
  expect(statisticTitle("hill10")).toBe("tail index, k = n/10");
  expect(statisticTitle("spectral_entropy")).toBe("spectral entropy");
});
