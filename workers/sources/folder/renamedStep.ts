import { stat } from "node:fs/promises";
import { openWeights } from "~workers/checkpoints/weightStore";

/** A checkpoint that has its row. */
export interface KnownCheckpoint {
  readonly step: number;
  readonly uri: string;
  readonly bytes: number;
  /** Of its weights, once they were read. */
  readonly sha256: string | null;
}

/** A folder is looked at every second: what was read once is remembered until it changes. */
const hashes = new Map<string, { readonly mtimeMs: number; readonly sha256: string }>();
const mostHashes = 1000;

/**
 * Where a path says nothing of its step: that of the lost checkpoint whose weights it holds, under a new name.
 *
 * @param lost those whose own path is gone
 */
export async function renamedStep(
  path: string,
  bytes: number,
  lost: readonly KnownCheckpoint[],
): Promise<number | null> {
  const alike = lost.filter((known) => known.sha256 !== null && known.bytes === bytes);
  if (alike.length === 0) return null;
  const sha256 = await hashOf(path);
  return alike.find((known) => known.sha256 === sha256)?.step ?? null;
}

/** null where there are no weights that can be read: measuring says why. */
async function hashOf(path: string): Promise<string | null> {
  try {
    const { mtimeMs } = await stat(path);
    const before = hashes.get(path);
    if (before?.mtimeMs === mtimeMs) return before.sha256;
    const weights = await openWeights(path);
    try {
      const sha256 = await weights.sha256();
      if (hashes.size >= mostHashes) hashes.clear();
      hashes.set(path, { mtimeMs, sha256 });
      return sha256;
    } finally {
      await weights.close();
    }
  } catch {
    return null;
  }
}
