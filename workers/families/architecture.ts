import type { ModelSizes } from "~workers/lm/languageModel";
import type { Activation } from "./activation";
import type { Linear } from "./linear";
import type { Norm } from "./norm";
import type { Rotary } from "./rotary";

/**
 * One decoder-only transformer, described: which stored weight plays which part, and what the forward pass does with
 * them. Names are those behind the prefix that a library may put before all of them ("model.", "transformer.").
 * What a model does not have is absent or null.
 *
 *     x = embedding;  for each block: x = x + attention(x), x = x + mlp(x), or both from one x;  z = head(x)
 */
export interface Architecture {
  readonly family: string;
  readonly sizes: ModelSizes;
  readonly embedding: Embedding;
  /** @param layer 0 … layers − 1 */
  readonly block: (layer: number) => Block;
  readonly head: Head;
}

export interface Embedding {
  /** Without ".weight": [V, d]; x = scale · row of the token. */
  readonly tokens: string;
  readonly scale?: number;
  /** [offset + context, d], the row of position p at offset + p. */
  readonly positions?: { readonly name: string; readonly offset: number };
  /** Where embeddings are narrower than the residual stream (OPT-350m): [V, e] → [V, d]. */
  readonly projection?: NarrowEmbedding | null;
}

export interface NarrowEmbedding {
  readonly linear: Linear;
  /** e */
  readonly width: number;
}

export interface Block {
  /** "sequential": the MLP reads what attention has added to; "parallel": both read the block's input. */
  readonly residual: "sequential" | "parallel";
  readonly attention: Attention;
  readonly mlp: Mlp;
}

/** What both parts of a block have around them: x ← streamNorm(x + postNorm(f(norm(x)))). */
export interface BlockPart {
  /** Absent where f reads the residual stream as it is (OLMo 2). */
  readonly norm?: Norm | null;
  /** On what f gives, before it joins the stream (Gemma 2, OLMo 2). */
  readonly postNorm?: Norm | null;
  /** On the stream itself (OPT-350m); the last block's belongs to the head. */
  readonly streamNorm?: Norm | null;
}

export interface Attention extends BlockPart {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;
  /** Queries, keys and values are cut off at ± this (OLMo). */
  readonly clip?: number | null;
  /** On queries and keys before they turn: over each head by itself, or over all of them. */
  readonly headNorm?: {
    readonly query: Norm;
    readonly key: Norm;
    readonly over: "head" | "all";
  } | null;
  readonly rotary?: Rotary | null;
  /** Of q·k; 1/√headWidth where absent. */
  readonly scale?: number;
  /** Scores s become softCap · tanh(s / softCap). */
  readonly softCap?: number | null;
  /** How many keys a query sees, its own among them; all that came before where absent. */
  readonly window?: number | null;
}

/** down(act(up x)), or down(act(gate x) ⊙ up x). */
export interface Mlp extends BlockPart {
  readonly gate?: Linear;
  readonly up: Linear;
  readonly down: Linear;
  readonly activation: Activation;
}

export interface Head {
  readonly norm: Norm;
  /** [d] → [e] between the norm and the unembedding of narrower embeddings (OPT-350m). */
  readonly projection?: NarrowEmbedding | null;
  /** Without ".weight". It stands outside the prefix of the others. */
  readonly unembedding: string;
  readonly bias?: boolean;
  /** Whether the embedding is the unembedding; null: where no other is stored. */
  readonly tied: boolean | null;
  /** Logits z become softCap · tanh(z / softCap). */
  readonly softCap?: number | null;
}
