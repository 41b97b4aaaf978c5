import { gpt2Parameters } from "~workers/lm/gpt2Parameters";
import type { Gpt2Shape } from "~workers/lm/gpt2Shape";
import type { ShapeToWrite } from "./writeShapes";

export const gpt2Small: Gpt2Shape = {
  ...{ layers: 12, width: 768, heads: 12, mlpWidth: 3072, context: 1024, vocabulary: 50_257 },
  ...{ epsilon: 1e-5, gelu: "tanh" },
};

export const gpt2Shapes = (of: Gpt2Shape): ShapeToWrite[] =>
  gpt2Parameters(of).map(({ name, shape, start }) => ({
    ...{ name, shape },
    constant: "constant" in start ? start.constant : undefined,
  }));
