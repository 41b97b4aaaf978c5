import { describe, expect, test } from "vitest";
import type { Timeline } from "~/features/live/RunProvider";
import { labelledSteps, scrubberMarks } from "~/features/run/scrubberMarks";

type Checkpoint = Timeline["checkpoints"][number];
type Cell = Checkpoint["cells"][number];

const checkpoint = (step: number, state?: Cell["state"], reason: string | null = null): Checkpoint => ({
  step,
  tokens: 0,
  createdAt: new Date(0),
  cells: state ? [{ cell: "influence", state, reason, durationMs: null, isOlder: false }] : [],
});

const linear = { totalSteps: 100, xScale: "linear", measuring: null } as const;

describe("scrubberMarks", () => {
  test("a skipped checkpoint keeps its place and its reason", () => {
    const [measured, skipped] = scrubberMarks(
      [checkpoint(25, "done"), checkpoint(50, "skipped", "skipped: would take 27 %")],
      linear,
    );
    expect(measured).toEqual({ step: 25, position: 0.25, kind: "measured", reason: "measured" });
    expect(skipped).toEqual({ step: 50, position: 0.5, kind: "skipped", reason: "skipped: would take 27 %" });
  });

  test("what is announced is being measured, what is not begun waits, what failed says why", () => {
    const marks = scrubberMarks([checkpoint(1), checkpoint(2), checkpoint(4, "failed", "no room")], {
      ...linear,
      measuring: 2,
    });
    expect(marks.map(({ kind }) => kind)).toEqual(["waiting", "measuring", "failed"]);
    expect(marks[2]!.reason).toBe("no room");
  });

  test("on a log scale step 0 is at the left end and the last step at the right", () => {
    const marks = scrubberMarks([checkpoint(0, "done"), checkpoint(9, "done"), checkpoint(99, "done")], {
      ...linear,
      totalSteps: 99,
      xScale: "log",
    });
    expect(marks.map(({ position }) => position)).toEqual([0, expect.closeTo(0.5), 1]);
  });
});

describe("labelledSteps", () => {
  const marks = scrubberMarks(
    [0, 10, 12, 14, 100].map((step) => checkpoint(step, "done")),
    linear,
  );

  test("the shown step is always named, the others where there is room, the newest first", () => {
    expect([...labelledSteps(marks, 12, 0.05)].sort((a, b) => a - b)).toEqual([0, 12, 100]);
    expect([...labelledSteps(marks, null, 0.05)].sort((a, b) => a - b)).toEqual([0, 14, 100]);
  });
});
