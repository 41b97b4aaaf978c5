import { expect, test } from "vitest";
import { cosine } from "~/core/linalg/cosine";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { useNativeTensors } from "~tests/helpers/useNativeTensors";
import { listedNeighbours, nearestNeurons } from "~workers/measure/neurons/nearestNeurons";

await useNativeTensors();

const [neurons, width] = [24, 8];
const weights = Float32Array.from(normalsFrom(seededRandom(4), neurons * width));
const row = (i: number) => weights.subarray(i * width, (i + 1) * width);

test("each neuron's list is the brute-force one: largest cosines first, itself left out", async () => {
  const [ids, values] = (await nearestNeurons("neighbours.in", weights, width)).map(
    (vector) => vector.values,
  );
  for (let i = 0; i < neurons; i++) {
    const expected = Array.from({ length: neurons }, (_, j) => j)
      .filter((j) => j !== i)
      .sort((a, b) => cosine(row(i), row(b))! - cosine(row(i), row(a))!)
      .slice(0, listedNeighbours);
    expect([...ids!].slice(i * listedNeighbours, (i + 1) * listedNeighbours)).toEqual(expected);
    expect(values![i * listedNeighbours]).toBeCloseTo(cosine(row(i), row(expected[0]!))!, 5);
  }
});

test("a longer copy of a neuron is its nearest, at cosine 1", async () => {
  const twins = Float32Array.from(weights);
  twins.set(
    row(3).map((value) => 5 * value),
    7 * width,
  );
  const [ids, values] = (await nearestNeurons("neighbours.out", twins, width)).map((vector) => vector.values);
  expect([ids![3 * listedNeighbours], ids![7 * listedNeighbours]]).toEqual([7, 3]);
  expect(values![3 * listedNeighbours]).toBeCloseTo(1, 5);
});

test("a layer of three has lists of two", async () => {
  const [ids] = await nearestNeurons("neighbours.in", weights.slice(0, 3 * width), width);
  expect(ids!.values).toHaveLength(6);
});
