import { requireThat } from "../errors";
import type { TokenBands } from "./tokenBands";

/**
 * The band of each position: that of the token to be predicted there. (Given input tokens it is the variant
 * of the paper's public code, bandBy "input".)
 *
 * @param targets [T] token ids
 * @returns [T] indices of bands
 */
export function bandOfTargets({ band }: Pick<TokenBands, "band">, targets: Int32Array): Uint8Array {
  return Uint8Array.from(targets, (token) => {
    requireThat(
      token >= 0 && token < band.length,
      `token ${token} is outside the vocabulary of ${band.length}`,
    );
    return band[token]!;
  });
}
