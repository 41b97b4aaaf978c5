import { describe, expect, test } from "vitest";
import { correlateActivations } from "~/core/groups/correlateActivations";
import { cosine } from "~/core/linalg/cosine";
import { gram } from "~/core/linalg/gram";
import { noiseMatrix } from "~tests/helpers/spectra";

describe("correlateActivations", () => {
  test("is Pearson's r between columns", () => {
    const activations = Float64Array.of(1, 2, 5, 2, 4, 4, 3, 6, 3, 4, 8, 3);
    const { matrix, alive } = correlateActivations(activations, { positions: 4, neurons: 3, gramOf: gram });
    expect([...alive]).toEqual([1, 1, 1]);
    expect(matrix[1]).toBeCloseTo(1, 13);
    // Deviations (−1.5 −.5 .5 1.5) and (1.25 .25 −.75 −.75): r = −3.5/√(5 · 2.75)
    expect(matrix[2]).toBeCloseTo(-3.5 / Math.sqrt(5 * 2.75), 13);
  });

  test.each([5, 8, 9])("is one of neurons, not of positions, with %i positions of 8 neurons", (positions) => {
    const shape = { positions, neurons: 8, gramOf: gram };
    const { matrix } = correlateActivations(noiseMatrix(1, positions, 8), shape);
    expect(matrix).toHaveLength(64);
    for (let i = 0; i < 8; i++) expect(matrix[i * 9]).toBeCloseTo(1, 13);
  });

  test("blocks of positions give what one block gives", () => {
    const [positions, neurons] = [5000, 4];
    const activations = noiseMatrix(6, positions, neurons);
    const { matrix } = correlateActivations(activations, { positions, neurons, gramOf: gram });
    const column = (i: number) => activations.filter((_, at) => at % neurons === i);
    const centred = (values: Float64Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.map((value) => value - mean);
    };
    expect(matrix[1]).toBeCloseTo(cosine(centred(column(0)), centred(column(1)))!, 13);
    expect(matrix[0]).toBeCloseTo(1, 13);
  });

  test("does not depend on shift and scale", () => {
    const activations = noiseMatrix(2, 30, 4);
    const shape = { positions: 30, neurons: 4, gramOf: gram };
    const moved = activations.map((a, at) => 1000 + (1 + (at % 4)) * a);
    const expected = correlateActivations(activations, shape).matrix;
    correlateActivations(moved, shape).matrix.forEach((r, at) => expect(r).toBeCloseTo(expected[at]!, 10));
  });

  test("marks neurons that never vary, zero or not", () => {
    const activations = noiseMatrix(3, 50, 3).map((a, at) => (at % 3 === 0 ? 0 : at % 3 === 1 ? 0.1 : a));
    const { alive, matrix } = correlateActivations(activations, { positions: 50, neurons: 3, gramOf: gram });
    expect([...alive]).toEqual([0, 0, 1]);
    expect([...matrix.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("names the neuron whose activation is not finite, and refuses another shape", () => {
    const shape = { positions: 2, neurons: 2, gramOf: gram };
    expect(() => correlateActivations(Float64Array.of(1, 2, 3, NaN), shape)).toThrow("neuron 1");
    expect(() => correlateActivations(new Float64Array(3), shape)).toThrow("are 4 activations, not 3");
  });
});
