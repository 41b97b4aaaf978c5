import type { Bench, BenchRecord } from "../record";
import { binomialRange } from "./binomialRange";
import { curveNulls } from "./curveNulls";
import { type Expected, type Experiment, keptDataSets, type OutcomeRate, runExperiment } from "./experiment";
import { groupNulls } from "./groupNulls";
import { influenceNulls } from "./influenceNulls";
import { spectraNulls } from "./spectraNulls";

export const experiments: Experiment[] = [...groupNulls, ...spectraNulls, ...curveNulls, ...influenceNulls];

/** Does every p-value reject as often as it says, and every interval hold what it promises? By simulation, seeded. */
export const bench: Bench = () =>
  Promise.resolve(experiments.flatMap((experiment) => runExperiment(experiment).map(recordOf)));

export function recordOf({ experiment, outcome, dataSets, hits, first, expected }: OutcomeRate): BenchRecord {
  return {
    name: `${experiment}: ${outcome}`,
    value: dataSets === 0 ? 0 : hits / dataSets,
    unit: "",
    bar: barOf(expected, dataSets),
    backend: "TypeScript, one thread",
    sizes: `${hits} of ${dataSets} data sets; the first ${Math.min(keptDataSets, first.length)}: ${first}`,
  };
}

function barOf(expected: Expected, dataSets: number): BenchRecord["bar"] {
  if (expected === null || dataSets === 0) return null;
  if ("level" in expected) return { within: binomialRange(dataSets, expected.level) };
  if ("atMostLevel" in expected) return { atMost: binomialRange(dataSets, expected.atMostLevel)[1] };
  return expected;
}
