import { expect, test } from "vitest";
import type { Timeline } from "~/features/live/RunProvider";
import { olderCells } from "~/features/run/olderCells";
import { skippedSteps } from "~/features/run/skippedSteps";

type State = Timeline["checkpoints"][number]["cells"][number]["state"];
const checkpoint = (step: number, ...states: State[]): Timeline["checkpoints"][number] => ({
  ...{ step, tokens: 0, createdAt: new Date(0) },
  cells: states.map((state, index) => ({
    ...{ cell: index === 0 ? "influence" : "routing", state, reason: null, durationMs: null, isOlder: false },
  })),
});

test("a step is skipped where all of it is; one that waits or lacks a dear cell is not", () => {
  expect(
    skippedSteps([
      checkpoint(0, "skipped", "skipped"),
      checkpoint(1, "done", "skipped"),
      checkpoint(2),
      checkpoint(4, "pending", "skipped"),
      checkpoint(8, "skipped"),
    ]),
  ).toEqual([0, 8]);
});

test("older are the steps where a cell was measured by an earlier version of it", () => {
  const [first, second, third] = [
    checkpoint(0, "done", "done"),
    checkpoint(1, "done"),
    checkpoint(2, "done"),
  ];
  first.cells[1]!.isOlder = third.cells[0]!.isOlder = true;
  expect(olderCells([first, second, third])).toEqual({ steps: [0, 2], cells: ["influence", "routing"] });
  expect(olderCells([second])).toEqual({ steps: [], cells: [] });
});
