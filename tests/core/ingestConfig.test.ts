import { expect, test } from "vitest";
import { parseIngestConfig } from "~/core/ingestConfig";

test("a source is enough", () => {
  const config = parseIngestConfig({ source: "/models/run" });
  expect(config).toMatchObject({ source: "/models/run", follow: false, text: { context: 128 } });
  expect(parseIngestConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
});

test.each([
  [{}, "source: must name a place"],
  [{ source: "  " }, "source: must not be empty"],
  [{ source: "x", every: 0 }, /every: .*>=1.*\(is 0\)/],
  [{ source: "x", text: { context: 4 } }, /text\.context: .*>=8.*\(is 4\)/],
  [{ source: "x", folder: true }, "folder: unknown key"],
  [
    { source: "/models", revisions: "step*" },
    'revisions: needs a source hf:ORG/MODEL; other sources have none (is "step*")',
  ],
])("%j is refused with its key, its value and what is allowed", (input, message) => {
  expect(() => parseIngestConfig(input)).toThrow(message);
});
