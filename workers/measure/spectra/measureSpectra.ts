import { mlpMatrix } from "~/core/matrixName";
import { measureSpectrum } from "~/core/spectra/measureSpectrum";
import { deriveSeed } from "~/core/stats/random";
import type { CellResult } from "../cellResult";
import type { Session } from "../session";

/** The spectra of the final MLP's W_in and W_out with all fits and the shuffled baseline. METHODS §6. */
export function measureSpectra({ kernels, subject: { mlp, seed } }: Session): Promise<CellResult> {
  const { layer, neurons, width, wIn, wOut } = mlp;
  const matrices = [
    { matrix: mlpMatrix(layer, "W_in"), weights: wIn },
    { matrix: mlpMatrix(layer, "W_out"), weights: wOut },
  ];
  const spectra = matrices.map(({ matrix, weights }) => {
    const measured = measureSpectrum(weights, {
      rows: neurons,
      columns: width,
      seed: deriveSeed(seed, "shuffle", matrix),
      gramOf: (w, rows, columns) => kernels.gram(w, rows, columns),
      eigenvaluesOf: (symmetric, n) => kernels.eigenvalues(symmetric, n),
    });
    const { eigenvalues, shuffled: baseline, summary } = measured;
    return { matrix, rows: neurons, columns: width, eigenvalues, baseline, summary };
  });
  const [{ summary }] = spectra as [(typeof spectra)[0]];
  return Promise.resolve({
    spectra,
    methods: {
      esd: "eigenvalues:raw_gram_float64@1",
      marchenkoPastur: summary.marchenkoPastur.method,
      ...Object.fromEntries(summary.fits.map(({ method }) => [method, method])),
    },
    parameters: { layer, normalization: "none", centring: "none" },
    warnings: [],
  });
}
