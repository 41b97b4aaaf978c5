import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { openSource } from "./openSource";

export interface LocalCheckpoint {
  readonly path: string;
  /** Gives back the room that a fetched one takes. */
  readonly release: () => Promise<void>;
}

/**
 * Where a checkpoint's files lie on this machine: those of a hub or of S3 are fetched into the data folder, and removed
 * when they are released, so that one at a time takes room. What a killed worker had fetched is gone on with.
 *
 * @param uri of the checkpoint's row
 */
export async function bringHere(
  uri: string,
  dataDirectory: string,
  signal: AbortSignal,
): Promise<LocalCheckpoint> {
  const source = await openSource(uri);
  if (source === null) return { path: resolve(dataDirectory, uri), release: () => Promise.resolve() };
  const folder = join(dataDirectory, "fetched", createHash("sha256").update(uri).digest("hex").slice(0, 24));
  const label = uri.split("@").at(-1)!;
  const path = await source.fetch({ step: null, label, uri, bytes: null }, folder, signal);
  return { path, release: () => rm(folder, { recursive: true, force: true }) };
}
