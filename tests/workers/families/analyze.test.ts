import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { changedCheckpoint } from "~tests/helpers/changedCheckpoint";
import { familyFolder } from "~tests/helpers/goldenFamilies";
import { plateauCommand } from "~tests/helpers/plateauCommand";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "analyze-"));
  const ids = Uint16Array.from({ length: 300 }, (_, k) => (k * k + 3 * k) % 80);
  await writeFile(join(folder, "tokens.u16"), new Uint8Array(ids.buffer));
});
afterAll(() => rm(folder, { recursive: true }));

const vectors = z.record(z.string(), z.array(z.number().nullable()));

const analyze = (checkpoint: string, ...options: string[]) =>
  plateauCommand(["analyze", checkpoint, "--tokens", "tokens.u16", "--json", "out.json", ...options], folder);

test("a model of another family is analysed, its bands by the text's own counts", async () => {
  const ended = await analyze(familyFolder("qwen3"), "--context", "14", "--sequences", "20");
  expect(ended.code, ended.stderr).toBe(0);
  const report = z
    .object({
      family: z.literal("qwen3"),
      influence: z.record(z.string(), z.array(z.number())),
      eval: z.object({ positions: z.literal(280), tokens_sha256: z.string().length(64) }),
      provenance: z.object({ influence: z.object({ warnings: z.array(z.string()) }) }),
      not_measured: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(await readFile(join(folder, "out.json"), "utf8")));
  expect(report.influence.mean_abs_all).toHaveLength(48);
  expect(report.provenance.influence.warnings[0]).toContain("counted on the evaluation text");
  expect(report.not_measured).toEqual({});
});

test("what goes through token frequency and what other ablations give stand in the report", async () => {
  const counts = Array.from({ length: 80 }, (_, id) => (id % 4 === 2 ? 1 : 1000 - id));
  await writeFile(join(folder, "counts.json"), JSON.stringify(counts));
  const ended = await analyze(
    familyFolder("qwen3"),
    ...["--counts", "counts.json", "--context", "14", "--sequences", "20"],
  );
  expect(ended.code, ended.stderr).toBe(0);
  const report = z
    .object({
      influence: vectors,
      frequency: vectors,
      frequency_standard_error: vectors,
      robustness: z.object({
        neurons: z.array(z.int()),
        ...{ mean: vectors, zero: vectors, resample: vectors },
        correlation_with_mean: z.record(
          z.enum(["zero", "resample"]),
          z.object({ value: z.number(), low: z.number(), high: z.number() }),
        ),
      }),
      neurons: z.record(z.string(), z.unknown()),
      provenance: z.object({ frequency: z.object({ positions: z.number() }) }),
      not_measured: z.strictObject({}),
    })
    .parse(JSON.parse(await readFile(join(folder, "out.json"), "utf8")));

  // Fewer positions than the influence's, 5 of 20 sequences.
  expect(report.provenance.frequency.positions).toBe(70);
  const { frequency, robustness, influence } = report;
  for (const key of ["share_rare", "kl_shift_common", "mean_abs_frequency_frozen_all"]) {
    expect(frequency[key]).toHaveLength(48);
  }
  expect(report.frequency_standard_error.mean_abs_frequency_frozen_all).toHaveLength(48);
  // Each neuron held at its mean is what the influence is about; the leaders stand first.
  const { neurons, mean } = robustness;
  expect(neurons).toHaveLength(48);
  neurons.forEach((neuron, k) => {
    expect(mean.mean_abs_rare![k]).toBeCloseTo(influence.mean_abs_rare![neuron]!, 9);
    expect(mean.mean_abs_rare![k]!).toBeLessThanOrEqual(mean.mean_abs_rare![Math.max(0, k - 1)]!);
  });
  expect(robustness.zero.mean_abs_rare).not.toEqual(mean.mean_abs_rare);
  expect(Object.keys(report.neurons).filter((name) => /robust|requency|kl/.test(name))).toEqual([]);
});

test("an unknown architecture has the spectra of its matrices, and says what it lacks", async () => {
  await using checkpoint = await changedCheckpoint("llama", { config: { model_type: "mamba" } });
  const ended = await analyze(checkpoint.folder);
  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stderr).toContain("the model_type in");
  const report = z
    .object({ lacks: z.string(), spectra: z.array(z.object({ matrix: z.string() })) })
    .parse(JSON.parse(await readFile(join(folder, "out.json"), "utf8")));
  expect(report.spectra.map(({ matrix }) => matrix)).toContain("model.layers.1.mlp.down_proj.weight");
});

test.each([
  [["--context", "65", "--sequences", "2"], 2, "--context is 65; the model sees at most 64 positions."],
  [["--context", "many"], 2, '--context is "many"; it must be a whole number from 1 on.'],
  [["--context", "14", "--sequences", "200"], 2, "tokens.u16 has 300 tokens; 3000 are needed"],
])("%o ends with its reason", async (options, code, message) => {
  const ended = await analyze(familyFolder("llama"), ...options);
  expect(ended.stderr).toContain(message);
  expect(ended.code).toBe(code);
});

test("a checkpoint with a NaN in its weights is refused by the weight's name", async () => {
  await using checkpoint = await changedCheckpoint("llama", {
    tensors: (tensors) => (tensors.get("model.layers.0.self_attn.q_proj.weight")!.values[3] = NaN),
  });
  const ended = await analyze(checkpoint.folder, "--context", "14", "--sequences", "4");
  expect(ended.stderr).toContain("The weight model.layers.0.self_attn.q_proj.weight holds NaN at element 3");
  expect(ended.code).toBe(8);
});

test("a path with nothing there ends with its reason", async () => {
  const ended = await analyze("absent");
  expect(ended.stderr).toContain("absent");
  expect(ended.code).toBe(8);
});
