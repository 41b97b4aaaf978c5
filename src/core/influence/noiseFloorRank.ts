import type { RatioMeans } from "./ratioMeans";

/**
 * r_noise = #{i: |D_i| > 2 s.e.}: so many neurons are told from zero, and ranks past it are never
 * interpreted.
 *
 * @param signed D with its standard errors
 * @returns null where there are no standard errors
 */
export function noiseFloorRank({ mean, standardError }: RatioMeans): number | null {
  if (standardError === null) return null;
  return mean.reduce((count, value, i) => count + (Math.abs(value) > 2 * standardError[i]! ? 1 : 0), 0);
}
