import type { Interval } from "../regimes/regimeFit";
import { biasedInterval } from "./biasedInterval";

/** Of 0 and 1 the log odds are infinite; nothing that was measured is told from them here. */
const smallest = 1e-9;

const logOdds = {
  to: (share: number) => {
    const inside = Math.max(smallest, Math.min(1 - smallest, share));
    return Math.log(inside / (1 - inside));
  },
  from: (odds: number) => 1 / (1 + Math.exp(-odds)),
};

/**
 * The 95 % interval of a number between 0 and 1, Gini's coefficient say, from bootstrap draws of it: `biasedInterval` on
 * the log odds. Noise makes what is shared more uneven, so that nearly all draws of a small Gini can lie above it.
 *
 * @returns null for fewer than two draws
 */
export const shareInterval = (share: number, draws: readonly number[]): Interval =>
  biasedInterval(share, draws, logOdds);
