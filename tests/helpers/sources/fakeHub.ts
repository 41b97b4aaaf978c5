import { createHash } from "node:crypto";
import { type FileServer, sendContent, startServer } from "./fileServer";

type Files = Readonly<Record<string, Buffer>>;

export interface FakeHub extends FileServer {
  /** The host that large files are redirected to: another origin. */
  readonly store: FileServer;
}

/** A hub with the revisions of one model, which only who bears `token` may read, and a store for its large files. */
export async function startFakeHub(
  model: string,
  { revisions, token }: { revisions: Readonly<Record<string, Files>>; token?: string },
): Promise<FakeHub> {
  const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");
  const blob = (content: Buffer) =>
    createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  const isLarge = (name: string) => /\.(safetensors|bin|pt)$/.test(name);

  const store = await startServer((self) => (request, response) => {
    const [, revision = "", name = ""] = (request.url ?? "").split("/").map(decodeURIComponent);
    sendContent(self, [request, response], { content: revisions[revision]![name]! });
  });
  const hub = await startServer((self) => (request, response) => {
    const json = (value: unknown) => response.end(JSON.stringify(value));
    const missing = () => response.writeHead(404).end();
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    const path = request.url ?? "";
    const [, revision = "", name = ""] =
      new RegExp(`^/(?:api/models/)?${model}/(?:resolve|tree)/([^/]+)/?([^/]*)$`)
        .exec(path)
        ?.map(decodeURIComponent) ?? [];
    const files = revisions[revision];
    if (path === `/api/models/${model}/refs`) {
      const fault = self.faults.shift();
      if (fault !== undefined && "status" in fault) response.writeHead(fault.status).end();
      else
        json({
          branches: Object.keys(revisions).map((each) => ({ name: each, ref: `refs/heads/${each}` })),
          tags: [],
        });
    } else if (files === undefined) missing();
    else if (name === "") {
      json(
        Object.entries(files).map(([file, content]) => ({
          ...{ type: "file", path: file, size: content.length, oid: blob(content) },
          ...(isLarge(file) ? { lfs: { oid: sha256(content), size: content.length, pointerSize: 130 } } : {}),
        })),
      );
    } else if (isLarge(name)) {
      response.writeHead(302, {
        location: `${store.address}/${revision}/${name}`,
        "x-linked-etag": sha256(files[name]!),
      });
      response.end();
    } else sendContent(self, [request, response], { content: files[name]! });
  });
  const close = async () => {
    await Promise.all([hub.close(), store.close()]);
  };
  return { ...hub, store, close };
}
