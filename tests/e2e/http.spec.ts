import { request as nodeRequest } from "node:http";
import { expect, test } from "@playwright/test";

test("health names version, database, workers and backend", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({
    status: "ok",
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    database: { reachable: true },
    workers: expect.any(Number),
  });
});

test("a name that is not this machine's is refused, page and procedure alike", async ({ baseURL }) => {
  for (const path of ["/runs", "/api/health", "/api/trpc/runs.list"]) {
    expect(await statusFor(`${baseURL}${path}`, "evil.example")).toBe(403);
  }
});

test("what changes something is refused as a form, and from another site", async ({ request }) => {
  const url = "/api/trpc/runs.create";
  const asForm = await request.post(url, { data: "{}", headers: { "content-type": "text/plain" } });
  expect(asForm.status()).toBe(403);
  const foreign = await request.post(url, { data: { json: {} }, headers: { origin: "http://evil.example" } });
  expect(foreign.status()).toBe(403);
});

test("a wrong config gets one line for each wrong value", async ({ request }) => {
  const response = await request.post("/api/trpc/runs.create", {
    data: { json: { model: { width: 100, heads: 3 }, training: { stepz: 1 }, seed: -1 } },
  });
  expect(response.status()).toBe(400);
  const { error } = (await response.json()) as {
    error: { json: { message: string; data: { reason: string } } };
  };
  expect(error.json.data.reason).toBe("invalid_config");
  expect(error.json.message.split("\n").sort()).toEqual([
    "model.heads: must divide model.width, which is 100 (is 3)",
    expect.stringMatching(/^seed: .*\(is -1\)$/),
    expect.stringMatching(/^stepz: unknown key in training$/),
  ]);
  expect(JSON.stringify(error)).not.toContain("node_modules");
});

test("every page forbids scripts that are not its own, and being framed", async ({ page }) => {
  const response = await page.goto("/runs");
  const headers = response!.headers();
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[\w-]+'/);
  expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe-inline/);
  expect(headers).toMatchObject({ "x-frame-options": "DENY", "x-content-type-options": "nosniff" });
});

test("a run that is not there says so, and leads back", async ({ page }) => {
  const response = await page.goto("/runs/nowhere");
  expect(response!.status()).toBe(404);
  await page.getByRole("link", { name: "See all runs" }).click();
  await expect(page).toHaveURL(/\/runs$/);
});

/** fetch does not let one choose the Host header. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    nodeRequest(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
