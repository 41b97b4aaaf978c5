import type { IngestConfig } from "~/core/ingestConfig";
import { listFolder } from "./folder/listFolder";
import { readinessOf } from "./folder/readinessOf";
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
  known: readonly { step: number; uri: string }[],
): Promise<Listing> {
  const remote = await openSource(config.source, config);
  return remote ? listRemote(await remote.list(), config, known) : listLocal(config, known);
}

/** What lies on a hub or in S3 is there as a whole. */
function listRemote(
  entries: readonly SourceEntry[],
  { every = 1 }: IngestConfig,
  known: readonly { step: number; uri: string }[],
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
  known: readonly { step: number; uri: string }[],
): Promise<Listing> {
  const uriOf = new Map(known.map(({ step, uri }) => [step, uri]));
  const steps = new Set(uriOf.keys());
  const uris = new Set(uriOf.values());
  const found = await listFolder(source);
  const paths = new Set(found.map(({ path }) => path));
  const complete: CompleteCheckpoint[] = [];
  const moved: CompleteCheckpoint[] = [];
  let waiting = 0;
  for (const { path, step: named } of found) {
    if (uris.has(path) || (named !== null && named % every !== 0)) continue;
    const isMoved = named !== null && uriOf.has(named) && !paths.has(uriOf.get(named)!);
    if (named !== null && steps.has(named) && !isMoved) continue;
    const { ready, bytes } = await readinessOf(path, { patient: follow });
    if (!ready) {
      waiting++;
      continue;
    }
    if (isMoved) {
      moved.push({ step: named, uri: path, bytes });
      uriOf.delete(named);
      continue;
    }
    const step = named ?? (await statedStep(path)) ?? (found.length === 1 ? 0 : null);
    if (step === null || steps.has(step) || step % every !== 0) continue;
    steps.add(step);
    complete.push({ step, uri: path, bytes });
  }
  return { complete: complete.sort((a, b) => a.step - b.step), waiting, moved };
}
