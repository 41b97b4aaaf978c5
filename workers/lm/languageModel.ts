import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

export interface ModelSizes {
  readonly layers: number;
  /** d_model */
  readonly width: number;
  readonly heads: number;
  /** Heads of keys and values: fewer than `heads` where queries share them. */
  readonly keyValueHeads: number;
  readonly headWidth: number;
  /** d_mlp, the neurons of a block */
  readonly mlpWidth: number;
  /** Positions the model can see. */
  readonly context: number;
  readonly vocabulary: number;
}

/** From the residual stream after the last block to logits: z = cap(norm(x)·γ+β → W_U + b_U). */
export interface OutputHead {
  readonly norm: "layer" | "rms";
  readonly epsilon: number;
  /** [d] as it multiplies. */
  readonly gamma: Float32Array;
  /** [d] or null. */
  readonly beta: Float32Array | null;
  /** [V, d] one row per token. */
  readonly unembedding: Float32Array;
  /** [V] or null. */
  readonly unembeddingBias: Float32Array | null;
  /** z ← cap · tanh(z / cap), or null. */
  readonly softCap: number | null;
}

/** The weights of one block's MLP, one row per neuron. */
export interface MlpWeights {
  readonly layer: number;
  /** m */
  readonly neurons: number;
  /** d */
  readonly width: number;
  /** [m, d] what each neuron reads; of a gated MLP the rows that `act` is not applied to ("up"). */
  readonly wIn: Float32Array;
  /** [m, d] of a gated MLP the rows that go through the nonlinearity; else null. */
  readonly wGate: Float32Array | null;
  /** [m] or null. */
  readonly bIn: Float32Array | null;
  /** [m, d] what each neuron writes. */
  readonly wOut: Float32Array;
  /** A norm on the MLP's output before it joins the residual stream (Gemma 2, OLMo 2): [d] as it multiplies. */
  readonly postNorm: { readonly gamma: Float32Array; readonly epsilon: number } | null;
}

/** A two-dimensional weight under its name in the field: `blocks.3.mlp.W_in`, `embed.W_E`, `blocks.0.attn.W_QKV`. */
export interface WeightMatrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] row-major. */
  readonly read: () => Promise<Float32Array>;
}

/** A decoder-only transformer as measuring sees it, whatever its family. Its weights may still lie on disk. */
export interface LanguageModel {
  /** "gpt2", "llama" … */
  readonly family: string;
  readonly sizes: ModelSizes;
  readonly matrices: readonly WeightMatrix[];
  readonly head: () => Promise<OutputHead>;
  readonly mlp: (layer: number) => Promise<MlpWeights>;
  /** Puts the weights on the current backend. */
  readonly load: () => Promise<RunningModel>;
}

export interface BlockHooks {
  /** Replaces what the neurons hold after the nonlinearity. [N, m] → [N, m] */
  readonly neurons?: (values: Tensor2D) => Tensor2D;
  /** Replaces what the heads hold before their output projection. [N, heads · headWidth] → the same */
  readonly heads?: (attention: BlockAttention) => Tensor2D;
}

/** What the heads of a block hold and read, computed when it is asked for. */
export interface BlockAttention {
  /** [N, heads · headWidth] before the output projection. */
  readonly mixed: () => Tensor2D;
  readonly inputs: () => AttentionInputs;
}

/** Of one block, after rotation: queries [N, heads · headWidth], keys and values [N, keyValueHeads · headWidth]. */
export interface AttentionInputs {
  readonly queries: Tensor2D;
  readonly keys: Tensor2D;
  readonly values: Tensor2D;
  readonly scores: AttentionScores;
}

/** A query's weights: softmax(cap(scale · q·k)) over the last `window` keys that are not after it. */
export interface AttentionScores {
  readonly scale: number;
  /** cap(s) = softCap · tanh(s / softCap); 0 where there is no cap. */
  readonly softCap: number;
  /** 0: all of them. */
  readonly window: number;
}

export interface BlockOutput {
  /** [N, d] what the next block, or the final norm, reads. */
  readonly residual: Tensor2D;
  /** [N, m] the neurons after the nonlinearity; of a gated MLP act(gate) · up. */
  readonly activations: Tensor2D;
  /** [N, d] what the MLP wrote, before any norm of its own. */
  readonly mlpOutput: Tensor2D;
}

/** A model on a backend, block by block, until it is disposed of. N = batch · context positions, sequence by sequence. */
export interface RunningModel {
  readonly sizes: ModelSizes;
  /** @param ids [B, C] int32 @returns [N, d] */
  readonly embed: (ids: Tensor2D) => Tensor2D;
  readonly block: (
    layer: number,
    residual: Tensor2D,
    shape: { readonly batch: number; readonly context: number },
    hooks?: BlockHooks,
  ) => BlockOutput;
  /** What the heads of a block read, without running the rest of it. */
  readonly attentionInputs: (
    layer: number,
    residual: Tensor2D,
    shape: { readonly batch: number; readonly context: number },
  ) => AttentionInputs;
  /** @param targets [N] int32 @returns [N] in nats */
  readonly losses: (residual: Tensor2D, targets: Tensor1D) => Tensor1D;
  readonly dispose: () => void;
}
