import { createHash } from "node:crypto";
import { type FileServer, sendContent, startServer } from "./fileServer";

export interface FakeS3Options {
  readonly bucket: string;
  readonly objects: Readonly<Record<string, Buffer>>;
  /** Whose requests are answered. */
  readonly accessKey: string;
  /** Of the keys in one page. */
  readonly pageSize?: number;
  /** What is said of its encryption. */
  readonly encryption?: string;
}

/** The part of S3 that lists and reads: pages, ranges, conditions, errors in its XML. Requests must be signed. */
export function startFakeS3(options: FakeS3Options): Promise<FileServer> {
  const { bucket, objects, accessKey, pageSize = 1000, encryption } = options;
  const etagOf = (content: Buffer) => `"${createHash("md5").update(content).digest("hex")}"`;

  return startServer((self) => (request, response) => {
    const fail = (status: number, code: string) =>
      response
        .writeHead(status, { "content-type": "application/xml" })
        .end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const [, asked, ...rest] = pathname.split("/").map(decodeURIComponent);
    const key = rest.join("/");
    if (!request.headers.authorization?.includes(`Credential=${accessKey}/`)) fail(403, "AccessDenied");
    else if (asked !== bucket) fail(404, "NoSuchBucket");
    else if (key === "") {
      const fault = self.faults[0];
      if (fault !== undefined && "status" in fault) {
        self.faults.shift();
        fail(fault.status, fault.status === 301 ? "PermanentRedirect" : "SlowDown");
        return;
      }
      const keys = Object.keys(objects)
        .filter((name) => name.startsWith(searchParams.get("prefix") ?? ""))
        .sort();
      const begin = Number(searchParams.get("continuation-token") ?? 0);
      const page = keys.slice(begin, begin + pageSize);
      const more = begin + pageSize < keys.length;
      const contents = page.map(
        (name) =>
          `<Contents><Key>${name}</Key><ETag>${etagOf(objects[name]!)}</ETag><Size>${objects[name]!.length}</Size></Contents>`,
      );
      response
        .writeHead(200, { "content-type": "application/xml" })
        .end(
          `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${begin + pageSize}</NextContinuationToken>` : ""}${contents.join("")}</ListBucketResult>`,
        );
    } else if (objects[key] === undefined) fail(404, "NoSuchKey");
    else if (
      request.headers["if-match"] !== undefined &&
      request.headers["if-match"] !== etagOf(objects[key])
    ) {
      fail(412, "PreconditionFailed");
    } else if (request.method === "HEAD") {
      response
        .writeHead(200, {
          "content-length": objects[key].length,
          etag: etagOf(objects[key]),
          ...(encryption === undefined ? {} : { "x-amz-server-side-encryption": encryption }),
        })
        .end();
    } else
      sendContent(self, [request, response], {
        content: objects[key],
        headers: { etag: etagOf(objects[key]) },
      });
  });
}
