import { describe, expect, test } from "vitest";
import { refuseRequest } from "~/server/http/allowedRequest";

const request = (method: string, headers: Record<string, string>) => ({
  method,
  headers: new Headers(headers),
});
const json = { "content-type": "application/json" };

describe("on loopback", () => {
  test.each(["localhost:3210", "127.0.0.1:3210", "[::1]:3210", "LOCALHOST"])("%s is this machine", (host) => {
    expect(refuseRequest(request("GET", { host }), "127.0.0.1")).toBeNull();
  });

  test.each(["evil.example", "127.0.0.1.evil.example:3210", "192.168.0.9:3210", ""])(
    "a request for %j is refused: its page believes we are another site",
    (host) => {
      expect(refuseRequest(request("GET", { host }), "127.0.0.1")).toMatch(/this machine only/);
    },
  );
});

test("a server that listens beyond loopback answers to any name", () => {
  expect(refuseRequest(request("GET", { host: "lab.example" }), "0.0.0.0")).toBeNull();
});

describe("what changes something", () => {
  const host = "localhost:3210";

  test("passes as JSON from our own page, and from a program, which sends no origin", () => {
    expect(
      refuseRequest(request("POST", { host, origin: "http://localhost:3210", ...json }), "127.0.0.1"),
    ).toBeNull();
    expect(refuseRequest(request("POST", { host, ...json }), "127.0.0.1")).toBeNull();
    const charset = { "content-type": "application/json; charset=utf-8" };
    expect(refuseRequest(request("POST", { host, ...charset }), "127.0.0.1")).toBeNull();
  });

  test.each(["http://evil.example", "http://localhost:9999", "null"])("is refused from %s", (origin) => {
    expect(refuseRequest(request("POST", { host, origin, ...json }), "127.0.0.1")).toMatch(/may not change/);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "is refused as %s, which a foreign form can send",
    (type) => {
      expect(refuseRequest(request("POST", { host, "content-type": type }), "127.0.0.1")).toMatch(
        /application\/json/,
      );
    },
  );
});
