import { describe, expect, test } from "vitest";
import { coactivation } from "~/core/groups/coordination/coactivation";
import { modularity } from "~/core/groups/coordination/modularity";
import { moranI } from "~/core/groups/coordination/moranI";
import { standardizeRows } from "~/core/groups/standardizeRows";
import { cosine } from "~/core/linalg/cosine";
import { gram } from "~/core/linalg/gram";
import { symmetricEigenvalues } from "~/core/linalg/symmetricEigenvalues";
import { alphaMid } from "~/core/spectra/exponents/alphaMid";
import { hillTailIndex } from "~/core/spectra/exponents/hillTailIndex";
import { participationRatio } from "~/core/spectra/participationRatio";
import { principalComponents } from "~/core/spectra/principalComponents";
import { spectralEntropy } from "~/core/spectra/spectralEntropy";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { path, twoTriangles } from "~workers/cli/selftest/smallGraphs";
import { expectClose } from "~tests/helpers/expectClose";
import { hasHtsrReference, reference, referenceMatrices } from "~tests/helpers/htsrReference";

const eigenvalueBased = 1e-8;

describe.skipIf(!hasHtsrReference)("reference values: correlation of the rows of", () => {
  test.each(referenceMatrices())("$name", ({ name, rows: m, columns: d, weights }) => {
    const at = (...keys: string[]) => reference("matrices", name, "correlation_of_rows", ...keys);
    const { rows } = standardizeRows(weights, { rows: m, columns: d });
    const eigenvalues = symmetricEigenvalues(gram(rows, m, d), m);
    expectClose(eigenvalues.at(-1), at("ev_max"), eigenvalueBased);
    expect(Math.abs(eigenvalues[0]! - at("ev_min"))).toBeLessThan(1e-12);
    expectClose(alphaMid(eigenvalues).alpha, at("hill_mid"), eigenvalueBased);
    const k = reference("matrices", name, "correlation_of_rows", "hill_paper10pct", "k");
    expectClose(hillTailIndex(eigenvalues, k), at("hill_paper10pct", "tail_index"), eigenvalueBased);
    expectClose(participationRatio(eigenvalues), at("participation_ratio"), eigenvalueBased);
  });
});

describe.skipIf(!hasHtsrReference)("reference values: coordination", () => {
  test("modularity of two triangles and a bridge", () => {
    expectClose(
      modularity(twoTriangles.adjacency, twoTriangles.communities),
      reference("modularity_two_triangles_bridge"),
      1e-12,
    );
  });

  test("Moran's I along a path", () => {
    expectClose(moranI([1, 2, 3, 4, 5, 6], path), reference("moran_I_path6_values_1..6"), 1e-12);
  });

  test("co-activation of six neurons, two of them correlated", () => {
    const at = (...keys: string[]) => reference("coactivation_6x40_seed31", ...keys);
    const activations = normalsFrom(seededRandom(31), 240);
    for (let t = 0; t < 40; t++) activations[40 + t] = 0.8 * activations[t]! + 0.6 * activations[40 + t]!;
    const { rows } = standardizeRows(activations, { rows: 6, columns: 40 });
    const correlation = gram(rows, 6, 40);
    const eigenvalues = symmetricEigenvalues(correlation, 6);

    expectClose(correlation[1], at("pearson_01"), 1e-9);
    expectClose(coactivation(correlation, 6)?.mean, at("mean_offdiag_pearson"), 1e-9);
    expectClose(cosine(activations.subarray(0, 40), activations.subarray(40, 80)), at("cosine_01"), 1e-9);
    expectClose(
      participationRatio(eigenvalues),
      at("effdim_of_corr", "participation_ratio"),
      eigenvalueBased,
    );
    expectClose(spectralEntropy(eigenvalues), at("effdim_of_corr", "spectral_entropy"), eigenvalueBased);
    expectClose(
      Math.exp(spectralEntropy(eigenvalues)!),
      at("effdim_of_corr", "exp_entropy"),
      eigenvalueBased,
    );
    expectClose(6 / eigenvalues.at(-1)!, at("effdim_of_corr", "stable_rank"), eigenvalueBased);
    expect(principalComponents(eigenvalues, 0.9)).toBe(at("effdim_of_corr", "pca90"));
    expect(principalComponents(eigenvalues, 0.95)).toBe(at("effdim_of_corr", "pca95"));
  });
});
