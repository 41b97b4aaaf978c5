import type { NamedArrays } from "~/core/recomputation";
import type { StoredCell } from "~/db/storedCell";
import type { Point } from "~/db/points";
import { storable, type Vector } from "~/db/vectors";

type Held = Partial<Pick<StoredCell, "spectra" | "groups" | "fits" | "contexts">> & {
  vectors?: Vector[];
  points?: readonly Omit<Point, "step">[] | null | undefined;
};

/** Every number of a cell, stored or computed just now, under a name a reader knows. */
export function namedArrays({
  vectors = [],
  points,
  spectra = [],
  groups = [],
  fits = [],
  contexts = [],
}: Held): NamedArrays {
  return new Map<string, ArrayLike<number | null>>([
    ...vectors.map(({ name, band, values }) => [`${name} ${band}`.trim(), storable(values)] as const),
    ...(points ?? []).map(
      ({ name, value, low = null, high = null }) => [`point of ${name}`, [value, low, high]] as const,
    ),
    ...spectra.flatMap(({ matrix, eigenvalues, baseline, summary }) => [
      [`eigenvalues of ${matrix}`, eigenvalues] as const,
      [`eigenvalues of ${matrix}, shuffled`, baseline ?? []] as const,
      ...numbersIn(summary, `of the spectrum of ${matrix}`),
    ]),
    ...groups.flatMap(({ group, space, statistic, method, value, nullValues, p, pHolm = null }) => {
      const name = `${statistic} (${method}) of ${group} in ${space}`;
      return [
        [name, [value]] as const,
        [`null of ${name}`, nullValues] as const,
        [`p of ${name}`, [p, pHolm]] as const,
      ];
    }),
    ...fits.flatMap(({ curve, band, method, fit }) =>
      numbersIn(fit, `of the ${method} fit of ${curve}, ${band}`),
    ),
    ...contexts.map(({ neuron, rank, deltas }) => [`context ${rank} of neuron ${neuron}`, deltas] as const),
  ]);
}

type Named = readonly [name: string, numbers: (number | null)[]];

/**
 * The numbers, verdicts and gaps of a JSON value, each under its own name: beside a seed or a count a p that is another
 * would not be seen.
 */
function numbersIn(value: unknown, of: string, path = ""): Named[] {
  const whole = Array.isArray(value) ? value : [value];
  const numbers = whole.flatMap((entry) => numberOf(entry));
  if (whole.length > 0 && numbers.length === whole.length) return [[`${path} ${of}`, numbers]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    numbersIn(entry, of, path === "" ? key : `${path}.${key}`),
  );
}

/** Nothing for a text; null is a number that could not be measured. */
function numberOf(value: unknown): (number | null)[] {
  if (typeof value === "boolean") return [Number(value)];
  return value === null || typeof value === "number" ? [value] : [];
}
