import { expect, test } from "vitest";
import { axisTicks } from "~/charts/axis/axisTicks";
import { forward, type ScaleKind } from "~/charts/axis/axisScale";
import { seededRandom } from "~/core/stats/random";

test("a linear axis is ticked at 1, 2 or 5 times a power of ten", () => {
  expect(axisTicks({ kind: "linear", domain: [0, 9.7], pixels: 300, spacing: 50 })).toEqual([0, 2, 4, 6, 8]);
});

test("a logarithmic axis with room is ticked at 1, 2 and 5", () => {
  expect(axisTicks({ kind: "log", domain: [0.9, 60], pixels: 600, spacing: 40 })).toEqual([
    1, 2, 5, 10, 20, 50,
  ]);
});

test("a logarithmic axis over many decades keeps every second or third", () => {
  expect(axisTicks({ kind: "log", domain: [1e-8, 1], pixels: 160, spacing: 30 })).toEqual([
    1e-8, 1e-6, 1e-4, 1e-2, 1,
  ]);
});

test("a logarithmic axis within a decade is ticked like a linear one", () => {
  expect(axisTicks({ kind: "log", domain: [3, 4], pixels: 300, spacing: 50 })).toEqual([
    3, 3.2, 3.4, 3.6, 3.8, 4,
  ]);
});

test("steps on ln(1 + step) begin at 0 and leave out what would touch it", () => {
  expect(axisTicks({ kind: "log1p", domain: [0, 3000], pixels: 250, spacing: 56 })).toEqual([
    0, 10, 100, 1000,
  ]);
});

test("a domain of one value has one tick", () => {
  expect(axisTicks({ kind: "linear", domain: [4, 4], pixels: 100, spacing: 30 })).toEqual([4]);
});

test("ticks ascend, stay inside and keep their distance, whatever the domain", () => {
  const random = seededRandom(11);
  for (let trial = 0; trial < 300; trial++) {
    const kind =
      ((["linear", "log", "log1p"] as const)[trial % 3] satisfies ScaleKind | undefined) ?? "linear";
    const low = kind === "log" ? Math.exp(20 * random() - 12) : Math.floor(200 * random());
    const domain = [low, low + (low + 1) * Math.exp(14 * random() - 4)] as const;
    const pixels = 80 + 1000 * random();
    const ticks = axisTicks({ kind, domain, pixels, spacing: 40 });
    const span = forward(kind, domain[1])! - forward(kind, domain[0])!;
    const places = ticks.map((tick) => ((forward(kind, tick)! - forward(kind, domain[0])!) / span) * pixels);
    for (const [i, place] of places.entries()) {
      expect(place).toBeGreaterThanOrEqual(-1e-6);
      expect(place).toBeLessThanOrEqual(pixels + 1e-6);
      if (i > 0 && kind !== "linear") expect(place - places[i - 1]!).toBeGreaterThanOrEqual(40 - 1e-6);
    }
  }
});
