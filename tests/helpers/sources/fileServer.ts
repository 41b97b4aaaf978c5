import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What may be wrong with one answer. */
export type Fault =
  | { status: number; retryAfter?: string; location?: string }
  | { cutAfter: number }
  | { corruptAt: number }
  | { stallAfter: number }
  | { ignoreRange: true };

export interface Seen {
  readonly path: string;
  readonly host: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real HTTP server on loopback that keeps what it was asked and answers with the faults it was told to, in order. */
export async function startServer(answer: (server: FileServer) => Answer): Promise<FileServer> {
  const http = createServer((request, response) => {
    server.seen.push({
      path: request.url ?? "",
      host: request.headers.host ?? "",
      authorization: request.headers.authorization,
      range: request.headers.range,
    });
    answer(server)(request, response);
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const server: FileServer = {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    seen: [],
    faults: [],
    close: () =>
      new Promise((done) => {
        http.closeAllConnections();
        http.close(() => {
          done();
        });
      }),
  };
  return server;
}

export interface FileServer {
  readonly address: string;
  readonly seen: Seen[];
  /** Of the answers with content to come. */
  readonly faults: Fault[];
  readonly close: () => Promise<void>;
}

/** Content, or the range of it that was asked for, with the next fault. */
export function sendContent(
  server: FileServer,
  [request, response]: [IncomingMessage, ServerResponse],
  { content, headers = {} }: { content: Buffer; headers?: Record<string, string> },
): void {
  const fault = server.faults.shift();
  if (fault !== undefined && "status" in fault) {
    const { retryAfter, location } = fault;
    response.writeHead(fault.status, {
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      ...(location === undefined ? {} : { location }),
    });
    response.end();
    return;
  }
  const begin = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const ranged = request.headers.range !== undefined && !(fault !== undefined && "ignoreRange" in fault);
  const body = Buffer.from(ranged ? content.subarray(begin) : content);
  response.writeHead(ranged ? 206 : 200, {
    ...headers,
    "content-length": body.length,
    ...(ranged ? { "content-range": `bytes ${begin}-${content.length - 1}/${content.length}` } : {}),
  });
  if (request.method === "HEAD") response.end();
  else if (fault !== undefined && "cutAfter" in fault) {
    response.write(body.subarray(0, fault.cutAfter), () => response.destroy());
  } else if (fault !== undefined && "stallAfter" in fault) response.write(body.subarray(0, fault.stallAfter));
  else {
    if (fault !== undefined && "corruptAt" in fault) body[fault.corruptAt]! ^= 1;
    response.end(body);
  }
}
