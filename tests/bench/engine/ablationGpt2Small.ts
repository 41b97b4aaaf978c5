import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { buildKernels } from "~workers/kernels/build.mjs";
import type { Bench } from "../record";

const Outcome = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  gibibytes: z.number(),
  backend: z.string(),
});

/** Every neuron of a GPT-2 small's final MLP, exactly, in a process of its own with all cores. */
export const bench: Bench = async () => {
  await buildKernels();
  const child = fileURLToPath(new URL("children/ablateGpt2Small.ts", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", child], { encoding: "utf8" });
  if (stdout === "") throw new Error(`the ablation ended without a result: ${stderr}`);
  const { seconds, cpuSeconds, gibibytes, backend } = Outcome.parse(JSON.parse(stdout));
  const common = { backend, sizes: "T=1024 m=3072 V=50257 d=768, exact" };
  return [
    {
      name: "ablation of a GPT-2 small",
      value: seconds,
      unit: "s",
      bar: { atMost: 15 },
      ...common,
    },
    { name: "· its CPU time", value: cpuSeconds, unit: "s", bar: null, ...common },
    { name: "· peak memory of its process", value: gibibytes, unit: "GiB", bar: { atMost: 2 }, ...common },
  ];
};
