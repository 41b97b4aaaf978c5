import { expect, test } from "vitest";
import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { holmByFamily } from "~/core/groups/holmByFamily";

const row = (group: string, statistic: string, p: number | null): GroupStatistic => ({
  group,
  space: "W_in",
  statistic,
  method: "alpha_mid",
  size: 10,
  value: p,
  nullMean: null,
  nullSd: null,
  z: null,
  p,
  draws: 0,
  nullValues: [],
  reason: null,
});

test("corrects each statistic over its groups, names the family, and leaves gaps", () => {
  const adjusted = holmByFamily([
    row("plateau", "a", 0.01),
    row("plateau", "b", 0.04),
    row("leaders", "a", 0.03),
    row("random", "a", 0.5),
    row("decay", "a", null),
  ]);
  expect(adjusted.map(({ pHolm }) => pHolm)).toEqual([0.03, 0.04, 0.06, 0.5, null]);
  expect(adjusted[0]!.family).toBe("a (alpha_mid) of W_in over 3 groups: plateau, leaders, random");
  expect(adjusted[4]!.family).toBe(adjusted[0]!.family);
  expect(adjusted[1]!.family).toBe("b (alpha_mid) of W_in over 1 group: plateau");
});
