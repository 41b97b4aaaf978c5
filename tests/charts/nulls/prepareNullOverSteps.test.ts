import { expect, test } from "vitest";
import { prepareNullOverSteps } from "~/charts/nulls/prepareNullOverSteps";

const data = {
  steps: [0, 64, 512],
  value: [null, 5.9, 4.6],
  nullMean: [5.9, 5.9, 5.9],
  nullLow: [5.4, 5.4, 5.4],
  nullHigh: [6.4, 6.4, 6.4],
  p: [null, 0.9, 0.01],
};
const quantity = { label: "α of W_out", unit: null, groupLabel: "plateau neurons" };
const prepare = () => prepareNullOverSteps(data, quantity, { step: 512, xScale: "log" });

test("a value inside its null is not coloured as a finding", () => {
  expect(prepare().curves.find(({ key }) => key === "finding")?.y).toEqual([null, null, 4.6]);
});

test("the null is a grey band around its mean", () => {
  expect(prepare().curves.find(({ key }) => key === "null")).toMatchObject({
    color: "null",
    interval: { low: data.nullLow, high: data.nullHigh },
  });
});

test("what is not measurable is a gap", () => {
  expect(prepare().curves.find(({ key }) => key === "value")?.y[0]).toBeNull();
});

test("the summary puts the value beside its null with the p-value", () => {
  expect(prepare().summary).toBe(
    "α of W_out of the plateau neurons is 4.60 at step 512; random groups 5.90 [5.40, 6.40], p = .010.",
  );
});

test("a random group goes through the same picture when there is one", () => {
  const control = [5.8, 6, 5.9];
  const keys = prepareNullOverSteps({ ...data, control }, quantity, { step: null, xScale: "log" }).curves.map(
    ({ key }) => key,
  );
  expect(keys).toContain("control");
  expect(prepare().curves.map(({ key }) => key)).not.toContain("control");
});
