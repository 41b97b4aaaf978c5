import type { Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { RotaryAttributes } from "~workers/backends/fusedKernels";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFused } from "./runFused";

/** Of the angles by which each position turns each pair; made in float64, since large angles lose digits. */
export interface RotaryTables {
  /** [C, r/2] */
  readonly cosines: Tensor2D;
  /** [C, r/2] */
  readonly sines: Tensor2D;
}

/**
 * Rotary positions (Su et al. 2021): within each head, pair j of the first r entries is turned by the angle of its
 * position, (a, b) → (a·cos − b·sin, b·cos + a·sin). The other dHead − r entries pass. No gradient for the tables.
 *
 * @param x [B·C, heads·dHead]
 * @returns like x
 */
export function rotary(
  x: Tensor2D,
  { cosines, sines }: RotaryTables,
  { batch, context, heads, layout }: Omit<RotaryAttributes, "backwards">,
): Tensor2D {
  const pairs = cosines.shape[1];
  const dHead = x.shape[1] / heads;
  requireShape("x", x, [batch * context, x.shape[1]]);
  requireThat(Number.isInteger(dHead), `${x.shape[1]} columns are not those of ${heads} heads`);
  requireShape("cosines", cosines, [context, pairs]);
  requireShape("sines", sines, [context, pairs]);
  requireThat(2 * pairs <= dHead, `${pairs} pairs do not fit a head of ${dHead}`);
  const turn = (values: Tensor2D, backwards: boolean) =>
    runFused(
      "rotary",
      { x: values, cosines, sines },
      { batch, context, heads, layout, backwards },
    ) as Tensor2D;
  return differentiable(
    [x],
    () => turn(x, false),
    (dy) => [turn(dy, true)],
  );
}
