import { expect, it } from "vitest";
import { neededFiles } from "~workers/sources/neededFiles";

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
