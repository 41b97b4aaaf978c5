import type { AnalyzedCell } from "./analyzeSubject";
import type { CellResult } from "./cellResult";

/** Vectors by their names in the ledger, as the reference values beside METHODS.md call the measures. */
const influenceKeys = {
  "influence.absolute": "mean_abs",
  "influence.signed": "mean",
  "influence.frozenAbsolute": "mean_abs_frozen",
  "influence.frozenSigned": "mean_frozen",
};
const frequencyKeys = {
  "influence.frequencyFrozenAbsolute": "mean_abs_frequency_frozen",
  "influence.frequencyFrozenSigned": "mean_frequency_frozen",
  "influence.frequencyShare": "share",
  "influence.klShift": "kl_shift",
};
const ablations = ["mean", "zero", "resample"] as const;

type Keys = Readonly<Record<string, string>>;
type Vectors = NonNullable<CellResult["vectors"]>;

/**
 * What the cells hold, as one object: `influence.mean_abs_rare` … in natural neuron order, with `mean_loss`, `frequency`,
 * `robustness`, `spectra`, `regimes` and `groups` beside it. Each number's method and counts are in `provenance`, by cell.
 */
export function analysisReport(cells: readonly AnalyzedCell[]) {
  const results = cells.flatMap(({ result }) => (result ? [result] : []));
  const all = <Key extends "points" | "vectors" | "fits" | "spectra" | "groups">(key: Key) =>
    results.flatMap((result): NonNullable<CellResult[Key]>[number][] => result[key] ?? []);
  const [points, vectors] = [all("points"), all("vectors")];
  const valueOf = (name: string) => vectors.find((vector) => vector.name === name)?.values ?? null;
  const losses = points.filter(({ name }) => name.startsWith("loss."));
  const told = [...Object.keys(influenceKeys), ...Object.keys(frequencyKeys)];
  const others = vectors.filter(
    ({ name }) => !told.includes(name.replace(/\.se$/, "")) && !name.startsWith("robustness."),
  );
  return {
    mean_loss: Object.fromEntries(losses.map(({ name, value }) => [name.slice("loss.".length), value])),
    mean_activation: valueOf("activation.mean"),
    influence: keyed(vectors, influenceKeys, ""),
    influence_standard_error: keyed(vectors, influenceKeys, ".se"),
    frequency: keyed(vectors, frequencyKeys, ""),
    frequency_standard_error: keyed(vectors, frequencyKeys, ".se"),
    robustness: {
      neurons: valueOf("robustness.neurons"),
      ...Object.fromEntries(ablations.map((kind) => [kind, keyed(vectors, robustnessKeys(kind), "")])),
      correlation_with_mean: Object.fromEntries(
        points.flatMap(({ name, value, low = null, high = null, reason = null }) =>
          name.startsWith(correlation)
            ? [[name.slice(correlation.length), { value, low, high, reason }]]
            : [],
        ),
      ),
    },
    regimes: all("fits"),
    groups: all("groups").map(({ nullValues, ...statistic }) => ({ ...statistic, draws: nullValues.length })),
    spectra: all("spectra"),
    points,
    neurons: Object.fromEntries(
      others.map(({ name, band, values }) => [band === "" ? name : `${name}.${band}`, values]),
    ),
    not_measured: Object.fromEntries(cells.flatMap(({ cell, reason }) => (reason ? [[cell, reason]] : []))),
    provenance: Object.fromEntries(cells.map(({ cell, provenance }) => [cell, provenance])),
  };
}

const correlation = "robustness.correlation.";

const robustnessKeys = (kind: (typeof ablations)[number]): Keys => ({
  [`robustness.${kind}.absolute`]: "mean_abs",
  [`robustness.${kind}.signed`]: "mean",
});

/** The vectors that have a key, as `KEY_BAND`. @param suffix of the stored names: ".se" for standard errors */
function keyed(vectors: Vectors, keys: Keys, suffix: string): Record<string, Vectors[number]["values"]> {
  return Object.fromEntries(
    vectors.flatMap(({ name, band, values }) => {
      const key = name.endsWith(suffix) ? keys[name.slice(0, name.length - suffix.length)] : undefined;
      return key === undefined ? [] : [[`${key}_${band}`, values]];
    }),
  );
}
