import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";
import { bestOf } from "../engine/bestOf";
import type { Bench } from "../record";

const neurons = 3072;

/** The calibrated fit with the bootstrap of its p-values, without intervals. */
export const bench: Bench = () => {
  const values = sampleThreeRegimes({ n: neurons, r1: 50, kappa: 0.6 }, 1);
  const seconds = bestOf(3, () => {
    fitCalibratedRegimes(values, { seed: 1, intervalDraws: 0 });
  });
  return Promise.resolve([
    {
      name: "calibrated regimes of one curve",
      value: seconds,
      unit: "s",
      bar: { atMost: 0.5 },
      backend: "TypeScript, one thread",
      sizes: `N = ${neurons}, 99 null draws under two weightings`,
    },
  ]);
};
