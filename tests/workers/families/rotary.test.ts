import { describe, expect, test } from "vitest";
import { readConfig } from "~workers/families/configReader";
import { readRotary } from "~workers/families/rotaryConfig";
import { rotaryFrequencies, rotaryTables } from "~workers/families/rotaryTables";

const defaults = { headWidth: 8, base: 10_000 };
const rotaryOf = (config: Record<string, unknown>, own: object = {}) =>
  readRotary(readConfig(config, "config.json"), { ...defaults, ...own });

test("pair j turns by base^(−2j/width) a position", () => {
  const rotary = rotaryOf({});
  expect([...rotaryFrequencies(rotary, 4)]).toEqual(
    [1, 0.1, 0.01, 0.001].map((x) => expect.closeTo(x, 12) as number),
  );
  const { cosines, sines } = rotaryTables(rotary, 3);
  expect(cosines.slice(0, 4)).toEqual(Float64Array.of(1, 1, 1, 1));
  expect(cosines[2 * 4 + 1]).toBeCloseTo(Math.cos(0.2), 12);
  expect(sines[2 * 4 + 1]).toBeCloseTo(Math.sin(0.2), 12);
});

describe("config.json as transformers wrote it before version 5", () => {
  test.each<[Record<string, unknown>, object]>([
    [{ rope_theta: 500_000 }, { width: 8, base: 500_000, scaling: null }],
    [{ partial_rotary_factor: 0.5 }, { width: 4 }],
    [
      { rotary_pct: 0.25, rotary_emb_base: 5000 },
      { width: 2, base: 5000 },
    ],
    [{ rope_scaling: { type: "linear", factor: 4 } }, { scaling: { kind: "linear", factor: 4 } }],
    [
      { rope_scaling: { type: "dynamic", factor: 2 }, max_position_embeddings: 64 },
      { scaling: { kind: "dynamic", factor: 2, context: 64 } },
    ],
    [
      {
        rope_scaling: { type: "su", short_factor: [1, 1], long_factor: [2, 2] },
        max_position_embeddings: 64,
        original_max_position_embeddings: 16,
      },
      { scaling: { kind: "longrope", context: 16, magnitude: Math.sqrt(1 + Math.log(4) / Math.log(16)) } },
    ],
    [{ rope_scaling: null }, { scaling: null }],
  ])("%o", (config, expected) => {
    expect(rotaryOf(config)).toMatchObject(expected);
  });
});

test("of several kinds of layers each has its own", () => {
  const config = {
    rope_parameters: {
      full_attention: { rope_theta: 1e6, rope_type: "linear", factor: 8 },
      sliding_attention: { rope_theta: 1e4, rope_type: "default" },
    },
  };
  expect(rotaryOf(config, { layerType: "full_attention" })).toMatchObject({
    base: 1e6,
    scaling: { kind: "linear", factor: 8 },
  });
  expect(rotaryOf(config, { layerType: "sliding_attention" })).toMatchObject({ base: 1e4, scaling: null });
});

test.each<[Record<string, unknown>, string]>([
  [
    { partial_rotary_factor: 0.4 },
    "partial_rotary_factor is 0.4; it must be a share that makes an even part",
  ],
  [{ rope_theta: 1 }, "rope_theta is 1; it must be above 1"],
  [{ rope_scaling: { type: "linear", factor: 0.5 } }, "factor is 0.5; it must be 1 or more"],
  [{ rope_scaling: { type: "yarn", factor: 2 } }, "max_position_embeddings"],
])("%o is refused", (config, message) => {
  expect(() => rotaryOf(config)).toThrow(message);
});
