import { getContext } from "~/server/context";
import { readHealth } from "~/server/health";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const health = await readHealth(getContext());
  return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
}
