import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { openWeights } from "~workers/checkpoints/weightStore";

export interface Readiness {
  /** Whether it can be measured; if it is unreadable for good, measuring says why. */
  readonly ready: boolean;
  readonly bytes: number;
}

/** Since the last change of a file, before its writer counts as done with it. */
const quietMs = 1_000;
/** After so long without a change nobody writes it any more, whole or not. */
const abandonedMs = { patient: 60_000, impatient: 5_000 };

/**
 * Whether a checkpoint is written to its end: its files are as long as their headers say, none of its shards is
 * missing, and nothing in its folder (a config.json comes late, say) has changed for a moment.
 */
export async function readinessOf(path: string, { patient }: { patient: boolean }): Promise<Readiness> {
  const files = await filesOf(path);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  // A file server's clock may be ahead of ours: then the distance says as much.
  const ageMs = Math.min(...files.map(({ mtimeMs }) => Math.abs(Date.now() - mtimeMs)));
  if (ageMs < quietMs) return { ready: false, bytes };
  if (ageMs > abandonedMs[patient ? "patient" : "impatient"]) return { ready: true, bytes };
  return { ready: await opens(path), bytes };
}

async function filesOf(path: string) {
  const stats = await stat(path).catch(() => null);
  if (!stats) return [];
  if (!stats.isDirectory()) return [stats];
  const names = await readdir(path).catch(() => []);
  const inside = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => null)));
  const files = inside.filter((each) => each !== null).filter((each) => each.isFile());
  return [{ size: 0, mtimeMs: stats.mtimeMs }, ...files];
}

async function opens(path: string): Promise<boolean> {
  try {
    await (await openWeights(path)).close();
    return true;
  } catch {
    return false;
  }
}
