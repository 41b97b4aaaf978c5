/**
 * What must hold of how often an outcome occurs. `level`: a p-value's rate of rejection, within the binomial 95 %
 * interval of its level; `atMostLevel`: the same of a statistic with few values, whose ties make it careful.
 */
export type Expected =
  { level: number } | { atMostLevel: number } | { atLeast: number } | { atMost: number } | null;

/** One way of making data sets, and what may come out of each. */
export interface Experiment {
  /** "groups, lognormal row norms" */
  name: string;
  dataSets: number;
  /** Outcomes by their name and what is expected of their rates. */
  expected: Record<string, Expected>;
  /** @returns whether each outcome came about in the data set of this seed; null where it does not apply */
  run: (seed: number) => Record<string, boolean | null>;
}

export interface OutcomeRate {
  experiment: string;
  outcome: string;
  /** Data sets to which it applies, and in how many it came about. */
  dataSets: number;
  hits: number;
  /** Of the first data sets, one character each: 1, 0, or - where it does not apply. */
  first: string;
  expected: Expected;
}

/** Kept one by one in the stored results, so that a test can recompute them exactly. */
export const keptDataSets = 10;

export function runExperiment(
  { name, dataSets, expected, run }: Experiment,
  limit = dataSets,
): OutcomeRate[] {
  const results = Array.from({ length: Math.min(limit, dataSets) }, (_, seed) => run(seed));
  return Object.entries(expected).map(([outcome, bar]) => {
    const outcomes = results.map((result) => result[outcome] ?? null);
    return {
      experiment: name,
      outcome,
      dataSets: outcomes.filter((came) => came !== null).length,
      hits: outcomes.filter((came) => came === true).length,
      first: outcomes
        .slice(0, keptDataSets)
        .map((came) => (came === null ? "-" : came ? "1" : "0"))
        .join(""),
      expected: bar,
    };
  });
}

/** A seed of its own for each part of an experiment, far from those of the tests. */
export const seedOf = (part: number, seed: number) => 1_000_003 * part + seed;
