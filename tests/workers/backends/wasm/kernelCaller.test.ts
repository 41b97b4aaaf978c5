import { beforeAll, describe, expect, it } from "vitest";
import { AppError } from "~/core/errors";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import { loadWasmKernels } from "~workers/backends/wasm/loadWasmKernels";
import { buildWasm } from "~workers/kernels/buildWasm.mjs";

let library: KernelLibrary;
beforeAll(async () => {
  await buildWasm();
  library = loadWasmKernels();
});

const ones = (n: number) => new Float32Array(n * n).fill(1);
function expectProducts(): void {
  const n = 300;
  const C = new Float32Array(n * n);
  library.gemm(0, 0, n, n, n, 1, ones(n), n, ones(n), n, 0, C, n);
  expect(C.every((value) => value === n)).toBe(true);
}

describe("a kernel in WebAssembly", () => {
  it("reads and writes parts of larger arrays and nothing beside them", () => {
    const all = Float32Array.of(1, 2, 3, 4, 5, 6, 7);
    const out = new Float32Array(5).fill(9);
    library.add(3, all.subarray(1, 4), all.subarray(4), out.subarray(1, 4));
    expect([...out]).toEqual([9, 7, 9, 11, 9]);
    expect([...all]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("leaves a const array as it was, even one that the kernel could reach", () => {
    const state = [1, 2, 3, 4].map((value) => Float32Array.of(value));
    const [param, gradient, m, v] = state as [Float32Array, Float32Array, Float32Array, Float32Array];
    library.adamw_step(1, param, gradient, m, v, 0.1, 0.9, 0.99, 1e-8, 0, 1, 1, 1);
    expect(gradient[0]).toBe(2);
    expect(m[0]).toBeCloseTo(0.9 * 3 + 0.1 * 2, 6);
    expect(v[0]).toBeCloseTo(0.99 * 4 + 0.01 * 4, 6);
  });

  it("has memory for more than the first call needed", () => {
    const n = 3_000_000;
    const out = new Float32Array(n);
    library.add(n, new Float32Array(n).fill(2), new Float32Array(n).fill(3), out);
    expect(out.every((value) => value === 5)).toBe(true);
  });

  it("says so when its arguments do not fit 4 GiB", () => {
    const gibibyte = new Float32Array(2 ** 28);
    const call = () =>
      library.linear_gradient(1, 1, 1, 0, gibibyte, gibibyte, gibibyte, gibibyte, gibibyte, gibibyte);
    expect(call).toThrow(AppError);
    expect(call).toThrow("6.0 GiB does not fit the memory of the WebAssembly backend, which ends at 4 GiB");
    expectProducts();
  });

  it.each([1, 2, 3])("goes on after what it keeps itself did not fit, on %i threads", (threads) => {
    library.startPool(threads);
    const few = new Float32Array(64);
    const heads = 16;
    for (let repeat = 0; repeat < 20; repeat++) {
      expect(() => library.causal_attention(1, 2 ** 26, heads, heads, few, few, few)).toThrow(
        "does not fit the memory",
      );
      expectProducts();
    }
  });
});
