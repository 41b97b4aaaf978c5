import { expect, test } from "vitest";
import { openBackend } from "~workers/backends/openBackend";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { runSelftest } from "~workers/cli/selftest/runSelftest";

const wrongRows = async (backend: ComputeBackend) =>
  (await runSelftest(backend)).flatMap(({ group, holds }) => (holds ? [] : [group]));

/** Each kernel made wrong by a little, to see that the self-test says so. */
const faults: Record<string, (kernels: ComputeBackend["kernels"]) => Partial<ComputeBackend["kernels"]>> = {
  "eigenvalues that are off by a millionth": (kernels) => ({
    eigenvalues: (symmetric, n) => kernels.eigenvalues(symmetric, n).map((value) => value * 1.000001),
  }),
  "a Gram matrix of rounded weights": (kernels) => ({
    gram: (weights, rows, columns) => kernels.gram(Float32Array.from(weights), rows, columns),
  }),
  "an ablation that swaps its bands": (kernels) => ({
    ablate: (problem) => kernels.ablate({ ...problem, bands: problem.bands.map((band) => 1 - band) }),
  }),
};

test("every row holds, and is told as soon as it is known", async () => {
  const told: string[] = [];
  const rows = await runSelftest(await openBackend({ threads: 1 }), ({ name }) => told.push(name));
  expect(rows.filter(({ holds }) => !holds)).toEqual([]);
  expect(told).toEqual(rows.map(({ name }) => name));
});

test.each(Object.entries(faults))("is told apart from a backend with %s", async (_, fault) => {
  const backend = await openBackend({ threads: 1 });
  const faulty = { ...backend, kernels: { ...backend.kernels, ...fault(backend.kernels) } };
  expect(await wrongRows(faulty)).not.toEqual([]);
});
