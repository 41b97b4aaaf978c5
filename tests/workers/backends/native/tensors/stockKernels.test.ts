import { add, cast, div, matMul, mul, reshape, scalar, sub, tensor, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { useNativeTensors } from "~tests/helpers/useNativeTensors";

beforeAll(useNativeTensors);

const matrix = tensorOf([2, 3], 1, 2, 3, 4, 5, 6);
function tensorOf(shape: number[], ...values: number[]) {
  return () => tensor(values, shape);
}

describe("arithmetic", () => {
  it("works entry by entry on equal shapes", () => {
    const [a, b] = [matrix(), tensor([6, 5, 4, 3, 2, 1], [2, 3])];
    expect([...add(a, b).dataSync()]).toEqual([7, 7, 7, 7, 7, 7]);
    expect([...sub(a, b).dataSync()]).toEqual([-5, -3, -1, 1, 3, 5]);
    expect([...mul(a, b).dataSync()]).toEqual([6, 10, 12, 12, 10, 6]);
    expect([...div(b, b).dataSync()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("repeats axes of length 1 and those that are missing in front", () => {
    const [row, column] = [tensor([10, 20, 30]), tensor([100, 200], [2, 1])];
    expect([...add(matrix(), row).dataSync()]).toEqual([11, 22, 33, 14, 25, 36]);
    expect([...add(column, matrix()).dataSync()]).toEqual([101, 102, 103, 204, 205, 206]);
    expect(sub(column, row).shape).toEqual([2, 3]);
    expect([...sub(column, row).dataSync()]).toEqual([90, 80, 70, 190, 180, 170]);
  });

  it("takes a scalar on either side, a 1 included", () => {
    expect([...mul(matrix(), scalar(2)).dataSync()]).toEqual([2, 4, 6, 8, 10, 12]);
    expect([...mul(scalar(1), matrix()).dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...div(scalar(60), matrix()).dataSync()]).toEqual([60, 30, 20, 15, 12, 10]);
  });

  it("stays whole on whole numbers", () => {
    const whole = tensor([1, 2], [2], "int32");
    expect(add(whole, whole).dtype).toBe("int32");
    expect([...add(whole, whole).dataSync()]).toEqual([2, 4]);
  });

  it("makes nothing of nothing", () => {
    const empty = tensor([], [0, 3]);
    expect(add(empty, empty).shape).toEqual([0, 3]);
    expect(mul(empty, tensor([1, 2, 3])).shape).toEqual([0, 3]);
  });
});

describe("shapes", () => {
  it("are changed without a copy of the values", () => {
    expect(reshape(matrix(), [3, -1]).shape).toEqual([3, 2]);
    expect([...reshape(matrix(), [6]).dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("are kept by a cast, which drops fractions, and by zerosLike", () => {
    const whole = cast(tensor([1.5, -1.5], [1, 2]), "int32");
    expect([whole.dtype, ...whole.shape, ...whole.dataSync()]).toEqual(["int32", 1, 2, 1, -1]);
    expect([...cast(whole, "float32").dataSync()]).toEqual([1, -1]);
    expect([zerosLike(whole).dtype, ...zerosLike(whole).dataSync()]).toEqual(["int32", 0, 0]);
  });

  it("can only be cast to what the backend holds", () => {
    expect(() => cast(matrix(), "bool")).toThrow("the native backend does not cast to bool");
  });
});

describe("matMul", () => {
  it("multiplies with either factor transposed", () => {
    const [a, b] = [tensor([1, 2, 3, 4], [2, 2]), tensor([1, 0, 2, 1], [2, 2])];
    const product = (transposeA: boolean, transposeB: boolean) => [
      ...matMul(a, b, transposeA, transposeB).dataSync(),
    ];
    expect(product(false, false)).toEqual([5, 2, 11, 4]);
    expect(product(true, false)).toEqual([7, 3, 10, 4]);
    expect(product(false, true)).toEqual([1, 4, 3, 10]);
    expect(product(true, true)).toEqual([1, 5, 2, 8]);
  });

  it("multiplies batches, and refuses those of which neither serves the other", () => {
    const batch = tensor([1, 2], [2, 1, 1]);
    expect([...matMul(batch, batch).dataSync()]).toEqual([1, 4]);
    expect(() => matMul(batch, tensor([1, 2, 3], [3, 1, 1]))).toThrow("batch");
  });
});
