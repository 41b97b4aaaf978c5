import { expect, test } from "vitest";
import { groupCurve, whyMissing } from "~/features/overview/groupCurve";
import type { Timeline } from "~/features/live/RunProvider";

const which = { space: "W_out", method: "alpha_mid" };

/** One statistic of one group over four steps. */
function curve(group: string, value: (number | null)[], size: number): Timeline["groups"][number] {
  const same = (entry: number | null) => value.map((v) => (v === null ? null : entry));
  return {
    ...which,
    ...{ group, statistic: "alpha_mid", value, size: value.map(() => size) },
    ...{
      nullMean: same(3),
      nullSd: same(0.1),
      nullLow: same(2.8),
      nullHigh: same(3.2),
      z: same(1),
      p: same(0.5),
      pHolm: same(0.9),
    },
    reason: value.map((v) => (v === null ? "no plateau" : null)),
  };
}

const leaders = curve("leaders", [3, 3, 2, 2], 33);
const random = curve("random", [3, 3.1, 3, 3.1], 33);

test("a plateau at one step of four is an event: the leaders are drawn, with a random group beside them", () => {
  const drawn = groupCurve([curve("plateau", [null, null, 2, null], 14), leaders, random], which);
  expect(drawn).toMatchObject({
    label: "33 leaders",
    columns: { group: "leaders" },
    control: [3, 3.1, 3, 3.1],
  });
  expect(whyMissing(drawn, "why")).toBeNull();
});

test("a plateau at half of the steps is a curve", () => {
  const drawn = groupCurve([curve("plateau", [null, null, 2, 2], 14), leaders, random], which);
  expect(drawn).toMatchObject({ label: "plateau neurons", columns: { group: "plateau" } });
});

test("before anything is measured it says what is waited for", () => {
  expect(groupCurve([], which)).toBeNull();
  expect(whyMissing(null, "why")).toBe("why");
});
