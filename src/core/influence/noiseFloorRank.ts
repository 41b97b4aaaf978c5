import { studentQuantile } from "../stats/studentT";
import type { RatioMeans } from "./ratioMeans";

/** P(|z| > 2): what two standard errors leave outside where they are known exactly. */
const outsideTwo = 0.04550026389635842;

export const noiseFloorMethod = "signed:2_se,student_S-1@2";

/**
 * How many standard errors tell a value from zero where they are themselves estimated from S ≥ 2 sequences: the point that
 * Student's law with S − 1 degrees of freedom passes as often as the normal law passes 2.
 */
export const errorsThatTell = (sequences: number): number => studentQuantile(outsideTwo, sequences - 1);

/**
 * r_noise = #{i: |D_i| > 2 s.e.}: so many neurons are told from zero, and ranks past it are never interpreted. The error
 * is itself estimated, from S sequences, so that the 2 becomes the point that Student's law with S − 1 degrees of freedom
 * passes as often as the normal law passes 2: 2.18 for 16 sequences, 2.02 for 128.
 *
 * @param signed D with its standard errors
 * @returns null where there are no standard errors
 */
export function noiseFloorRank({ mean, standardError, clusters }: RatioMeans): number | null {
  if (standardError === null) return null;
  const most = errorsThatTell(clusters);
  return mean.reduce((count, value, i) => count + (Math.abs(value) > most * standardError[i]! ? 1 : 0), 0);
}
