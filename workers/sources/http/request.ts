import { AppError } from "~/core/errors";
import { backOffMs, type Patience, retryAfterMs } from "./patience";

export interface RequestOptions {
  readonly patience: Patience;
  /** Goes to the host of the first address only, wherever it redirects to. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Whether the body is read before it is given back, so that one cut off is asked for again. */
  readonly whole?: boolean;
}

const mostRedirects = 5;

/**
 * GET with patience: 429 and 5xx and lost connections are tried again, after the time that the server asks for or a
 * growing one.
 *
 * @returns a response of 2xx, its body not yet read
 * @throws AppError not_found, invalid_config (401, 403), unavailable (all else), with the address
 */
export async function request(address: string, options: RequestOptions): Promise<Response> {
  const { patience, signal } = options;
  for (let failures = 1; ; failures++) {
    const answer = await follow(address, options).catch((cause: unknown) => {
      if (cause instanceof AppError || signal?.aborted) throw cause;
      return { lost: cause };
    });
    if (answer instanceof Response && answer.ok) return answer;
    if (failures >= patience.attempts || (answer instanceof Response && !isPassing(answer.status))) {
      throw await describe(address, answer, failures);
    }
    const asked =
      answer instanceof Response ? retryAfterMs(answer.headers.get("retry-after"), Date.now()) : null;
    if (answer instanceof Response) await answer.body?.cancel();
    await patience.sleep(asked ?? backOffMs(failures, patience.random), signal);
  }
}

const isPassing = (status: number) => status === 408 || status === 429 || status >= 500;

async function follow(address: string, options: RequestOptions): Promise<Response> {
  const { token, headers, signal, patience, whole } = options;
  const first = new URL(address);
  let at = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const own = at.origin === first.origin;
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new Error("no answer came")), patience.idleMs);
    try {
      const response = await fetch(at, {
        redirect: "manual",
        headers: { ...headers, ...(own && token !== undefined ? { authorization: `Bearer ${token}` } : {}) },
        signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
      });
      const location = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || location === null) {
        return whole === true && response.ok ? await hold(response, address) : response;
      }
      await response.body?.cancel();
      at = nextAddress(at, location);
    } finally {
      clearTimeout(timer);
    }
  }
  throw new AppError("unavailable", `${address} redirects more than ${mostRedirects} times.`);
}

function nextAddress(at: URL, location: string): URL {
  const next = new URL(location, at);
  if (next.protocol !== at.protocol && next.protocol !== "https:") {
    throw new AppError("unavailable", `${at.href} redirects to ${next.protocol}, which is not followed.`);
  }
  return next;
}

/** The same response with its body read, as long as it is no longer than any listing. */
async function hold(response: Response, address: string): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > longestWhole) {
      throw new AppError("unavailable", `${address} answered more than ${longestWhole} bytes.`);
    }
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status, headers: response.headers });
}

const longestWhole = 16 * 2 ** 20;

async function describe(
  address: string,
  answer: Response | { lost: unknown },
  failures: number,
): Promise<AppError> {
  if (!(answer instanceof Response)) {
    const reason = answer.lost instanceof Error ? answer.lost.message : "no connection";
    return new AppError("unavailable", `${address} was not reached in ${failures} attempts: ${reason}.`, {
      cause: answer.lost,
    });
  }
  await answer.body?.cancel();
  const { status } = answer;
  if (status === 404) return new AppError("not_found", `${address} is not there (404).`);
  if (status === 401 || status === 403) {
    return new AppError(
      "invalid_config",
      `${address} needs a token that may read it (${status}): set HF_TOKEN.`,
    );
  }
  return new AppError("unavailable", `${address} answered ${status} after ${failures} attempts.`);
}
