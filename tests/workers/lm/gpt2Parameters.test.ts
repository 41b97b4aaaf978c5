import { describe, expect, it } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import { gpt2Parameters, startParameters } from "~workers/lm/gpt2Parameters";
import { shapeOfRun } from "~workers/lm/gpt2Shape";

const shape = shapeOfRun(parseRunConfig({}));
const deviationOf = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe("gpt2Parameters", () => {
  it("are as many as a GPT-2 of this size has", () => {
    const count = gpt2Parameters(shape).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    const [d, m, V, C, L] = [128, 512, 4096, 128, 4];
    expect(count).toBe(
      V * d + C * d + L * (4 * d + d * 3 * d + 3 * d + d * d + d + d * m + m + m * d + d) + 2 * d,
    );
  });

  it("decay only where they are matrices of a block", () => {
    const decaying = gpt2Parameters({ ...shape, layers: 1 }).filter(({ decays }) => decays);
    expect(decaying.map(({ name }) => name)).toEqual(
      ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"].map(
        (name) => `transformer.h.0.${name}.weight`,
      ),
    );
  });
});

describe("startParameters", () => {
  const parameters = startParameters(shape, 1);
  const valuesOf = (name: string) => parameters.get(`transformer.${name}`)!.values;

  it("draw weights with GPT-2's deviations", () => {
    expect(deviationOf(valuesOf("wte.weight"))).toBeCloseTo(0.02, 3);
    expect(deviationOf(valuesOf("h.3.mlp.c_fc.weight"))).toBeCloseTo(0.02, 3);
    expect(deviationOf(valuesOf("h.3.mlp.c_proj.weight"))).toBeCloseTo(0.02 / Math.sqrt(8), 3);
    expect(deviationOf(valuesOf("h.0.attn.c_proj.weight"))).toBeCloseTo(0.02 / Math.sqrt(8), 3);
  });

  it("leave norms at one and biases at nothing", () => {
    expect(valuesOf("ln_f.weight").every((value) => value === 1)).toBe(true);
    expect(valuesOf("h.0.attn.c_attn.bias").every((value) => value === 0)).toBe(true);
  });

  it("depend on the seed alone, each parameter on its own", () => {
    const bytesOf = (seed: number, layers: number, name: string) =>
      Buffer.from(startParameters({ ...shape, layers }, seed).get(`transformer.${name}`)!.values.buffer);
    const fc = "h.3.mlp.c_fc.weight";
    expect(bytesOf(1, 4, fc).equals(bytesOf(1, 4, fc))).toBe(true);
    expect(bytesOf(1, 5, fc).equals(bytesOf(1, 4, fc))).toBe(true);
    expect(bytesOf(2, 4, fc).equals(bytesOf(1, 4, fc))).toBe(false);
    expect(bytesOf(1, 4, "h.2.mlp.c_fc.weight").equals(bytesOf(1, 4, fc))).toBe(false);
  });
});
