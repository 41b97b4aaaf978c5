import type { InfluenceSums } from "~/core/influence/influenceSums";

/** Of sums over m neurons, those of some of them in the order given. */
export function columnsOf(sums: InfluenceSums, neurons: Int32Array): InfluenceSums {
  const cells = sums.counts.length;
  const pick = (values: Float64Array) => {
    const all = values.length / cells;
    const picked = new Float64Array(cells * neurons.length);
    for (let cell = 0, at = 0; cell < cells; cell++) {
      for (let k = 0; k < neurons.length; k++, at++) picked[at] = values[cell * all + neurons[k]!]!;
    }
    return picked;
  };
  return { absolute: pick(sums.absolute), signed: pick(sums.signed), counts: sums.counts };
}
