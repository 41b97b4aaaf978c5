const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

interface RequestHead {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
}

/**
 * Why a request is refused, or null when it may pass.
 *
 * A page on any website can make a browser send requests to a server on its own machine. Two things keep such
 * pages out: on loopback the Host header must name this machine (DNS rebinding arrives under another name), and
 * what changes something must be JSON from our own origin (a form or a foreign script cannot send that unasked).
 *
 * @param host where the server listens (HOST); a server that listens beyond loopback cannot know its names
 */
export function refuseRequest({ method, headers }: RequestHead, host: string): string | null {
  const named = headers.get("host") ?? "";
  if (loopbackNames.has(host) && !loopbackNames.has(withoutPort(named)) && withoutPort(named) !== host) {
    return `Host is ${JSON.stringify(named)}; this server answers on this machine only, to localhost. Set HOST to serve a network.`;
  }
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return null;

  if (headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() !== "application/json") {
    return "Send application/json.";
  }
  const origin = headers.get("origin");
  if (origin !== null && hostOf(origin) !== named)
    return `Requests from ${origin} may not change anything here.`;
  return null;
}

const withoutPort = (host: string) => host.replace(/:\d+$/, "").toLowerCase();

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
