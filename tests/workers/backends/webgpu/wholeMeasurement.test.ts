import { setBackend } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { MeasurementCell } from "~/core/cells";
import { openCpuBackend } from "~tests/helpers/openCpuBackend";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";
import { tinySubject } from "~tests/helpers/tinySubject";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import type { CellResult } from "~workers/measure/cellResult";
import { cellTable } from "~workers/measure/cellTable";
import { openSession } from "~workers/measure/session";

const opened = await openSoftwareGpu();
const cores = await openCpuBackend({ threads: 1 });
const { signal } = new AbortController();

/**
 * Every cell of a tiny model, where a run with this backend would measure it; on a little text, since a GPU that the CPU
 * imitates is slow.
 */
async function measureOn(backend: ComputeBackend) {
  await setBackend(backend.tfjsName);
  const subject = await tinySubject({ influence: { mode: "exact" } }, 10);
  const session = openSession(subject, { kernels: backend.kernels, signal, layer: 1 });
  const results = new Map<MeasurementCell, CellResult>();
  for (const cell of MeasurementCell.options) results.set(cell, await cellTable[cell](session));
  return results;
}

/** Every number of a cell by its name. */
function numbersOf({ points = [], vectors = [] }: CellResult): Map<string, ArrayLike<number | null>> {
  return new Map([
    ...points.map(({ name, value }) => [name, [value]] as const),
    ...vectors.map(
      ({ name, band, values }) => [`${name} ${band}`, values as ArrayLike<number | null>] as const,
    ),
  ]);
}

describe.skipIf(opened === null)("a whole measurement on a GPU", async () => {
  const gpu = await openBackend({ name: "webgpu", threads: 1, allowSoftwareGpu: true });
  const [found, known] = [await measureOn(gpu), await measureOn(cores)];

  it.each(MeasurementCell.options)("%s has the numbers that the cores find", (cell) => {
    const [numbers, expected] = [numbersOf(found.get(cell)!), numbersOf(known.get(cell)!)];
    expect([...numbers.keys()]).toEqual([...expected.keys()]);
    for (const [name, values] of expected) {
      const own = numbers.get(name)!;
      expect(own.length).toBe(values.length);
      Array.from(values, (value, at) => {
        expect(own[at] === null, name).toBe(value === null);
        const allowed = Math.max(1e-6, 1e-4 * Math.abs(value ?? 0));
        const distance = Math.abs((own[at] ?? 0) - (value ?? 0)) / allowed;
        expect(distance, `${name}[${at}]: ${own[at]} instead of ${value}`).toBeLessThanOrEqual(1);
      });
    }
  });
});
