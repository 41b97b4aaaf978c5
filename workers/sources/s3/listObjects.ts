import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { AppError } from "~/core/errors";
import { s3Error } from "./s3Error";

export interface S3Object {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
}

interface Below {
  readonly bucket: string;
  readonly prefix: string;
  readonly signal?: AbortSignal | undefined;
}

/** A thousand a page: what has more is no folder of checkpoints. */
const mostObjects = 200_000;

/** @throws AppError not_found, invalid_config (no access), unavailable */
export async function listObjects(client: S3Client, { bucket, prefix, signal }: Below): Promise<S3Object[]> {
  const address = `s3://${bucket}/${prefix}`;
  const objects: S3Object[] = [];
  try {
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: prefix },
      ...(signal ? [{ abortSignal: signal }] : []),
    );
    for await (const { Contents = [] } of pages) {
      for (const { Key: key, Size: bytes, ETag: etag } of Contents) {
        if (key !== undefined && bytes !== undefined && etag !== undefined)
          objects.push({ key, bytes, etag });
      }
      if (objects.length > mostObjects) {
        throw new AppError(
          "invalid_argument",
          `${address} holds more than ${mostObjects} objects: name a longer prefix.`,
        );
      }
    }
  } catch (cause) {
    throw s3Error(address, cause);
  }
  if (objects.length === 0) throw new AppError("not_found", `${address} holds nothing.`);
  return objects;
}
