import type { Rule } from "./curves/curvesSpec";
import type { StepView } from "./stepView";

/** The scrubber's step as a line through a chart. */
export const stepRule = ({ step }: StepView): Rule[] =>
  step === null ? [] : [{ axis: "x", at: step, label: null, color: "accent", dash: "solid" }];
