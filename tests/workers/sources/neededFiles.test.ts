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
  [
    ["pytorch_model.bin", "vocab.json", "merges.txt", "README.md"],
    ["merges.txt", "vocab.json", "pytorch_model.bin"],
  ],
  [
    ["stories260K.bin", "tok512.bin"],
    ["tok512.bin", "stories260K.bin"],
  ],
  [
    ["model.safetensors", "qwen.tiktoken", "tokenizer.bin"],
    ["qwen.tiktoken", "tokenizer.bin", "model.safetensors"],
  ],
  [["a.pt", "b.pt"], null],
  [["README.md"], null],
  [["../model.safetensors", "a/b.pt", ".hidden.pt"], null],
])("of %j a measurement needs %j", (names, needed) => {
  expect(neededFiles(names)).toEqual(needed);
});
