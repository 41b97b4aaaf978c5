import { expect, test } from "vitest";
import { regimeMigrations } from "~/core/regimes/regimeMigrations";

test("every neuron is counted once, from where it was to where it is", () => {
  const before = ["plateau", "plateau", "powerLaw", "decay", null] as const;
  const after = ["plateau", "powerLaw", "plateau", null, null] as const;
  expect(regimeMigrations(before, after)).toEqual([
    [1, 1, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 0, 1],
  ]);
});

test("from a step to itself all stay: the counts are the sizes, on the diagonal", () => {
  const regimes = ["plateau", "decay", "decay", "powerLaw", null, "decay"] as const;
  const counts = regimeMigrations(regimes, regimes);
  expect(counts.map((row, i) => row[i])).toEqual([1, 1, 3, 1]);
  expect(counts.flat().reduce((a, b) => a + b)).toBe(6);
});

test("back again is the transpose", () => {
  const before = ["plateau", "decay", "powerLaw", null, "plateau"] as const;
  const after = ["decay", "decay", "plateau", "plateau", null] as const;
  const back = regimeMigrations(after, before);
  expect(regimeMigrations(before, after)).toEqual(back.map((_, i) => back.map((row) => row[i])));
});

test("two layers of different size are refused", () => {
  expect(() => regimeMigrations(["plateau"], [])).toThrow("1 neurons before and 0 after");
});
