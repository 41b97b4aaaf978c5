import type { APIRequestContext } from "@playwright/test";
import type { IngestConfig } from "~/core/ingestConfig";
import type { RunConfigInput } from "~/core/runConfig";
import type { RunState } from "~/core/runState";

/** Small enough to train hundreds of steps a second, long enough to be watched. */
export const tinyRun: RunConfigInput = {
  name: "tiny",
  model: { layers: 1, width: 32, heads: 2, mlpWidth: 96, context: 32, vocabulary: 512 },
  training: { steps: 100_000, batch: 4, warmupSteps: 20 },
  corpus: { maxTokens: 100_000 },
  checkpoints: { every: 500 },
  measure: { positions: 1024, share: 1 },
};

/** Starts a run by the API, as a program would. */
export async function startRun(
  request: APIRequestContext,
  config: RunConfigInput = tinyRun,
): Promise<string> {
  return post(request, "runs.create", config);
}

/** The same for checkpoints that lie somewhere. */
export const startIngest = (
  request: APIRequestContext,
  config: Pick<IngestConfig, "source"> & { name: string; follow?: boolean; text?: object; measure?: object },
): Promise<string> => post(request, "runs.ingest", config);

/** @returns the id of the run that was made */
async function post(request: APIRequestContext, procedure: string, config: object): Promise<string> {
  const response = await request.post(`/api/trpc/${procedure}`, { data: { json: config } });
  if (!response.ok()) throw new Error(await response.text());
  return ((await response.json()) as Answer<{ id: string }>).result.data.json.id;
}

export async function setState(request: APIRequestContext, runId: string, to: "pause" | "resume" | "kill") {
  await request.post("/api/trpc/runs.setState", { data: { json: { runId, to } } });
}

export async function stateOf(
  request: APIRequestContext,
  runId: string,
): Promise<{ state: RunState; step: number }> {
  const input = encodeURIComponent(JSON.stringify({ json: { runId } }));
  const response = await request.get(`/api/trpc/runs.get?input=${input}`);
  return ((await response.json()) as Answer<{ state: RunState; step: number }>).result.data.json;
}

interface Answer<T> {
  result: { data: { json: T } };
}
