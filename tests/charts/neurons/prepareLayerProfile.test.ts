import { expect, test } from "vitest";
import { prepareLayerProfile } from "~/charts/neurons/prepareLayerProfile";

const rare = { value: [1e-3, null, 4e-3], low: [0.5e-3, null, 3e-3], high: [1.5e-3, null, 5e-3] };
const nothing = { value: [null, null, null], low: [null, null, null], high: [null, null, null] };
const spec = prepareLayerProfile({ step: 512, rare, common: nothing, chosen: 0 });

test("layers stand from the first, in thousandths of a nat; one that is not measured is a gap", () => {
  expect(spec.curves[0]).toMatchObject({ x: [0, 1, 2], y: [1, null, 4], interval: { high: [1.5, null, 5] } });
  expect(spec.x.domain[0]).toBeLessThan(0);
  expect(spec.x.domain[1]).toBeGreaterThan(2);
  expect(spec.rules).toEqual([expect.objectContaining({ axis: "x", at: 0 })]);
});

test("the summary says how many layers there are and where the largest is", () => {
  expect(spec.summary).toBe(
    "Strongest neuron of 2 measured layers at step 512, in 10⁻³ nats; largest rare 4.00 in layer 2.",
  );
  expect(prepareLayerProfile({ step: 0, rare: nothing, common: nothing, chosen: 0 }).summary).toContain(
    "nothing measured yet",
  );
});
