import { expect, test } from "vitest";
import type { Timeline } from "~/features/live/RunProvider";
import { skippedSteps } from "~/features/run/skippedSteps";

type State = Timeline["checkpoints"][number]["cells"][number]["state"];
const checkpoint = (step: number, ...states: State[]): Timeline["checkpoints"][number] => ({
  ...{ step, tokens: 0, createdAt: new Date(0) },
  cells: states.map((state, index) => ({
    ...{ cell: index === 0 ? "influence" : "routing", state, reason: null, durationMs: null },
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
