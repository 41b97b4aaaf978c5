import type { AnalyzedCell } from "./analyzeSubject";
import type { CellResult } from "./cellResult";

/** The measures of an influence vector as the reference values beside METHODS.md call them. */
const influenceKeys: Readonly<Record<string, string>> = {
  "influence.absolute": "mean_abs",
  "influence.signed": "mean",
  "influence.frozenAbsolute": "mean_abs_frozen",
  "influence.frozenSigned": "mean_frozen",
};

/**
 * What the cells hold, as one object: `influence.mean_abs_rare` … in natural neuron order, with `mean_loss`, `spectra`,
 * `regimes` and `groups` beside it. Each number's method and counts are in `provenance`, by cell.
 */
export function analysisReport(cells: readonly AnalyzedCell[]) {
  const results = cells.flatMap(({ result }) => (result ? [result] : []));
  const all = <Key extends "points" | "vectors" | "fits" | "spectra" | "groups">(key: Key) =>
    results.flatMap((result): NonNullable<CellResult[Key]>[number][] => result[key] ?? []);
  const vectors = all("vectors");
  const keyed = (suffix: string) =>
    Object.fromEntries(
      vectors.flatMap(({ name, band, values }) => {
        const key = name.endsWith(suffix)
          ? influenceKeys[name.slice(0, name.length - suffix.length)]
          : undefined;
        return key === undefined ? [] : [[`${key}_${band}`, values]];
      }),
    );
  const losses = all("points").filter(({ name }) => name.startsWith("loss."));
  const named = Object.keys(influenceKeys);
  const others = vectors.filter(({ name }) => !named.includes(name.replace(/\.se$/, "")));
  return {
    mean_loss: Object.fromEntries(losses.map(({ name, value }) => [name.slice("loss.".length), value])),
    mean_activation: vectors.find(({ name }) => name === "activation.mean")?.values ?? null,
    influence: keyed(""),
    influence_standard_error: keyed(".se"),
    regimes: all("fits"),
    groups: all("groups").map(({ nullValues, ...statistic }) => ({ ...statistic, draws: nullValues.length })),
    spectra: all("spectra"),
    points: all("points"),
    neurons: Object.fromEntries(
      others.map(({ name, band, values }) => [band === "" ? name : `${name}.${band}`, values]),
    ),
    not_measured: Object.fromEntries(cells.flatMap(({ cell, reason }) => (reason ? [[cell, reason]] : []))),
    provenance: Object.fromEntries(cells.map(({ cell, provenance }) => [cell, provenance])),
  };
}
