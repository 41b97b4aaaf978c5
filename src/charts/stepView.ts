/** How every chart over steps is looked at. Moving it moves all of them together. */
export interface StepView {
  /** The step under the scrubber; drawn as a line. */
  step: number | null;
  onStep?: ((step: number) => void) | undefined;
  /** "log" is ln(1 + step), so that step 0 has a place. */
  xScale: "log" | "linear";
  yScale?: "log" | "linear" | undefined;
  /** Charts with the same key share the crosshair. */
  syncKey?: string | undefined;
}
