import { mlpMatrix } from "~/core/matrixName";
import { measureSpectrum } from "~/core/spectra/measureSpectrum";
import { deriveSeed } from "~/core/stats/random";
import type { Spectrum } from "~/db/spectra";
import type { NumericKernels } from "~workers/backends/numericKernels";
import type { WeightMatrix } from "~workers/lm/languageModel";
import type { CellResult } from "../cellResult";
import { linearKernels } from "../linearKernels";
import type { Session } from "../session";

/** The spectra of the final MLP's W_in and W_out with all fits and the shuffled baseline. METHODS §6. */
export const measureFinalSpectra = (session: Session): Promise<CellResult> =>
  measureSpectra(session, (name) => isOfMlp(name, session.subject.mlp.layer));

/** Those of every other matrix of the model, embeddings included. */
export const measureOtherSpectra = (session: Session): Promise<CellResult> =>
  measureSpectra(session, (name) => !isOfMlp(name, session.subject.mlp.layer));

/** Whether a matrix is W_in or W_out of a layer's MLP. */
export function isOfMlp(name: string, layer: number): boolean {
  return (["W_in", "W_out"] as const).some((matrix) => mlpMatrix(layer, matrix) === name);
}

const measureSpectra = (session: Session, isWanted: (name: string) => boolean): Promise<CellResult> =>
  measureMatrices(
    session.subject.model.matrices.filter(({ name }) => isWanted(name)),
    { ...session, seed: session.subject.seed },
  );

interface SpectrumTools {
  readonly kernels: NumericKernels;
  readonly signal: AbortSignal;
  readonly seed: number;
}

/** The spectra of any matrices, one in memory at a time. */
export async function measureMatrices(
  matrices: readonly WeightMatrix[],
  tools: SpectrumTools,
): Promise<CellResult> {
  const spectra: Spectrum[] = [];
  for (const matrix of matrices) {
    tools.signal.throwIfAborted();
    spectra.push(await measureMatrix(matrix, tools));
  }
  const summaries = spectra.map(({ summary }) => summary);
  return {
    spectra,
    methods: {
      esd: "eigenvalues:raw_gram_float64@1",
      ...Object.fromEntries(
        summaries.flatMap(({ marchenkoPastur }) => [["marchenkoPastur", marchenkoPastur.method]]),
      ),
      ...Object.fromEntries(summaries.flatMap(({ fits }) => fits.map(({ method }) => [method, method]))),
    },
    parameters: { matrices: spectra.length, normalization: "none", centring: "none" },
    warnings: [],
  };
}

async function measureMatrix(
  { name, rows, columns, read }: WeightMatrix,
  { seed, kernels }: SpectrumTools,
): Promise<Spectrum> {
  const measured = measureSpectrum(await read(), {
    ...{ rows, columns, ...linearKernels(kernels) },
    seed: deriveSeed(seed, "shuffle", name),
  });
  const { eigenvalues, shuffled: baseline, summary } = measured;
  return { matrix: name, rows, columns, eigenvalues, baseline, summary };
}
