import { createHash } from "node:crypto";
import { type CellParameters, type MeasurementCell, touches } from "~/core/cells";
import type { Subject } from "./subject";

/** The ledger's key of a cell: a hash of exactly the parameters that touch it. */
export function cellHash(cell: MeasurementCell, parameters: CellParameters): string {
  const { version, parameters: names } = touches[cell];
  const decisive = [version, ...names.map((name) => [name, parameters[name]])];
  return createHash("sha256").update(JSON.stringify(decisive)).digest("hex").slice(0, 16);
}

/** @param layer of the cell "layer"; else null */
export function cellParameters(
  { seed, settings, text, batch }: Subject,
  layer: number | null,
): CellParameters {
  const { positions, bands, bandBy, nullGroups, nullGraphs, routingPositions, layerPositions, influence } =
    settings;
  return {
    ...{ seed, positions, bands, bandBy, nullGroups, nullGraphs, routingPositions, layer, layerPositions },
    influence: describeInfluence(influence),
    tokens: text.tokensHash,
    counts: text.countsHash,
    context: batch.context,
  };
}

/** Sums along token frequency come from the exact kernel, whatever the mode. */
function describeInfluence({ mode, tolerance, frequency }: Subject["settings"]["influence"]): string {
  if (frequency) return "exact, with frequency";
  return mode === "exact" ? "exact" : `certified ${tolerance}`;
}
