import { expect, test } from "vitest";
import { stepOfName, stepsOfNames } from "~workers/sources/stepOfName";

test.each([
  ["checkpoint-500", 500],
  ["step1000", 1000],
  ["step_00002000", 2000],
  ["global_step7", 7],
  ["epoch=1-step=250.ckpt", 250],
  ["ckpt_12.safetensors", 12],
  ["iter-20-step-40.pt", 40],
  ["3000", 3000],
  ["Step0", 0],
  ["step-00000250", 250],
  ["iter_0000600", 600],
  ["epoch=3-step=750.ckpt", 750],
  ["global_step143000", 143_000],
  ["runs/a/ckpt_200.pt", 200],
  ["2000.safetensors", 2000],
  ["stage1-step5000-tokens21B", 5000],
])("%s is step %i", (name, step) => {
  expect(stepOfName(name)).toBe(step);
});

test.each([
  "latest",
  "model.safetensors",
  "2024-05-01",
  "gpt2-medium-v3.pt",
  "best_0.31",
  "pythia-70m",
  "stories260K.bin",
  "main",
  "llama-7b",
  "model-00001-of-00002.safetensors",
  "step99999999999999999999",
])("%s states no step", (name) => {
  expect(stepOfName(name)).toBeNull();
});

test("a number too long to be a step is none", () => {
  expect(stepOfName(`step${"9".repeat(40)}`)).toBeNull();
});

test("numbers that tell neighbours apart are steps, where no name says more", () => {
  expect(stepsOfNames(["model-00500.pt", "model-01000.pt"])).toEqual([500, 1000]);
  expect(stepsOfNames(["model-00500.pt"])).toEqual([null]);
  expect(stepsOfNames(["v2-a.pt", "v2-b.pt"])).toEqual([null, null]);
  expect(stepsOfNames(["step5.pt", "best-3.pt"])).toEqual([5, null]);
});
