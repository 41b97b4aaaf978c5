import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";
import type { Bench, BenchRecord } from "../record";

const cases = [
  { neurons: 3072, intervalDraws: 0, bar: { atMost: 0.5 } },
  { neurons: 3072, intervalDraws: 200, bar: null },
  { neurons: 512, intervalDraws: 200, bar: null },
];

/** The calibrated fit of one ranked curve, the fastest of five. */
export const bench: Bench = () =>
  Promise.resolve(
    cases.map(({ neurons, intervalDraws, bar }): BenchRecord => {
      const values = sampleThreeRegimes({ n: neurons, r1: 50, kappa: 0.6 }, 1);
      const seconds = Array.from({ length: 5 }, (_, seed) => {
        const begin = performance.now();
        fitCalibratedRegimes(values, { seed, intervalDraws });
        return (performance.now() - begin) / 1000;
      });
      return {
        name: "calibrated regimes of one curve",
        value: Math.min(...seconds),
        unit: "s",
        bar,
        backend: "TypeScript, one thread",
        sizes: `N = ${neurons}, 99 null draws, ${intervalDraws} interval draws`,
      };
    }),
  );
