import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import type { Bench, BenchRecord } from "../record";
import { binomialRange } from "./binomialRange";
import { curveNulls } from "./curveNulls";
import { type Expected, type Experiment, keptDataSets, type OutcomeRate, runExperiment } from "./experiment";
import { groupNulls } from "./groupNulls";
import { influenceNulls } from "./influenceNulls";
import { sequenceIntervals } from "./sequenceIntervals";
import { spectraNulls } from "./spectraNulls";

export const experiments: Experiment[] = [
  ...groupNulls,
  ...spectraNulls,
  ...curveNulls,
  ...influenceNulls,
  ...sequenceIntervals,
];

const results = new URL("results.json", import.meta.url);

/**
 * Does every p-value reject as often as it says, and every interval hold what it promises? By simulation, seeded; the
 * outcomes are stored in results.json beside this file, after each experiment; those not run again keep theirs.
 */
export const bench: Bench = async (only = "") => {
  const stored = new Map<string, OutcomeRate[]>();
  for (const rate of JSON.parse(await readFile(results, "utf8")) as OutcomeRate[])
    stored.set(rate.experiment, [...(stored.get(rate.experiment) ?? []), rate]);
  const again = experiments.filter(({ name }) => name.includes(only));
  for (const experiment of again) {
    stored.set(experiment.name, runExperiment(experiment));
    const rates = experiments.flatMap(({ name }) => stored.get(name) ?? []);
    await writeFile(results, await format(JSON.stringify(rates), { parser: "json", printWidth: 110 }));
  }
  return again.flatMap(({ name }) => stored.get(name)!.map(recordOf));
};

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
