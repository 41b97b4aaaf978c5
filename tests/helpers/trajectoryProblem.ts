import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { openSafetensors } from "~workers/checkpoints/openSafetensors";
import { runGpt2 } from "./gpt2Float64";

/** Real checkpoints and reference values, kept beside the repository. */
export const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));
const trajectory = `${shared}assets/traj-gpt2/`;

export const hasTrajectory = existsSync(trajectory) && existsSync(`${shared}reference/ablation`);
if (!hasTrajectory) console.warn(`skipped: no trajectory and reference values in ${shared}`);

const sequences = 24;
const context = 128;
const T = sequences * context;

/** The bands of the reference: rare targets are those in the rarer half of the vocabulary, ties by token id. */
function rareTokens(): Uint8Array {
  const counts = z
    .array(z.number())
    .parse(JSON.parse(readFileSync(`${trajectory}unigram_counts.json`, "utf8")));
  const order = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const isRare = new Uint8Array(counts.length);
  for (const id of order.slice(counts.length / 2)) isRare[id] = 1;
  return isRare;
}

/** Everything mean ablation needs at a checkpoint of the trajectory, computed in float64, then rounded. */
export async function trajectoryProblem(step: number): Promise<AblationProblem> {
  const file = await openSafetensors(`${trajectory}step${step}/model.safetensors`);
  const weights = new Map<string, Float32Array>();
  for (const name of file.tensors.keys())
    weights.set(name.replace("transformer.", ""), await file.readFloat32(name));
  await file.close();
  const float32 = (name: string) => weights.get(name)!;
  const doubles = new Map(Array.from(weights, ([name, values]) => [name, Float64Array.from(values)]));

  const bytes = readFileSync(`${trajectory}eval_tokens.u16`);
  const tokens = new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const starts = Array.from({ length: sequences }, (_, s) => s * (context + 1));
  const outcome = runGpt2(
    { layers: 3, heads: 4, epsilon: 1e-5, weight: (name) => doubles.get(name)! },
    starts.map((start) => tokens.subarray(start, start + context)),
  );
  const targets = Int32Array.from({ length: T }, (_, t) => {
    const start = starts[Math.floor(t / context)]!;
    return tokens[start + (t % context) + 1]!;
  });
  const isRare = rareTokens();
  const bands = Uint8Array.from(targets, (target) => isRare[target]!);
  return {
    norm: "layer",
    epsilon: 1e-5,
    finalResidual: Float32Array.from(outcome.finalResidual),
    activations: Float32Array.from(outcome.activations),
    wOut: float32("h.2.mlp.c_proj.weight"),
    postNorm: null,
    gamma: float32("ln_f.weight"),
    beta: float32("ln_f.bias"),
    unembedding: float32("wte.weight"),
    unembeddingBias: null,
    softCap: null,
    frequency: null,
    targets,
    bands,
    bandCount: 2,
    sequences: Int32Array.from({ length: T }, (_, t) => Math.floor(t / context)),
    sequenceCount: sequences,
  };
}
