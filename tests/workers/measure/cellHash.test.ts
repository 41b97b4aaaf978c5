import { expect, test } from "vitest";
import { type CellParameters, MeasurementCell } from "~/core/cells";
import { cellHash } from "~workers/measure/cellHash";

const parameters: CellParameters = {
  ...{ seed: 0, tokens: "t", counts: "c", context: 128, positions: 1024, influence: "exact", layer: 0 },
  ...{ bands: "half", bandBy: "target", nullGroups: 199, nullGraphs: 100 },
  ...{ routingPositions: 4096, frequencyPositions: 4096, informationPositions: 500, layerPositions: 4096 },
};
const text = ["influence", "neurons", "coordination", "modularity", "routing", "robustness", "frequency"];
const onText = [...text, "mutualInformation", "layer"];
const but = (cells: readonly string[], ...left: string[]) => cells.filter((cell) => !left.includes(cell));

/** What each parameter touches, and nothing else. */
const touched: Record<keyof CellParameters, readonly string[]> = {
  seed: [...but(onText, "neurons"), "spectra", "spectraAll"],
  tokens: onText,
  counts: onText,
  context: onText,
  positions: onText,
  influence: onText,
  bands: onText,
  bandBy: onText,
  nullGroups: ["coordination", "modularity", "mutualInformation"],
  nullGraphs: ["modularity"],
  routingPositions: ["routing"],
  frequencyPositions: ["frequency"],
  informationPositions: ["mutualInformation"],
  layer: ["layer"],
  layerPositions: ["layer"],
};

test.each(Object.keys(touched) as (keyof CellParameters)[])("%s touches its cells alone", (name) => {
  const value = parameters[name];
  const other = typeof value === "string" ? `${value}'` : value! + 1;
  const changed = { ...parameters, [name]: other };
  const cells = MeasurementCell.options.filter(
    (cell) => cellHash(cell, changed) !== cellHash(cell, parameters),
  );
  expect(new Set(cells)).toEqual(new Set(touched[name]));
});

test("no two cells share a key by accident of the same parameters", () => {
  expect(cellHash("influence", parameters)).toBe(cellHash("influence", { ...parameters }));
  expect(cellHash("influence", parameters)).toMatch(/^[0-9a-f]{16}$/);
});
