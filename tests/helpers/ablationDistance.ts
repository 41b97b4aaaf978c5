import type { AblationSums } from "~workers/backends/ablationProblem";

const measures = ["absolute", "signed", "frozenAbsolute", "frozenSigned"] as const;

/**
 * How far sums over positions are from others, in units of what METHODS §8 allows: 1e-6 nats a position or 1e-4 of the
 * value, whichever is larger. At most 1 is right.
 *
 * @param rounding what float32 may do to each sum in nats, on top
 */
export function ablationDistance(
  actual: AblationSums,
  expected: AblationSums,
  rounding?: Float64Array,
): { worst: number; at: string } {
  const m = expected.meanActivation.length;
  let [worst, at] = [0, "nowhere"];
  const compare = (what: string, value: number, known: number, allowed: number) => {
    const distance = Math.abs(value - known) / allowed;
    if (!(distance <= worst)) [worst, at] = [distance, `${what}: ${value} instead of ${known}`];
  };
  expected.loss.forEach((known, t) =>
    compare(`loss[${t}]`, actual.loss[t]!, known, Math.max(1e-6, 1e-4 * known)),
  );
  for (const measure of measures) {
    // What cancels in a signed sum is held by the size of its terms.
    const sizes = expected[measure.startsWith("frozen") ? "frozenAbsolute" : "absolute"];
    expected[measure].forEach((known, k) => {
      const allowed = Math.max(1e-6 * expected.counts[Math.floor(k / m)]!, 1e-4 * sizes[k]!, 1e-300);
      compare(`${measure}[${k}]`, actual[measure][k]!, known, allowed + (rounding?.[k] ?? 0));
    });
  }
  const [frequency, known] = [actual.frequency, expected.frequency];
  for (const measure of ["frozenAbsolute", "frozenSigned", "divergence"] as const)
    known?.[measure].forEach((value, k) => {
      const size = measure === "divergence" ? value : known.frozenAbsolute[k]!;
      // The terms of KL are as large as the logarithm of a probability.
      const nats = measure === "divergence" ? 1e-5 : 1e-6;
      const allowed = Math.max(nats * expected.counts[Math.floor(k / m)]!, 1e-4 * size, 1e-300);
      compare(
        `frequency.${measure}[${k}]`,
        frequency?.[measure][k] ?? NaN,
        value,
        allowed + (rounding?.[k] ?? 0),
      );
    });
  return { worst, at };
}
