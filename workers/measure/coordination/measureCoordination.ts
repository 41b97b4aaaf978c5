import { correlateActivations } from "~/core/groups/correlateActivations";
import { measureEffectiveDimension } from "~/core/groups/measureEffectiveDimension";
import { measureGroupSpectra } from "~/core/groups/measureGroupSpectra";
import { deriveSeed } from "~/core/stats/random";
import type { CellResult } from "../cellResult";
import { neuronGroups } from "./neuronGroups";
import type { Session } from "../session";

/** Spectra and effective dimension of the groups of neurons, each beside its matched null. METHODS §4, §6. */
export async function measureCoordination(session: Session): Promise<CellResult> {
  const { kernels, subject } = session;
  const { mlp, seed, settings } = subject;
  const { neurons, width, wIn, wOut } = mlp;
  const { rare, fit } = await session.ranking();
  const evaluated = await session.evaluated();
  const linear = {
    gramOf: (weights: Float32Array | Float64Array, rows: number, columns: number) =>
      kernels.gram(weights, rows, columns),
    eigenvaluesOf: (symmetric: Float64Array, n: number) => kernels.eigenvalues(symmetric, n),
  };
  const norms = { wIn: rowNorms(wIn, width), wOut: rowNorms(wOut, width) };
  const correlation = correlateActivations(evaluated.activations, {
    positions: evaluated.positionBands.length,
    neurons,
    gramOf: linear.gramOf,
  });

  const groups = neuronGroups(rare, fit, seed).flatMap(({ name, members, reason }) => {
    const group = (norm: Float64Array) => ({
      group: name,
      members,
      norms: norm,
      // One seed for all steps, so that a group that stays the same meets the same random groups.
      seed: deriveSeed(seed, "matched groups"),
      draws: settings.nullGroups,
    });
    const weights = { rows: neurons, columns: width };
    const statistics = [
      ...measureGroupSpectra({ space: "W_in", weights: wIn, ...weights }, group(norms.wIn), linear),
      ...measureGroupSpectra({ space: "W_out", weights: wOut, ...weights }, group(norms.wOut), linear),
      ...measureEffectiveDimension(correlation, group(norms.wOut), linear),
    ];
    return reason === null ? statistics : statistics.map((statistic) => ({ ...statistic, reason }));
  });
  const dead = correlation.alive.reduce((count, alive) => count + (alive ? 0 : 1), 0);
  return {
    groups,
    methods: {
      null: "matched:size+norm_decile@1",
      ...Object.fromEntries(groups.map(({ method }) => [method, method])),
    },
    parameters: {
      nullGroups: settings.nullGroups,
      matchedBy: "‖w_in‖ for W_in, else ‖w_out‖",
      tails: "two-sided",
    },
    warnings:
      dead > 0
        ? [`${dead} of ${neurons} neurons never change their activation and are left out of groups`]
        : [],
  };
}

/** Euclidean norm of each row. */
function rowNorms(matrix: Float32Array, columns: number): Float64Array {
  return Float64Array.from({ length: matrix.length / columns }, (_, row) =>
    Math.hypot(...matrix.subarray(row * columns, (row + 1) * columns)),
  );
}
