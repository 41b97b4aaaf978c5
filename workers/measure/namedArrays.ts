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
    ...spectra.map(({ matrix, eigenvalues }) => [`eigenvalues of ${matrix}`, eigenvalues] as const),
    ...groups.flatMap(({ group, space, statistic, method, value, nullValues }) => {
      const name = `${statistic} (${method}) of ${group} in ${space}`;
      return [[name, [value]] as const, [`null of ${name}`, nullValues] as const];
    }),
    ...fits.map(
      ({ curve, band, method, fit }) => [`${method} fit of ${curve}, ${band}`, numbersIn(fit)] as const,
    ),
    ...contexts.map(({ neuron, rank, deltas }) => [`context ${rank} of neuron ${neuron}`, deltas] as const),
  ]);
}

/** Numbers and gaps of a JSON value, by key. */
function numbersIn(value: unknown): (number | null)[] {
  if (value === null || typeof value === "number") return [value];
  if (typeof value !== "object") return [];
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([, entry]) => numbersIn(entry));
}
