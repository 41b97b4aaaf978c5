import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWeights } from "~workers/checkpoints/weightStore";
import { llama2cFileOf } from "~tests/helpers/weightFiles/llama2cFileOf";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-llama2c-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function opened(content: Buffer) {
  await writeFile(join(folder, "model.bin"), content);
  return openWeights(join(folder, "model.bin"));
}

/** d = 8, m = 12, 2 layers, 2 heads of 4, 1 head of keys and values, V = 5, context 3; elements count up. */
const count = (begin: number, length: number) => Float32Array.from({ length }, (_, at) => begin + at);

describe("llama2.c", () => {
  it.each([true, false])("version 0, its head tied: %s", async (tied) => {
    const store = await opened(llama2cFileOf(0, { tied }));
    expect(store.metadata).toMatchObject({
      ...{ model_type: "llama", hidden_size: 8, intermediate_size: 12, num_hidden_layers: 2 },
      ...{ num_attention_heads: 2, num_key_value_heads: 1, vocab_size: 5, tie_word_embeddings: tied },
    });
    const read = (name: string) => store.readFloat32(name);
    const afterAttention = 40 + 16 + 2 * (64 + 32 + 32 + 64);
    expect(await read("model.embed_tokens.weight")).toEqual(count(0, 40));
    expect(await read("model.layers.1.input_layernorm.weight")).toEqual(count(48, 8));
    expect(await read("model.layers.1.self_attn.v_proj.weight")).toEqual(count(56 + 128 + 64 + 32, 32));
    expect(await read("model.layers.0.post_attention_layernorm.weight")).toEqual(count(afterAttention, 8));
    // w1, w2, w3 are gate, down, up.
    expect(await read("model.layers.0.mlp.down_proj.weight")).toEqual(
      count(afterAttention + 16 + 2 * 96, 96),
    );
    expect(store.tensors.get("model.layers.0.mlp.down_proj.weight")?.shape).toEqual([8, 12]);
    const end = afterAttention + 16 + 6 * 96;
    expect(await read("model.norm.weight")).toEqual(count(end, 8));
    expect(store.tensors.has("lm_head.weight")).toBe(!tied);
    if (!tied) expect(await read("lm_head.weight")).toEqual(count(end + 8 + 12, 40));
    await store.close();
  });

  it("rows of q and k are in Hugging Face's order: first the even ones of a head, then the odd ones", async () => {
    const store = await opened(llama2cFileOf(0));
    const rowsOf = async (name: string, begin: number) =>
      Array.from(await store.readFloat32(name)).flatMap((value, at) =>
        at % 8 === 0 ? [(value - begin) / 8] : [],
      );
    expect(await rowsOf("model.layers.0.self_attn.q_proj.weight", 56)).toEqual([0, 2, 1, 3, 4, 6, 5, 7]);
    expect(await rowsOf("model.layers.1.self_attn.k_proj.weight", 56 + 128 + 32)).toEqual([0, 2, 1, 3]);
    await store.close();
  });

  it("version 1", async () => {
    const store = await opened(llama2cFileOf(1, { tied: false }));
    expect(await store.readFloat32("model.layers.1.post_attention_layernorm.weight")).toEqual(count(24, 8));
    expect(await store.readFloat32("model.norm.weight")).toEqual(count(32, 8));
    expect(await store.readFloat32("model.embed_tokens.weight")).toEqual(count(40, 40));
    expect(store.tensors.get("lm_head.weight")?.shape).toEqual([5, 8]);
    await store.close();
  });

  it("refuses version 2, a file cut off and other numbers", async () => {
    const quantised = llama2cFileOf(1);
    quantised.writeInt32LE(2, 4);
    await expect(opened(quantised)).rejects.toThrow("version is 2, read are 0 and 1: 2 is quantised");
    await expect(opened(llama2cFileOf(1).subarray(0, -4))).rejects.toThrow("llama2.c header describes");
    await expect(opened(llama2cFileOf(0).subarray(0, -4))).rejects.toThrow("none of safetensors, PyTorch");
    await expect(opened(llama2cFileOf(1).subarray(0, 60))).rejects.toThrow("cut off");
  });
});

const stories = join(import.meta.dirname, "../../../../shared/assets/stories260k/stories260K.bin");

it.skipIf(!existsSync(stories))("a real llama2.c file is read to its end (needs ../shared)", async () => {
  const store = await openWeights(stories);
  expect(store.tensors.size).toBe(5 * 9 + 2);
  expect(store.metadata).toMatchObject({
    hidden_size: 64,
    num_key_value_heads: 4,
    tie_word_embeddings: true,
  });
  // A trained norm's scales are positive and near one: it lies where the layout says.
  const norm = await store.readFloat32("model.norm.weight");
  expect(norm.every((scale) => scale > 0.1 && scale < 20)).toBe(true);
  await store.close();
});
