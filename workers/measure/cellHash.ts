import { createHash } from "node:crypto";
import { type CellParameters, type MeasurementCell, touches } from "~/core/cells";
import type { Subject } from "./subject";

/** The ledger's key of a cell: a hash of exactly the parameters that touch it. */
export function cellHash(cell: MeasurementCell, parameters: Partial<CellParameters>): string {
  const { version, parameters: names } = touches[cell];
  return hashOf([version, ...names.map((name) => [name, parameters[name]])]);
}

/**
 * The key where the architecture is not known: another one, so that all is measured anew once it is. Nothing but the
 * seed touches a spectrum.
 */
export function namelessHash(cell: MeasurementCell, seed: number): string {
  return hashOf([touches[cell].version, ["seed", seed], ["names", "as stored"]]);
}

const hashOf = (decisive: unknown[]) =>
  createHash("sha256").update(JSON.stringify(decisive)).digest("hex").slice(0, 16);

/** @param layer of the cell "layer"; else null */
export function cellParameters(
  { seed, settings, text, batch, bands }: Subject,
  layer: number | null,
): CellParameters {
  const { positions, bandBy, nullGroups, nullGraphs } = settings;
  const { routingPositions, frequencyPositions, informationPositions, layerPositions } = settings;
  return {
    ...{ seed, positions, bands: bands.method, bandBy, nullGroups, nullGraphs },
    ...{ routingPositions, frequencyPositions, informationPositions, layer, layerPositions },
    influence: describeInfluence(settings),
    tokens: text.tokensHash,
    counts: text.countsHash,
    context: batch.context,
  };
}

function describeInfluence({ influence }: Subject["settings"]): string {
  return influence.mode === "exact" ? "exact" : `certified ${influence.tolerance}`;
}
