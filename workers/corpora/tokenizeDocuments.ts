import { setImmediate } from "node:timers/promises";
import { heldOutShare } from "~/core/runConfig";
import type { Tokenizer } from "./tokenizer";

export interface TokenizedText {
  readonly train: Uint16Array;
  readonly heldOut: Uint16Array;
}

export interface TokenizeOptions {
  /** Tokens to stop at, the end-of-text tokens counted; all documents when left out. */
  readonly maxTokens?: number | undefined;
  /** Called now and then with the share of the documents that is done. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Documents between two chances for the event loop to run. */
const documentsPerTurn = 2000;

/**
 * Tokenises documents in order, the end of text after each, and holds out 3 % of the tokens by whole documents: a
 * document is held out whenever the held-out part has fallen behind its share. So both parts of a shorter text are
 * beginnings of those of a longer one.
 */
export async function tokenizeDocuments(
  documents: readonly string[],
  tokenizer: Tokenizer,
  { maxTokens = Infinity, onProgress }: TokenizeOptions = {},
): Promise<TokenizedText> {
  const train: number[] = [];
  const heldOut: number[] = [];
  // One more than the share: the last of so many positions needs a token to predict.
  const heldOutQuota = Math.floor(maxTokens * heldOutShare) + 1;
  const trainQuota = maxTokens === Infinity ? Infinity : maxTokens - heldOutQuota;

  for (const [index, document] of documents.entries()) {
    if (train.length >= trainQuota && heldOut.length >= heldOutQuota) break;
    if (index % documentsPerTurn === 0) {
      onProgress?.(Math.max(index / documents.length, (train.length + heldOut.length) / maxTokens));
      await setImmediate();
    }
    const isBehind = heldOut.length < heldOutShare * (heldOut.length + train.length);
    const part = isBehind ? heldOut : train;
    for (const id of tokenizer.encode(document)) part.push(id);
    part.push(tokenizer.endOfText);
  }
  onProgress?.(1);
  return {
    train: Uint16Array.from(train.slice(0, trainQuota)),
    heldOut: Uint16Array.from(heldOut.slice(0, heldOutQuota)),
  };
}
