import { z } from "zod";
import type { RemoteFile } from "../download";
import type { Patience } from "../http/patience";
import { request } from "../http/request";

const HubEntry = z.object({
  path: z.string(),
  size: z.int().nonnegative(),
  /** Of Git: SHA-1 of "blob", the length, a zero byte and the content. */
  oid: z.string(),
  lfs: z.object({ oid: z.string(), size: z.int().nonnegative() }).nullish(),
});
export const HubTree = z.array(HubEntry);

interface HubAccess {
  readonly patience: Patience;
  readonly token: string | undefined;
}

/** A file of a revision; its checksum is the one that the hub's listing states. */
export function hubFile(
  { size, oid, lfs }: z.infer<typeof HubEntry>,
  address: string,
  { patience, token }: HubAccess,
): RemoteFile {
  const bytes = lfs?.size ?? size;
  return {
    uri: address,
    bytes,
    version: lfs?.oid ?? oid,
    checksum: lfs
      ? { algorithm: "sha256", prefix: "", hex: lfs.oid }
      : { algorithm: "sha1", prefix: `blob ${bytes}\0`, hex: oid },
    open: async (from, signal) => {
      const headers: Record<string, string> = { "accept-encoding": "identity" };
      if (from > 0) headers.range = `bytes=${from}-`;
      const response = await request(address, { patience, token, signal, headers });
      const begin = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1];
      return {
        from: response.status === 206 && begin !== undefined ? Number(begin) : 0,
        body: (response.body ?? []) as AsyncIterable<Uint8Array>,
      };
    },
  };
}
