import { expect, test } from "vitest";
import { stepOfName } from "~workers/sources/folder/stepOfName";

test.each([
  ["checkpoint-500", 500],
  ["step1000", 1000],
  ["step_00002000", 2000],
  ["global_step7", 7],
  ["epoch=1-step=250.ckpt", 250],
  ["model-00500.pt", 500],
  ["ckpt_12.safetensors", 12],
  ["iter-20-step-40.pt", 40],
  ["3000", 3000],
  ["Step0", 0],
])("%s is step %i", (name, step) => {
  expect(stepOfName(name)).toBe(step);
});

test.each(["latest", "model.safetensors", "2024-05-01", "gpt2-medium-v3.pt", "best_0.31"])(
  "%s states no step",
  (name) => {
    expect(stepOfName(name)).toBeNull();
  },
);

test("a number too long to be a step is none", () => {
  expect(stepOfName(`step${"9".repeat(40)}`)).toBeNull();
});
