import { expect, test } from "vitest";
import { startParameters } from "~workers/lm/gpt2Parameters";
import { finalMlp } from "~workers/measure/finalMlp";

test("each row of W_in is what one neuron of the last block reads", () => {
  const shape = {
    layers: 2,
    width: 4,
    heads: 2,
    mlpWidth: 8,
    context: 8,
    vocabulary: 16,
    epsilon: 1e-5,
    gelu: "erf",
  } as const;
  const parameters = startParameters(shape, 1);
  const { layer, neurons, width, wIn, wOut } = finalMlp(shape, parameters);
  expect({ layer, neurons, width }).toEqual({ layer: 1, neurons: 8, width: 4 });

  const cFc = parameters.get("transformer.h.1.mlp.c_fc.weight")!.values;
  expect(wIn.slice(3 * 4, 4 * 4)).toEqual(Float32Array.of(cFc[3]!, cFc[8 + 3]!, cFc[16 + 3]!, cFc[24 + 3]!));
  expect(wOut).toEqual(parameters.get("transformer.h.1.mlp.c_proj.weight")!.values);
});
