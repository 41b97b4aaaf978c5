// A process of its own, since its peak memory is asked for: the exact ablation of a GPT-2 small's final MLP.
import { availableParallelism } from "node:os";
import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { openBackend } from "~workers/backends/openBackend";
import type { AblationProblem } from "~workers/backends/ablationProblem";

const [T, m, V, d] = [1024, 3072, 50_257, 768];
const random = seededRandom(1);

/** Drawn piece by piece: in float64 all of them would be the peak. */
function normals(count: number, sd: number, mean = 0): Float32Array {
  const values = new Float32Array(count);
  const piece = 2 ** 14;
  for (let at = 0; at < count; at += piece) {
    const drawn = normalsFrom(random, Math.min(piece, count - at));
    drawn.forEach((z, k) => (values[at + k] = mean + sd * z));
  }
  return values;
}

const integers = (count: number, bound: number) =>
  Int32Array.from({ length: count }, () => randomInteger(random, bound));

const problem: AblationProblem = {
  ...{ norm: "layer", epsilon: 1e-5, postNorm: null, softCap: null, frequency: null, unembeddingBias: null },
  finalResidual: normals(T * d, 2, 0.3),
  activations: normals(T * m, 1, 0.2),
  // Sizes from .03 to a 30th of it, as a trained model's: see problemOf in ../ablation.
  wOut: normals(m * d, 1).map((z, at) => z * 0.03 * 30 ** -(Math.floor(at / d) / m)),
  gamma: normals(d, 0.2, 1),
  beta: normals(d, 0.3),
  unembedding: normals(V * d, 2 / Math.sqrt(d)),
  targets: integers(T, V),
  ...{ bands: Uint8Array.from(integers(T, 2)), bandCount: 2 },
  ...{ sequences: Int32Array.from({ length: T }, (_, t) => Math.floor(t / 256)), sequenceCount: 4 },
};

const { kernels, description } = await openBackend({ name: "native", threads: availableParallelism() });
const [started, before] = [performance.now(), process.cpuUsage()];
await kernels.ablate(problem);
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    gibibytes: process.resourceUsage().maxRSS / 2 ** 20,
    backend: description,
  }),
);
