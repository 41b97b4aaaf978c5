import { expect, test } from "vitest";
import { toggleIsolated } from "~/charts/curves/toggleIsolated";

const keys = ["rare", "common", "all"];

test("isolating hides all others", () => {
  expect([...toggleIsolated(keys, new Set(), "rare")]).toEqual(["common", "all"]);
});

test("isolating what stands alone brings all back", () => {
  expect(toggleIsolated(keys, new Set(["common", "all"]), "rare").size).toBe(0);
});
