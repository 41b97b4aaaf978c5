import { formatInteger, formatNumber } from "../format/formatNumber";
import type { HeatMapSpec } from "./heatMapSpec";
import { matrixPlace } from "./matrixPlace";
import { type AlphaHeatmap, alphaDomain } from "./prepareAlphaHeatmap";

/** α of every matrix at one step: a column a kind of matrix, a row a layer, the first at the bottom. */
export function prepareLayerMap(
  data: AlphaHeatmap,
  { step, selected }: { step: number; selected: string | null },
): HeatMapSpec & { matrixAt: (column: number, row: number) => string | null } {
  const at = data.steps.indexOf(step);
  const places = data.matrices.map((matrix, index) => ({ matrix, index, ...matrixPlace(matrix) }));
  const kinds = [...new Set(places.flatMap(({ layer, kind }) => (layer === null ? [] : [kind])))].sort();
  const layers = [...new Set(places.flatMap(({ layer }) => layer ?? []))].sort((a, b) => a - b);
  const placeAt = (column: number, row: number) =>
    places.find(({ layer, kind }) => kind === kinds[column] && layer === layers[row]);
  const alphaAt = (column: number, row: number) =>
    data.alpha[placeAt(column, row)?.index ?? -1]?.[at] ?? null;
  const chosen = selected === null ? null : matrixPlace(selected);
  const indexOrNull = (index: number) => (index < 0 ? null : index);
  const outside = places.filter(({ layer }) => layer === null);
  return {
    name: `Exponent α by layer and matrix, step ${formatInteger(step)}, ${data.method}`,
    x: { names: kinds },
    y: { names: layers.map((layer) => `layer ${layer}`) },
    values: kinds.map((_, column) => layers.map((_layer, row) => alphaAt(column, row))),
    color: { map: "viridis", label: "α", unit: null, scale: "log", domain: alphaDomain, marks: [2, 6] },
    printed: true,
    selectedColumn: chosen?.layer == null ? null : indexOrNull(kinds.indexOf(chosen.kind)),
    selectedRow: chosen?.layer == null ? null : indexOrNull(layers.indexOf(chosen.layer)),
    matrixAt: (column, row) => placeAt(column, row)?.matrix ?? null,
    words: (column, row) => {
      const place = placeAt(column, row);
      if (!place) return `layer ${layers[row] ?? ""} has no ${kinds[column] ?? ""}`;
      const alpha = alphaAt(column, row);
      const why = data.reasons?.[place.index]?.[at] ?? "not measured at this step";
      return `${place.matrix}: ${alpha === null ? `no fit, ${why}` : `α = ${formatNumber(alpha)}`}`;
    },
    summary: `α by ${data.method} at step ${formatInteger(step)} for ${layers.length} layers and ${kinds.length} kinds of matrix.`,
    notes: outside.map(
      ({ matrix, index }) => `${matrix}: α = ${formatNumber(data.alpha[index]?.[at] ?? null)}`,
    ),
  };
}
