import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";
import { bestOf } from "../engine/bestOf";
import type { Bench } from "../record";

const neurons = 3072;

/** The calibrated fit with the bootstrap of its p-values, without intervals. */
export const bench: Bench = () => {
  const values = sampleThreeRegimes({ n: neurons, r1: 50, kappa: 0.6 }, 1);
  return Promise.resolve(
    [99, 499].map((bootstrapDraws) => ({
      name: "calibrated regimes of one curve",
      value: bestOf(3, () => {
        fitCalibratedRegimes(values, { seed: 1, bootstrapDraws, intervalDraws: 0 });
      }),
      unit: "s",
      bar: bootstrapDraws === 99 ? { atMost: 0.5 } : null,
      backend: "TypeScript, one thread",
      sizes: `N = ${neurons}, ${bootstrapDraws} null draws under two weightings`,
    })),
  );
};
