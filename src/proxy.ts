import { type NextRequest, NextResponse } from "next/server";
import { readEnv } from "~/env";
import { refuseRequest } from "~/server/http/allowedRequest";
import { contentPolicy } from "~/server/http/contentPolicy";

/** Runs before every page and procedure: refuses what other websites send, and gives each page its own nonce. */
export function proxy(request: NextRequest): NextResponse {
  const { HOST, NODE_ENV } = readEnv();
  const refusal = refuseRequest(request, HOST);
  if (refusal !== null) return NextResponse.json({ error: refusal }, { status: 403 });

  const nonce = crypto.randomUUID();
  const policy = contentPolicy(nonce, NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/((?!_next/static|_next/image|icon.svg).*)" };
