import { describeGpt2 } from "~workers/checkpoints/gpt2Config";
import type { Bench } from "../record";
import { analysisRecords } from "./checkpoints/analysisRecords";
import { gpt2Shapes, gpt2Small } from "./checkpoints/gpt2Shapes";
import { writeShapes } from "./checkpoints/writeShapes";

/** A GPT-2 small of random weights: the whole of its final MLP and the spectrum of every matrix. */
export const bench: Bench = () =>
  analysisRecords({
    sizes: "GPT-2 small, 4,096 positions",
    ...{ vocabulary: gpt2Small.vocabulary, context: 1024, sequences: 4 },
    write: (folder) =>
      writeShapes(folder, gpt2Shapes(gpt2Small), { dtype: "F32", config: describeGpt2(gpt2Small) }),
    bars: { time: { atMost: 90 }, memory: { atMost: 6 } },
  });
