import { expect, test } from "vitest";
import { migrationsLayout } from "~/charts/flow/paintMigrations";
import { prepareMigrations } from "~/charts/flow/prepareMigrations";

const counts = [
  [3, 1, 0, 0],
  [2, 10, 4, 0],
  [0, 6, 74, 0],
  [0, 0, 0, 0],
];
const spec = prepareMigrations({ from: 8, to: 64, band: "rare", counts });

test("every flow of at least one neuron is a ribbon, and they add up to the layer", () => {
  expect(spec.ribbons).toHaveLength(7);
  expect(spec.ribbons.reduce((sum, { count }) => sum + count, 0)).toBe(100);
});

test("ribbons fill their standings without overlap, at both ends", () => {
  for (const [side, standings, index] of [
    ["left", spec.before, "from"],
    ["right", spec.after, "to"],
  ] as const) {
    standings.forEach((standing, i) => {
      const parts = spec.ribbons.filter((ribbon) => ribbon[index] === i).map((ribbon) => ribbon[side]);
      const covered = parts.reduce((sum, [top, bottom]) => sum + bottom - top, 0);
      expect(covered).toBeCloseTo(standing.bottom - standing.top, 12);
    });
  }
});

test("the sentence counts who stays, who comes onto the plateau and who leaves it", () => {
  expect(spec.summary).toContain(
    "87 of 100 neurons stay in their regime, 2 come onto the plateau, 1 leave it",
  );
  expect(spec.ribbons[1]!.words).toBe("1 neuron plateau → power law");
});

test("the table is the matrix of counts", () => {
  expect(spec.table().rows.map((row) => row.slice(1))).toEqual(counts);
});

test("the pointer finds a ribbon between the bars, and none outside", () => {
  const { at, edge, left, right } = migrationsLayout({ width: 600, height: 280 });
  const last = spec.ribbons.length - 1;
  const y = (edge(spec.ribbons[last]!, 0, 0.5) + edge(spec.ribbons[last]!, 1, 0.5)) / 2;
  expect(at(spec.ribbons, { x: (left + right) / 2, y })).toBe(last);
  expect(at(spec.ribbons, { x: 2, y })).toBeNull();
});
