import { beforeAll, expect, test } from "vitest";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { referenceAblate } from "~workers/backends/reference/ablate";
import type { CellResult } from "~workers/measure/cellResult";
import { measureCoordination } from "~workers/measure/coordination/measureCoordination";
import { frequencyProblem } from "~workers/measure/frequency/frequencyProblem";
import { measureFrequency } from "~workers/measure/frequency/measureFrequency";
import { openSession } from "~workers/measure/session";
import { tinySubject } from "~tests/helpers/tinySubject";

let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openBackend();
});

const { signal } = new AbortController();
const sessionOn = async (measure: Parameters<typeof tinySubject>[0]) =>
  openSession(await tinySubject(measure), { kernels: backend.kernels, signal });

const vectorOf = ({ vectors }: CellResult, name: string, band: string) =>
  vectors!.find((vector) => vector.name === `influence.${name}` && vector.band === band)!
    .values as Float64Array;

test("on its own positions it is what the float64 reference has, the share of one and the same positions", async () => {
  const session = await sessionOn({ frequencyPositions: 256 });
  const cell = await measureFrequency(session);
  expect(cell.positions).toMatchObject({ positions: 250, sequences: 25 });

  const problem = frequencyProblem(session.subject, await session.evaluated());
  expect(problem.targets).toHaveLength(250);
  const { absolute, frequency } = referenceAblate(problem, {});
  const { neurons } = session.subject.mlp;
  const meanOf = (sums: Float64Array) =>
    Float64Array.from(
      { length: neurons },
      (_, i) => sums.reduce((total, value, at) => total + (at % neurons === i ? value : 0), 0) / 250,
    );
  const expectNats = (name: string, expected: Float64Array) =>
    expected.forEach((value, i) =>
      expect(Math.abs(vectorOf(cell, name, "all")[i]! - value)).toBeLessThan(1e-6 + 1e-4 * Math.abs(value)),
    );
  const [free, kept] = [meanOf(absolute), meanOf(frequency!.frozenAbsolute)];
  expectNats("frequencyFrozenAbsolute", kept);
  expectNats("frequencyFrozenSigned", meanOf(frequency!.frozenSigned));
  expectNats("klShift", meanOf(frequency!.divergence));
  const share = vectorOf(cell, "frequencyShare", "all");
  free.forEach((value, i) =>
    expect(Math.abs(share[i]! - (1 - kept[i]! / value))).toBeLessThan(3e-4 + 2e-6 / value),
  );
  expect(vectorOf(cell, "klShift.se", "rare").every((error) => error > 0)).toBe(true);
});

test("on all positions its share is of the influences that are stored, and those stay certified", async () => {
  const session = await sessionOn({});
  const [cell, influence] = [await measureFrequency(session), await session.influence()];
  expect(cell.positions?.positions).toBe(300);
  expect(influence.parameters.certifiedShare).toBeGreaterThan(0);
  const names = ({ vectors }: CellResult) => vectors!.map(({ name, band }) => `${name}:${band}`);
  expect(names(cell).filter((name) => names(influence).includes(name))).toEqual([]);
  const { tolerance } = session.subject.settings.influence;
  for (const band of ["rare", "common", "all"]) {
    const [absolute, frozen, share] = [
      vectorOf(influence, "absolute", band),
      vectorOf(cell, "frequencyFrozenAbsolute", band),
      vectorOf(cell, "frequencyShare", band),
    ];
    absolute.forEach((value, i) =>
      expect(Math.abs(value * (1 - share[i]!) - frozen[i]!)).toBeLessThan(
        2 * tolerance * Math.abs(1 - share[i]!) + 1e-4 * frozen[i]!,
      ),
    );
  }
});

test("each known kind of neuron is counted in the cell that tells it, with its p", async () => {
  const session = await sessionOn({});
  const overlaps = ({ groups }: CellResult) =>
    groups!.filter(({ statistic }) => statistic.startsWith("overlap"));
  for (const [cell, statistic] of [
    [await measureCoordination(session), "overlap_entropy"],
    [await measureFrequency(session), "overlap_frequency"],
  ] as const) {
    const found = overlaps(cell);
    expect(found.map(({ group }) => group)).toEqual(["plateau", "powerLaw", "decay", "leaders", "random"]);
    expect(new Set(found.map((row) => row.statistic))).toEqual(new Set([statistic]));
    const leaders = found.find(({ group }) => group === "leaders")!;
    expect(leaders.value).toBeGreaterThanOrEqual(0);
    expect(leaders.p).toBeGreaterThan(0);
    expect(leaders.pHolm).toBeGreaterThanOrEqual(leaders.p!);
    expect(leaders.family).toMatch(new RegExp(`^${statistic} .* of neurons over \\d groups: .*leaders`));
  }
});
