import type { Bench } from "../record";
import { analysisRecords } from "./checkpoints/analysisRecords";
import { llamaConfig, llamaShapes } from "./checkpoints/llamaShapes";
import { writeShapes } from "./checkpoints/writeShapes";

/** A Llama of 1.1·10⁹ random weights in bfloat16 (2.2 GB on the disk while it runs). On its own it says what it takes. */
export const bench: Bench = () =>
  analysisRecords({
    sizes: "Llama 1.1B in bfloat16, 512 positions",
    ...{ vocabulary: llamaConfig.vocab_size, context: 256, sequences: 2 },
    write: (folder) => writeShapes(folder, llamaShapes(), { dtype: "BF16", config: llamaConfig }),
    bars: { time: null, memory: { atMost: 24 } },
  });
