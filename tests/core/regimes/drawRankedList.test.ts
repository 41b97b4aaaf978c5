import { expect, test } from "vitest";
import { drawRankedList } from "~/core/regimes/drawRankedList";
import { seededRandom } from "~/core/stats/random";

const n = 40;

test("ranks come in their order, as those of sorted uniform numbers do: p_(k) has mean k / (n + 1) and its variance", () => {
  const random = seededRandom(1);
  const lists = 20_000;
  const [sum, squares] = [new Float64Array(n), new Float64Array(n)];
  const list = new Float64Array(n);
  for (let draw = 0; draw < lists; draw++) {
    drawRankedList((rank) => -rank / (n + 1), list, random);
    list.forEach((value, k) => {
      if (k > 0) expect(value).toBeLessThan(list[k - 1]!);
      sum[k]! -= value;
      squares[k]! += value * value;
    });
  }
  sum.forEach((total, k) => {
    const mean = (k + 1) / (n + 1);
    const variance = (mean * (1 - mean)) / (n + 2);
    expect(Math.abs(total / lists - mean)).toBeLessThan(5 * Math.sqrt(variance / lists));
    expect((squares[k]! / lists - (total / lists) ** 2) / variance).toBeCloseTo(1, 1);
  });
});

test("a law that rises somewhere is sorted all the same", () => {
  const list = new Float64Array(n);
  drawRankedList((rank) => Math.sin(rank), list, seededRandom(2));
  expect([...list]).toEqual([...list].sort((a, b) => b - a));
  expect(new Set(list).size).toBe(n);
});
