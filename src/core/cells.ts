import { z } from "zod";

/**
 * What is measured at a checkpoint, in this order, since later ones use what earlier ones found. Each is one cell of the
 * measurement ledger: committed on its own, recomputed on its own.
 */
export const MeasurementCell = z.enum([
  "influence",
  "neurons",
  "spectra",
  "coordination",
  "spectraAll",
  "modularity",
  "routing",
  "robustness",
  "frequency",
  "mutualInformation",
  "layer",
]);
export type MeasurementCell = z.infer<typeof MeasurementCell>;

/** Made by the schedule: all but the dearest, which somebody has to ask for. */
export type ScheduledCell = Exclude<MeasurementCell, OnDemandCell>;
export type OnDemandCell = "mutualInformation" | "layer";
export const scheduledCells = MeasurementCell.exclude(["mutualInformation", "layer"]).options;

/** What a checkpoint has one of, so that its name says what is asked for; of "layer" there is one for each. */
export const NamedCell = MeasurementCell.exclude(["layer"]);
export type NamedCell = z.infer<typeof NamedCell>;

/** Cheap, and together what the page is about: wherever something is measured, these are. */
export const baseCells: readonly ScheduledCell[] = ["influence", "neurons", "spectra", "coordination"];

/** How the names of the curves begin that a cell writes a point of. */
export const curvesOf: Partial<Record<MeasurementCell, readonly string[]>> = {
  influence: ["loss.", "difference.", "overlap."],
  routing: ["routing."],
  robustness: ["robustness."],
};

/** Everything beside the weights that can change a measured value. */
export interface CellParameters {
  seed: number;
  /** sha256 of the evaluated text's tokens and of the unigram counts. */
  tokens: string;
  counts: string;
  context: number;
  positions: number;
  /** How the ablation is computed: "exact" or "certified" within a tolerance. */
  influence: string;
  bands: string;
  bandBy: string;
  nullGroups: number;
  nullGraphs: number;
  routingPositions: number;
  frequencyPositions: number;
  informationPositions: number;
  layer: number | null;
  layerPositions: number;
}

const text = ["tokens", "context", "positions"] as const;
const banded = [...text, "counts", "bands", "bandBy", "influence"] as const;
const ranked = [...banded, "seed"] as const;

/**
 * The parameters that touch each cell, and the version of how it is computed: another value, another cell. A cell that
 * builds on another's results names that one's parameters, too.
 */
export const touches: Record<
  MeasurementCell,
  { version: number; parameters: readonly (keyof CellParameters)[] }
> = {
  influence: { version: 5, parameters: ranked },
  neurons: { version: 2, parameters: banded },
  spectra: { version: 3, parameters: ["seed"] },
  coordination: { version: 6, parameters: [...ranked, "nullGroups"] },
  spectraAll: { version: 2, parameters: ["seed"] },
  modularity: { version: 4, parameters: [...ranked, "nullGraphs", "nullGroups"] },
  routing: { version: 3, parameters: [...ranked, "routingPositions"] },
  robustness: { version: 2, parameters: ranked },
  frequency: { version: 4, parameters: [...ranked, "frequencyPositions"] },
  mutualInformation: { version: 3, parameters: [...ranked, "nullGroups", "informationPositions"] },
  layer: { version: 4, parameters: [...ranked, "layer", "layerPositions"] },
};
