import { expect, test } from "vitest";
import type { MeasurementCell } from "~/core/cells";
import type { Timeline } from "~/features/live/RunProvider";
import { whyNoNeurons } from "~/features/run/whyNoNeurons";

type State = Timeline["checkpoints"][number]["cells"][number]["state"];

const run = (...checkpoints: Partial<Record<MeasurementCell, State>>[]) => ({
  checkpoints: checkpoints.map((cells, step) => ({
    ...{ step, tokens: null, createdAt: new Date(0) },
    cells: Object.entries(cells).map(([cell, state]) => ({
      ...{ cell: cell as MeasurementCell, state, durationMs: null, isOlder: false },
      reason: state === "done" ? null : `${state} at ${step}`,
    })),
  })),
});

test("where only spectra are measured, the newest measured checkpoint says why", () => {
  const weights = { influence: "skipped", spectraAll: "done" } as const;
  expect(whyNoNeurons(run(weights, weights))).toBe("skipped at 1");
  expect(whyNoNeurons(run(weights, { influence: "failed", spectraAll: "failed" }))).toBe("skipped at 0");
});

test("a run whose neurons are measured somewhere, or are about to be, lacks nothing", () => {
  expect(whyNoNeurons(run({ influence: "done", spectra: "done" }, { influence: "skipped" }))).toBeNull();
  expect(whyNoNeurons(run({ influence: "running", spectra: "done" }))).toBeNull();
  expect(whyNoNeurons(run({ spectra: "done" }, {}))).toBeNull();
});

test("before anything is measured there is nothing to say about neurons", () => {
  expect(whyNoNeurons(run({ influence: "skipped", spectra: "skipped" }))).toBeNull();
  expect(whyNoNeurons(run())).toBeNull();
});
