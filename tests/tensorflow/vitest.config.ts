import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../../vitest.config";

/** What tests/tensorflow/run.mjs runs when it has made TensorFlow ready. */
export default mergeConfig(
  { ...base, test: {} },
  {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    test: { include: ["tests/tensorflow/*.cases.ts"], testTimeout: 240_000, hookTimeout: 240_000 },
  },
);
