import { expect, test } from "vitest";
import type { RunState } from "~/core/runState";
import { type ListedRun, selectRuns } from "~/features/runs/selectRuns";
import { parseRunConfig } from "~/core/runConfig";

const run = (name: string, state: RunState, { day = 1, step = 0 } = {}): ListedRun => ({
  ...{ kind: "training", config: parseRunConfig({ name }) },
  ...{ id: `id-${name}`, name, state, step, totalSteps: 100 },
  ...{
    stateReason: null,
    stateCode: null,
    tokensPerSecond: null,
    backend: null,
    corpusHash: null,
    codeVersion: "1",
  },
  ...{ trainingMs: 0, measuringMs: 0, startedAt: null, finishedAt: null, archivedAt: null, etaSeconds: null },
  createdAt: new Date(2026, 0, day),
});

const runs = [
  run("wide demo", "running", { day: 2, step: 10 }),
  run("deep demo", "finished", { day: 1, step: 100 }),
  run("scratch", "failed", { day: 3, step: 50 }),
];
const all = { q: "", state: null, sort: "newest" } as const;
const names = (selected: ListedRun[]) => selected.map(({ name }) => name);

test("every word of a search must be in the name or the id", () => {
  expect(names(selectRuns(runs, { ...all, q: "demo WIDE" }))).toEqual(["wide demo"]);
  expect(names(selectRuns(runs, { ...all, q: "id-scratch" }))).toEqual(["scratch"]);
  expect(selectRuns(runs, { ...all, q: "nothing" })).toEqual([]);
});

test("one state can be picked", () => {
  expect(names(selectRuns(runs, { ...all, state: "finished" }))).toEqual(["deep demo"]);
});

test("the order is by date, by name or by progress, and the list given stays as it is", () => {
  expect(names(selectRuns(runs, all))).toEqual(["scratch", "wide demo", "deep demo"]);
  expect(names(selectRuns(runs, { ...all, sort: "name" }))).toEqual(["deep demo", "scratch", "wide demo"]);
  expect(names(selectRuns(runs, { ...all, sort: "progress" }))).toEqual([
    "deep demo",
    "scratch",
    "wide demo",
  ]);
  expect(names(runs)).toEqual(["wide demo", "deep demo", "scratch"]);
});
