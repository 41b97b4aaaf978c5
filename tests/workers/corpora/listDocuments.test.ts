import { beforeAll, describe, expect, it } from "vitest";
import { listDocuments } from "~workers/corpora/listDocuments";

describe("listDocuments", () => {
  let documents: string[];
  beforeAll(async () => {
    documents = await listDocuments();
  });

  it("holds some twelve million characters of both sources", () => {
    expect(documents.length).toBeGreaterThan(119_000);
    expect(documents.reduce((sum, text) => sum + text.length, 0)).toBeGreaterThan(12_000_000);
    expect(documents).toContain(
      "that which is perceived or known or inferred to have its own distinct existence (living or nonliving)",
    );
    expect(
      documents.some((text) =>
        text.startsWith("Once the center of power for the large Austro-Hungarian Empire"),
      ),
    ).toBe(true);
  });

  it("holds each document once, none empty", () => {
    expect(new Set(documents).size).toBe(documents.length);
    expect(documents.filter((text) => text.trim() === "")).toEqual([]);
  });

  it("holds text, not the records around it", () => {
    expect(documents.filter((text) => / \+\+|<\/?\w+>|&\w+;|\d{8} \d\d [nvar] /.test(text))).toEqual([]);
    expect(documents.filter((text) => text.includes("Princeton University and LICENSEE"))).toEqual([]);
  });

  it("comes in the same order each time, sources mixed", async () => {
    expect(await listDocuments()).toEqual(documents);
    const halves = [documents.slice(0, 60_000), documents.slice(60_000)].map(
      (half) => half.filter((text) => text.length > 2000).length,
    );
    expect(Math.min(...halves)).toBeGreaterThan(250);
  });
});
