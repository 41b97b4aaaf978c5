import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { ActivationForm } from "~workers/backends/fusedKernels";
import { referenceActivation, referenceActivationSlope } from "~workers/backends/reference/activation";
import { activation } from "~workers/lm/ops/activation";
import { gated } from "~workers/lm/ops/gated";
import { compare, type OpCase, runOp } from "./comparison";
import { matrix } from "./draw";

const scales = [1, 10, 1e4];
// Stock operations of a backend round more often than the kernels: the slope of the tanh form is off by up to 8e-7.
const precision = { relative: 2e-6, scale: 1 };

export function activationCase(form: ActivationForm): OpCase {
  return async (draw) => {
    const [rows, width] = [draw.lengthOrNone(), draw.length()];
    const x = draw.numbers(rows * width, draw.oneOf(scales));
    const dy = draw.numbers(rows * width);
    const actual = await runOp((a: Tensor2D) => activation(a, form), [matrix(x, rows, width)], dy);
    const y = Float64Array.from(x, (value) => referenceActivation(value, form));
    const dx = Float64Array.from(x, (value, i) => referenceActivationSlope(value, form) * dy[i]!);
    return compare(["y", "dx"], actual, [y, dx], precision);
  };
}

export function gatedCase(form: ActivationForm): OpCase {
  return async (draw) => {
    const [rows, width] = [draw.lengthOrNone(), draw.length()];
    const gate = draw.numbers(rows * width, draw.oneOf(scales));
    const [up, dy] = [draw.numbers(rows * width), draw.numbers(rows * width)];
    const actual = await runOp(
      (a: Tensor2D, b: Tensor2D) => gated(a, b, form),
      [matrix(gate, rows, width), matrix(up, rows, width)],
      dy,
    );
    const value = Float64Array.from(gate, (x) => referenceActivation(x, form));
    const slope = Float64Array.from(gate, (x) => referenceActivationSlope(x, form));
    const expected = [
      value.map((v, i) => v * up[i]!),
      slope.map((s, i) => s * up[i]! * dy[i]!),
      value.map((v, i) => v * dy[i]!),
    ];
    return compare(["y", "dgate", "dup"], actual, expected, precision);
  };
}
