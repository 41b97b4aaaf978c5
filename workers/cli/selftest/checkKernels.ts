import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { referenceAblate } from "~workers/backends/reference/ablate";
import { check, type Check } from "./check";

/** The kernels of this backend beside the same mathematics in plain float64. */
export async function checkKernels({ kernels }: ComputeBackend): Promise<Check[]> {
  const problem = smallProblem();
  const { absolute, loss } = await kernels.ablate(problem);
  const reference = referenceAblate(problem);

  // The second difference has the eigenvalues 2 − 2 cos(kπ/(n + 1)).
  const n = 64;
  const chain = Float64Array.from({ length: n * n }, (_, at) => {
    const distance = Math.abs(Math.floor(at / n) - (at % n));
    return distance === 0 ? 2 : distance === 1 ? -1 : 0;
  });
  const known = Float64Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));

  return [
    check("loss: largest distance from float64, nats", distance(loss, reference.loss), {
      expected: 0,
      tolerance: 1e-4,
    }),
    check("mean ablation: largest distance from float64, nats", distance(absolute, reference.absolute), {
      expected: 0,
      tolerance: 1e-3,
    }),
    check(
      "eigenvalues: largest distance from the known ones",
      distance(kernels.eigenvalues(chain, n), known),
      {
        expected: 0,
        tolerance: 1e-12,
      },
    ),
  ];
}

function distance(values: Float64Array, others: Float64Array): number {
  return values.reduce((most, value, i) => Math.max(most, Math.abs(value - others[i]!)), 0);
}

/** A final MLP of 24 neurons at 40 positions, of Gaussian numbers. */
function smallProblem(): AblationProblem {
  const random = seededRandom(20);
  const [T, m, V, d] = [40, 24, 64, 16];
  const normals = (count: number, sd: number, mean = 0) =>
    Float32Array.from(normalsFrom(random, count), (z) => mean + sd * z);
  const integers = (bound: number) => Array.from({ length: T }, () => randomInteger(random, bound));
  return {
    norm: "layer",
    epsilon: 1e-5,
    finalResidual: normals(T * d, 2),
    activations: normals(T * m, 1),
    wOut: normals(m * d, 0.1),
    postNorm: null,
    gamma: normals(d, 0.2, 1),
    beta: normals(d, 0.3),
    unembedding: normals(V * d, 2 / Math.sqrt(d)),
    unembeddingBias: null,
    softCap: null,
    frequency: null,
    targets: Int32Array.from(integers(V)),
    bands: Uint8Array.from(integers(2)),
    bandCount: 2,
    sequences: Int32Array.from(integers(3)),
    sequenceCount: 3,
  };
}
