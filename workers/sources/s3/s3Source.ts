import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { AppError, requireThat } from "~/core/errors";
import type { CheckpointSource, SourceEntry } from "../checkpointSource";
import { download } from "../download";
import { defaultPatience, type Patience } from "../http/patience";
import { describingFiles, isPlain, isWeights, neededFiles } from "../neededFiles";
import { byStep } from "../byStep";
import { stepOfName } from "../stepOfName";
import { listObjects, type S3Object } from "./listObjects";
import { s3File } from "./s3File";

export interface S3SourceOptions {
  /** `s3://bucket/prefix` */
  readonly address: string;
  /** Its region and credentials are found as every AWS tool finds them, when left out. */
  readonly client?: S3Client;
  readonly patience?: Patience;
}

interface Found extends SourceEntry {
  /** By their names in the checkpoint's folder. */
  readonly files: readonly (readonly [name: string, object: S3Object])[];
}

/** The checkpoints below a prefix: every folder with weights, or, where it holds several files of weights, each. */
export function s3Source({ address, client, patience = defaultPatience }: S3SourceOptions): CheckpointSource {
  const [, bucket, prefix = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address) ?? [];
  requireThat(bucket !== undefined, `an address in S3 is s3://bucket/prefix, not ${JSON.stringify(address)}`);
  const s3 = client ?? new S3Client({ maxAttempts: patience.attempts });

  const find = async (signal?: AbortSignal): Promise<Found[]> => {
    const objects = await listObjects(s3, { bucket, prefix, signal });
    const folders = new Map<string, S3Object[]>();
    for (const object of objects) {
      const folder = object.key.slice(0, object.key.lastIndexOf("/") + 1);
      const inside = folders.get(folder);
      if (inside === undefined) folders.set(folder, [object]);
      else inside.push(object);
    }
    const found = Array.from(folders, ([folder, inside]) => checkpointsIn(folder, inside)).flat();
    return byStep(
      found.map(({ key, files }) => {
        const label = key.slice(prefix.length).replace(/^\/|\/$/g, "") || (key.split("/").at(-2) ?? key);
        const bytes = files.reduce((sum, [, object]) => sum + object.bytes, 0);
        return { step: stepOfName(label), label, uri: `s3://${bucket}/${key}`, bytes, files };
      }),
    );
  };

  return {
    list: async (signal) =>
      (await find(signal)).map(({ step, label, uri, bytes }) => ({ step, label, uri, bytes })),
    fetch: async ({ uri }, folder, signal) => {
      const found = (await find(signal)).find((checkpoint) => checkpoint.uri === uri);
      if (found === undefined) throw new AppError("not_found", `${uri} is not there any more.`);
      for (const [name, object] of found.files) {
        await download(await s3File(s3, { bucket, object, signal }), join(folder, name), {
          patience,
          signal,
        });
      }
      return uri.endsWith("/") ? folder : join(folder, found.files[0]![0]);
    },
  };
}

/** @param folder its key, ending in "/", or nothing */
function checkpointsIn(
  folder: string,
  objects: readonly S3Object[],
): (Pick<Found, "files"> & { key: string })[] {
  const named = objects.map((object) => [object.key.slice(folder.length), object] as const);
  const needed = neededFiles(named.map(([name]) => name));
  if (needed !== null) return [{ key: folder, files: named.filter(([name]) => needed.includes(name)) }];
  const names = named.map(([name]) => name);
  const beside = named.filter(([name]) => describingFiles(names).includes(name));
  return named
    .filter(([name]) => isWeights(name) && isPlain(name))
    .map((file) => ({ key: file[1].key, files: [file, ...beside] }));
}
