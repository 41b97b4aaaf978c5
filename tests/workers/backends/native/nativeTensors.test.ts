import { memory, tensor1d, tidy, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { activation } from "~workers/lm/ops/activation";
import { add } from "~workers/lm/ops/add";
import { useNativeTensors } from "~tests/helpers/useNativeTensors";

beforeAll(useNativeTensors);

describe("native tensors", () => {
  it("give a reader a copy, which no later kernel writes into", () => {
    const x = tensor1d([1, 2, 3]);
    const sum = tidy(() => add(x, x).dataSync());
    // The memory of the sum is free now and the next kernel takes it.
    const next = add(x, add(x, x));
    expect([...sum]).toEqual([2, 4, 6]);
    expect([...next.dataSync()]).toEqual([3, 6, 9]);
  });

  it("never write into an array that the caller gave", () => {
    const given = Float32Array.of(1, 2, 3);
    tensor1d(given).dispose();
    tidy(() => activation(tensor1d([5, 6, 7]), "erf"));
    expect([...given]).toEqual([1, 2, 3]);
  });

  it("live as long as one of their clones", () => {
    const x = tensor1d([1, 2]);
    const sum = add(x, x);
    const clone = sum.clone();
    sum.dispose();
    const other = zerosLike(clone);
    expect([...clone.dataSync()]).toEqual([2, 4]);
    expect([...other.dataSync()]).toEqual([0, 0]);
  });

  it("are all let go by tidy", () => {
    const before = memory();
    tidy(() => {
      activation(add(tensor1d([1]), tensor1d([2])), "tanh");
    });
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(memory().numTensors).toBe(before.numTensors);
  });

  it("hold no strings", () => {
    expect(() => tensor1d(["a"])).toThrow("the native backend holds float32, int32 and bool tensors only");
  });
});
