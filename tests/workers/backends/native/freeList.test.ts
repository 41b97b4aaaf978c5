import { describe, expect, it } from "vitest";
import { FreeList } from "~workers/backends/native/freeList";

describe("FreeList", () => {
  it("gives an array of the asked length again, once", () => {
    const list = new FreeList();
    const [short, long] = [new Float32Array(4), new Float32Array(5)];
    list.give(short);
    list.give(long);
    expect(list.take(5)).toBe(long);
    expect(list.take(5)).not.toBe(long);
    expect(list.take(4)).toBe(short);
  });

  it("forgets what it holds rather than hold more than its bound", () => {
    const list = new FreeList();
    const [small, large] = [new Float32Array(8), new Float32Array(2 ** 27)];
    list.give(small);
    list.give(large);
    expect(list.take(8)).not.toBe(small);
    expect(list.take(2 ** 27)).toBe(large);
  });
});
