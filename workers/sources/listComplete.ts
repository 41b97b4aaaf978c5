import { existsSync } from "node:fs";
import type { IngestConfig } from "~/core/ingestConfig";
import { listFolder, listNameless } from "./folder/listFolder";
import { readinessOf } from "./folder/readinessOf";
import { type KnownCheckpoint, renamedStep } from "./folder/renamedStep";
import { statedStep } from "./folder/statedStep";
import type { SourceEntry } from "./checkpointSource";
import { openSource } from "./openSource";

export interface CompleteCheckpoint {
  readonly step: number;
  readonly uri: string;
  readonly bytes: number;
}

export interface Listing {
  readonly complete: CompleteCheckpoint[];
  readonly waiting: number;
  /** Known ones whose path is gone, where their step lies now: somebody renamed them. */
  readonly moved: CompleteCheckpoint[];
}

/**
 * The checkpoints of a source that are not known yet and that nobody writes any more, by step; `waiting` counts those
 * that somebody still does. Of two that state the same step the first is taken.
 *
 * @throws AppError not_found
 */
export async function listComplete(
  config: IngestConfig,
  known: readonly KnownCheckpoint[],
): Promise<Listing> {
  const remote = await openSource(config.source, config);
  return remote ? listRemote(await remote.list(), config, known) : listLocal(config, known);
}

/** What lies on a hub or in S3 is there as a whole. */
function listRemote(
  entries: readonly SourceEntry[],
  { every = 1 }: IngestConfig,
  known: readonly KnownCheckpoint[],
): Listing {
  const steps = new Set(known.map(({ step }) => step));
  const complete = entries.flatMap(({ step: named, uri, bytes }): CompleteCheckpoint[] => {
    const step = named ?? (entries.length === 1 ? 0 : null);
    if (step === null || steps.has(step) || step % every !== 0) return [];
    steps.add(step);
    return [{ step, uri, bytes: bytes ?? 0 }];
  });
  return { complete, waiting: 0, moved: [] };
}

async function listLocal(
  { source, follow, every = 1 }: IngestConfig,
  known: readonly KnownCheckpoint[],
): Promise<Listing> {
  const found = await listFolder(source);
  const paths = new Set(found.map(({ path }) => path));
  const uris = new Set(known.map(({ uri }) => uri));
  const isGone = ({ uri }: KnownCheckpoint) => !paths.has(uri) && !existsSync(uri);
  const lost = new Map(known.filter(isGone).map((each) => [each.step, each]));
  const steps = new Set(known.map(({ step }) => step));
  const complete: CompleteCheckpoint[] = [];
  const moved: CompleteCheckpoint[] = [];
  let waiting = 0;
  for (const { path, step: named } of found) {
    if (uris.has(path) || (named !== null && named % every !== 0)) continue;
    if (named !== null && steps.has(named) && !lost.has(named)) continue;
    const { ready, bytes } = await readinessOf(path, { patient: follow });
    if (!ready) {
      waiting++;
      continue;
    }
    const step =
      named ??
      (await statedStep(path)) ??
      (await renamedStep(path, bytes, [...lost.values()])) ??
      (found.length === 1 ? 0 : null);
    if (step === null || step % every !== 0) continue;
    if (lost.delete(step)) moved.push({ step, uri: path, bytes });
    else if (!steps.has(step)) complete.push({ step, uri: path, bytes });
    steps.add(step);
  }
  if (lost.size > 0) {
    for (const path of await listNameless(source)) {
      const { ready, bytes } = await readinessOf(path, { patient: follow });
      if (!ready || uris.has(path) || paths.has(path)) continue;
      const step = await renamedStep(path, bytes, [...lost.values()]);
      if (step !== null && lost.delete(step)) moved.push({ step, uri: path, bytes });
    }
  }
  return { complete: complete.sort((a, b) => a.step - b.step), waiting, moved };
}
