import { GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { RemoteFile } from "../download";
import type { S3Object } from "./listObjects";
import { s3Error } from "./s3Error";

interface Listed {
  readonly bucket: string;
  readonly object: S3Object;
  readonly signal?: AbortSignal | undefined;
}

/**
 * An object as it was listed: another one that took its place meanwhile is refused by its server (If-Match). The tag
 * of one that was uploaded in one piece is the MD5 of its content, unless it is encrypted with a key of one's own; of
 * others nothing but the length is known.
 */
export async function s3File(client: S3Client, { bucket, object, signal }: Listed): Promise<RemoteFile> {
  const { key, bytes, etag } = object;
  const uri = `s3://${bucket}/${key}`;
  const failed = (cause: unknown) => {
    throw s3Error(uri, cause);
  };
  const head = await client
    .send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag }),
      signal ? { abortSignal: signal } : {},
    )
    .catch(failed);
  const ownKey = head.SSECustomerAlgorithm !== undefined || head.ServerSideEncryption?.startsWith("aws:kms");
  const md5 = ownKey === true ? undefined : /^"?([0-9a-f]{32})"?$/.exec(etag)?.[1];
  return {
    uri,
    bytes,
    version: etag,
    checksum: md5 === undefined ? null : { algorithm: "md5", prefix: "", hex: md5 },
    open: async (from, abortSignal) => {
      const range = from > 0 ? { Range: `bytes=${from}-` } : {};
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag, ...range });
      const { Body, ContentRange } = await client.send(command, { abortSignal }).catch(failed);
      const begin = /^bytes (\d+)-/.exec(ContentRange ?? "")?.[1];
      return { from: Number(begin ?? 0), body: Body as AsyncIterable<Uint8Array> };
    },
  };
}
