import { expect, test } from "vitest";
import { formatBytes } from "~/charts/format/formatBytes";
import { heartbeatWords } from "~/features/system/heartbeatWords";
import { prepareChecks } from "~/features/system/prepareChecks";

test("a heartbeat is told by the server's clock, and silence is called silence", () => {
  const now = new Date(100_000);
  expect(heartbeatWords(now, { heartbeatAt: new Date(99_400), alive: true })).toBe("0.6 s ago");
  expect(heartbeatWords(now, { heartbeatAt: new Date(60_000), alive: false })).toBe("silent for 40 s");
  expect(heartbeatWords(now, { heartbeatAt: new Date(100_400), alive: true })).toBe("0.0 s ago");
});

test("sizes have three digits and a unit", () => {
  expect([0, 999, 12_345, 4.5e9].map(formatBytes)).toEqual([
    "0\u202fB",
    "999\u202fB",
    "12.3\u202fkB",
    "4.50\u202fGB",
  ]);
});

test("checks keep their groups, and what is wrong comes first", () => {
  const check = (group: string, name: string, holds: boolean) => ({
    ...{ group, name, holds, value: 1, expected: 1, tolerance: 0.1 },
  });
  const groups = prepareChecks([check("a", "1", true), check("b", "2", true), check("a", "3", false)]);
  expect(groups.map(({ group, wrong }) => [group, wrong])).toEqual([
    ["a", 1],
    ["b", 0],
  ]);
  expect(groups[0]!.checks.map(({ name }) => name)).toEqual(["3", "1"]);
});
