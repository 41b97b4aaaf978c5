import { expect, it } from "vitest";
import { neededFiles } from "~workers/sources/neededFiles";
import { stepInName } from "~workers/sources/stepInName";

it.each([
  ["step1000", 1000],
  ["step-00000250", 250],
  ["checkpoint-500", 500],
  ["iter_0000600", 600],
  ["epoch=3-step=750.ckpt", 750],
  ["global_step143000", 143_000],
  ["runs/a/ckpt_200.pt", 200],
  ["1000", 1000],
  ["2000.safetensors", 2000],
  ["stage1-step5000-tokens21B", 5000],
  ["main", null],
  ["llama-7b", null],
  ["model-00001-of-00002.safetensors", null],
  ["step99999999999999999999", null],
])("the step of %s", (name, step) => {
  expect(stepInName(name)).toBe(step);
});

it.each([
  [
    ["config.json", "model.safetensors", "pytorch_model.bin", "tokenizer.json"],
    ["config.json", "tokenizer.json", "model.safetensors"],
  ],
  [
    ["model.safetensors.index.json", "model-00001-of-00001.safetensors", "x.safetensors"],
    ["model-00001-of-00001.safetensors", "model.safetensors.index.json"],
  ],
  [["ckpt.pt", "optimizer.pt"], ["ckpt.pt"]],
  [["a.pt", "b.pt"], null],
  [["README.md"], null],
  [["../model.safetensors", "a/b.pt", ".hidden.pt"], null],
])("of %j a measurement needs %j", (names, needed) => {
  expect(neededFiles(names)).toEqual(needed);
});
