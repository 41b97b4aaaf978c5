import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Changes, changedCheckpoint } from "~tests/helpers/changedCheckpoint";
import { familyFolder } from "~tests/helpers/goldenFamilies";
import { openBackend } from "~workers/backends/openBackend";
import { openModelFile } from "~workers/families/openModelFile";

const open = async (name: string, changes: Changes) => {
  await using checkpoint = await changedCheckpoint(name, changes);
  const opened = await openModelFile(checkpoint.folder);
  await opened.weights.close();
  return opened;
};

describe("a configuration that cannot be run is refused by its key, its value and what is allowed", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["llama", { num_attention_heads: 5 }, "num_key_value_heads is 2; it must be a divisor of 5 heads"],
    ["llama", { num_key_value_heads: 3 }, "num_key_value_heads is 3; it must be a divisor of 4 heads"],
    ["llama", { hidden_size: "32" }, 'hidden_size is "32"; it must be a whole number from 1 on'],
    ["llama", { hidden_act: "mish" }, 'hidden_act is "mish"; it must be one of gelu,'],
    ["llama", { rms_norm_eps: null, hidden_size: null }, "hidden_size is missing"],
    [
      "llama",
      { rope_parameters: { rope_type: "spiral" } },
      'rope_type is "spiral"; it must be one of default,',
    ],
    ["llama", { rope_parameters: [] }, "rope_parameters is []; it must be an object"],
    ["pythia", { use_parallel_residual: 1 }, "use_parallel_residual is 1; it must be true or false"],
    ["gptj", { rotary_dim: 9 }, "rotary_dim is 9; it must be even, and at most a head's width of 8"],
    [
      "gemma3",
      { layer_types: ["sliding_attention", "chunked"] },
      "it must be sliding_attention or full_attention",
    ],
    ["smollm3", { no_rope_layers: [1] }, "no_rope_layers is [1]; it must be 2 numbers, one for each layer"],
    ["gpt2", { n_head: 7 }, "n_head is 7; it must be a divisor of n_embd, 32"],
  ])("%s with %o", async (name, config, message) => {
    await expect(open(name, { config })).rejects.toMatchObject({ code: "checkpoint_unreadable" });
    await expect(open(name, { config })).rejects.toThrow(message);
  });
});

describe("a tensor that does not fit is named with its shape", () => {
  beforeAll(() => openBackend());

  test("missing", async () => {
    const changes: Changes = { tensors: (tensors) => tensors.delete("model.layers.1.mlp.up_proj.weight") };
    await expect(open("llama", changes)).rejects.toThrow(
      "The tensor layers.1.mlp.up_proj.weight is missing; llama needs it as [48, 32].",
    );
  });

  test("of another shape", async () => {
    await expect(open("llama", { config: { intermediate_size: 64 } })).rejects.toThrow(
      "The tensor model.layers.0.mlp.gate_proj.weight is [48, 32]; llama with this configuration needs [64, 32].",
    );
  });

  test("an untied head that is not there", async () => {
    const changes: Changes = { tensors: (tensors) => tensors.delete("lm_head.weight") };
    await expect(open("llama", changes)).rejects.toThrow("lm_head.weight is missing");
  });

  test("with a value that is not finite, when it is read", async () => {
    await using checkpoint = await changedCheckpoint("llama", {
      tensors: (tensors) => (tensors.get("model.norm.weight")!.values[7] = NaN),
    });
    const { model, weights } = await openModelFile(checkpoint.folder);
    await expect(model!.head()).rejects.toThrow("The weight model.norm.weight holds NaN at element 7");
    await expect(model!.load()).rejects.toThrow("The weight model.norm.weight holds NaN at element 7");
    await weights.close();
  });
});

describe("without a config.json", () => {
  test.each([
    ["gpt2-falling", "n_head must"],
    ["llama", "num_attention_heads"],
  ])("%s has too narrow heads to be guessed, and says which key is missing", async (name) => {
    await expect(open(name, { config: null })).rejects.toThrow(
      /There is no config.json beside the weights, and by its tensors it is a (gpt2|llama): n(um_attention)?_heads? is/,
    );
  });

  test("nanoGPT's layout is told from GPT-2's, and what is taken for granted is said", async () => {
    const { model, notes, weights } = await openModelFile(familyFolder("nanogpt"));
    await weights.close();
    expect(model?.family).toBe("nanogpt");
    expect(notes).toEqual(["without a config.json, 1 heads of 64 (n_head)"]);
  });

  test.each(["qwen3", "olmo", "olmo2", "gptj", "phi", "phi3", "gemma2", "gemma3"])(
    "%s is recognised by its tensors, and a key that only a config.json can give is named",
    async (name) => {
      await expect(open(name, { config: null })).rejects.toThrow(
        new RegExp(`by its tensors it is a ${name}: \\w+ is missing`),
      );
    },
  );
});

describe("what is not known still has its matrices", () => {
  test("another model_type", async () => {
    const { model, lacks, matrices } = await open("llama", { config: { model_type: "mamba" } });
    expect(model).toBeNull();
    expect(lacks).toMatch(
      /^Its neurons cannot be analysed: the model_type in .* is "mamba", and the families/,
    );
    expect(matrices.find(({ name }) => name === "model.layers.0.mlp.up_proj.weight")).toMatchObject({
      ...{ rows: 48, columns: 32 },
    });
  });

  test("a tensor in a block that the family has no place for", async () => {
    const { model, lacks } = await open("llama", {
      tensors: (tensors) =>
        tensors.set("model.layers.0.adapter.weight", { shape: [2, 2], values: new Float32Array(4) }),
    });
    expect(model).toBeNull();
    expect(lacks).toBe(
      "Its neurons cannot be analysed: it looks like a llama, which has no place for the tensor model.layers.0.adapter.weight.",
    );
  });
});

test("every matrix has the size it says, and a fused gate and up are two", async () => {
  const { matrices, weights } = await openModelFile(familyFolder("phi3"));
  const names = matrices.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining(["blocks.1.attn.W_QKV", "blocks.1.mlp.W_gate", "unembed.W_U"]),
  );
  for (const { rows, columns, read } of matrices) expect(await read()).toHaveLength(rows * columns);
  await weights.close();
});

test("a config.json that is no JSON object is refused by its path", async () => {
  await using checkpoint = await changedCheckpoint("llama", {});
  await rm(join(checkpoint.folder, "config.json"));
  await writeFile(join(checkpoint.folder, "config.json"), "[1]");
  await expect(openModelFile(checkpoint.folder)).rejects.toThrow(
    "config.json cannot be read: it is no JSON object.",
  );
});
