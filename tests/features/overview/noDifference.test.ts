import { expect, it } from "vitest";
import { noDifference } from "~/features/overview/noDifference";

const absent = { value: [null, null] };
const present = { value: [null, 0.2] };

it("says nothing where a step has what was asked for", () => {
  expect(noDifference("logExcess", { logExcess: present, excess: absent })).toBeNull();
  expect(noDifference("excess", { logExcess: absent, excess: present })).toBeNull();
});

it("tells a run that is older than the log excess from one without a fitted curve", () => {
  expect(noDifference("logExcess", { logExcess: absent, excess: present })).toContain(
    "before the log excess",
  );
  expect(noDifference("logExcess", { logExcess: absent, excess: absent })).toContain("no step has both");
  expect(noDifference("excess", { logExcess: present, excess: absent })).toContain("no step has both");
});
