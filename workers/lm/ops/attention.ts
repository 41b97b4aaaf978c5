import type { Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { GroupedAttentionAttributes } from "~workers/backends/fusedKernels";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFusedMany } from "./runFused";

interface Attended {
  /** [B·C, heads·dHead] */
  readonly q: Tensor2D;
  /** [B·C, keyValueHeads·dHead] */
  readonly k: Tensor2D;
  /** [B·C, keyValueHeads·dHead] */
  readonly v: Tensor2D;
}

/**
 * softmax(cap(scale · q·kᵀ), over the last `window` keys that are not after the query) · v for each head of each
 * sequence, with cap(s) = softCap · tanh(s / softCap). Query head h reads the keys and values of head
 * ⌊h · keyValueHeads / heads⌋ (grouped queries, Ainslie et al. 2023).
 *
 * @returns [B·C, heads·dHead]
 */
export function attention({ q, k, v }: Attended, attributes: GroupedAttentionAttributes): Tensor2D {
  const { batch, context, heads, keyValueHeads, scale, softCap, window } = attributes;
  const [rows, dHead] = [batch * context, q.shape[1] / heads];
  requireThat(Number.isInteger(dHead), `${q.shape[1]} columns are not those of ${heads} heads`);
  requireThat(
    keyValueHeads >= 1 && heads % keyValueHeads === 0,
    `${heads} query heads do not share ${keyValueHeads} heads of keys evenly`,
  );
  requireThat(softCap >= 0 && window >= 0, `softCap ${softCap} and window ${window} must not be negative`);
  requireShape("q", q, [rows, q.shape[1]]);
  for (const [name, tensor] of Object.entries({ k, v }))
    requireShape(name, tensor, [rows, keyValueHeads * dHead]);
  const passed = { batch, context, heads, keyValueHeads, scale, softCap, window };
  return differentiable(
    [q, k, v],
    (save) => {
      const [out, logsum] = runFusedMany("attention", { q, k, v }, passed);
      save([q, k, v, out!, logsum!]);
      return out as Tensor2D;
    },
    (dy, [q, k, v, out, logsum]) =>
      runFusedMany("attentionGradient", { q: q!, k: k!, v: v!, out: out!, logsum: logsum!, dy }, passed),
  );
}
