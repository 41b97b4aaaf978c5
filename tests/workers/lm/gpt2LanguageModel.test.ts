import { tensor2d, tidy, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackend } from "~workers/backends/openBackend";
import { gpt2LanguageModel } from "~workers/lm/gpt2LanguageModel";
import { startParameters } from "~workers/lm/gpt2Parameters";
import type { AttentionInputs } from "~workers/lm/languageModel";

const shape = {
  layers: 2,
  width: 4,
  heads: 2,
  mlpWidth: 8,
  context: 8,
  vocabulary: 16,
  epsilon: 1e-5,
  gelu: "erf",
} as const;
const parameters = startParameters(shape, 1);
const model = gpt2LanguageModel(shape, parameters);
const values = (name: string) => parameters.get(`transformer.${name}`)!.values;

test("each row of W_in is what one neuron of a block reads", async () => {
  const { layer, neurons, width, wIn, wOut } = await model.mlp(1);
  expect({ layer, neurons, width }).toEqual({ layer: 1, neurons: 8, width: 4 });
  const cFc = values("h.1.mlp.c_fc.weight");
  expect(wIn.slice(3 * 4, 4 * 4)).toEqual(Float32Array.of(cFc[3]!, cFc[8 + 3]!, cFc[16 + 3]!, cFc[24 + 3]!));
  expect(wOut).toEqual(values("h.1.mlp.c_proj.weight"));
});

test("every two-dimensional weight is a matrix once, of the size it says", async () => {
  const names = model.matrices.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength([...parameters.values()].filter((stored) => stored.shape.length === 2).length);
  for (const { rows, columns, read } of model.matrices) expect(await read()).toHaveLength(rows * columns);
});

describe("hooks of a block", () => {
  beforeAll(() => openBackend());

  const run = async (hooks: Parameters<Awaited<ReturnType<typeof model.load>>["block"]>[3]) => {
    const running = await model.load();
    const output = tidy(() => {
      const residual = running.embed(tensor2d([3, 1, 4, 1, 5, 9], [2, 3], "int32"));
      const block = running.block(1, residual, { batch: 2, context: 3 }, hooks);
      return { residual: block.residual.dataSync(), activations: block.activations.dataSync() };
    });
    running.dispose();
    return output;
  };

  test("what the neurons' hook returns is what the block goes on with", async () => {
    const plain = await run({});
    const same = await run({ neurons: (neurons) => neurons });
    expect(same).toEqual(plain);
    const silent = await run({ neurons: (neurons) => zerosLike(neurons) });
    expect(silent.activations.every((value) => value === 0)).toBe(true);
    expect(silent.residual).not.toEqual(plain.residual);
  });

  test("the heads' hook sees queries, keys and values, and replaces what they mix", async () => {
    let seen: AttentionInputs | undefined;
    const plain = await run({});
    // The first position of a sequence attends to itself alone, so what it mixes is its own value.
    let mixedFirst: number[] = [];
    const replaced = await run({
      heads: ({ mixed: mix, inputs }) => {
        const mixed = mix();
        seen = inputs();
        mixedFirst = Array.from(mixed.dataSync().subarray(3 * 4, 4 * 4));
        expect(mixedFirst).toEqual(Array.from(seen.values.dataSync().subarray(3 * 4, 4 * 4)));
        return zerosLike(mixed);
      },
    });
    expect(seen?.queries.shape).toEqual([6, 4]);
    expect(seen?.keys.shape).toEqual([6, 4]);
    expect(mixedFirst).toHaveLength(4);
    expect(replaced.residual).not.toEqual(plain.residual);
  });
});
