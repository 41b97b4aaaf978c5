import { rm } from "node:fs/promises";
import type { CheckpointSource, SourceEntry } from "./checkpointSource";

interface Place<T> {
  /** Of this checkpoint alone: it is removed with all that is in it. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  readonly use: (path: string) => Promise<T>;
}

/**
 * Fetches a checkpoint, uses it and removes it, so that a model of any number of checkpoints takes the disk of one.
 * What was fetched stays when fetching or using fails: the next attempt goes on from there.
 */
export async function withCheckpoint<T>(
  source: CheckpointSource,
  entry: SourceEntry,
  { folder, signal, use }: Place<T>,
): Promise<T> {
  const result = await use(await source.fetch(entry, folder, signal));
  await rm(folder, { recursive: true, force: true });
  return result;
}
