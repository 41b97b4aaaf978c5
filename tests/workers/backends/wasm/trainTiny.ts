import { AppError } from "~/core/errors";
import { tinyConfig, tinyText } from "~tests/helpers/tinyRun";
import { openBackend } from "~workers/backends/openBackend";
import { createTrainer } from "~workers/lm/createTrainer";

// What withoutCompiler.test.ts runs in a process of its own: what this machine computes on, and what it learns there.
const runs = [];
for (const threads of [1, 2]) {
  const backend = await openBackend({ threads });
  const trainer = createTrainer({ backend, config: tinyConfig(), corpus: { train: tinyText() } });
  const losses = [];
  while (trainer.step < 40) losses.push((await trainer.trainStep()).loss);
  runs.push({ description: backend.description, losses });
  trainer.dispose();
}
const native = await openBackend({ name: "native" }).catch((error: unknown) => error);
console.log(
  JSON.stringify({
    runs,
    native: native instanceof AppError ? `${native.code}: ${native.message}` : "opened",
  }),
);
