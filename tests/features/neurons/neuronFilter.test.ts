import { expect, test } from "vitest";
import { meets, parseNeuronFilter } from "~/features/neurons/neuronFilter";

const columns = [
  { id: "rank", kind: "count" },
  { id: "cos", kind: "number" },
  { id: "regime", kind: "word" },
] as const;
const parse = (text: string) => parseNeuronFilter(text, columns);

test("conditions are read as one types them: blanks around signs, any case, a true minus", () => {
  expect(parse("Rank < 34  cos>=−0.2 regime=Plateau")).toEqual({
    conditions: [
      { kind: "compare", column: "rank", operator: "<", value: 34 },
      { kind: "compare", column: "cos", operator: ">=", value: -0.2 },
      { kind: "word", column: "regime", word: "plateau", not: false },
    ],
    problems: [],
  });
});

test("a range includes its ends, whichever is written first", () => {
  const [range] = parse("cos=0.3..-0.1").conditions;
  expect(range).toEqual({ kind: "range", column: "cos", low: -0.1, high: 0.3 });
  for (const [value, inside] of [
    [-0.1, true],
    [0.3, true],
    [0.31, false],
  ] as const) {
    expect(meets(range!, 0, () => value)).toBe(inside);
  }
});

test("numbers alone are neurons", () => {
  const [condition] = parse("12,40").conditions;
  expect([11, 12, 40].map((neuron) => meets(condition!, neuron, () => null))).toEqual([false, true, true]);
});

test.each([
  ["foo>1", "There is no column “foo”"],
  ["rank", "“rank” is no condition"],
  ["cos>abc", "“abc” is no number for cos"],
  ["cos>", "“cos>” is no condition"],
  ["cos=1..", "is no number for cos"],
  ["cos>1..2", "A range is compared with ="],
  ["regime>plateau", "regime holds words"],
  ["javascript:alert(1)", "is no condition"],
])("%s is refused with what is wrong, and the rest still holds", (text, problem) => {
  const { conditions, problems } = parse(`rank<3 ${text}`);
  expect(conditions).toHaveLength(1);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test("what is not measured meets no condition, nor its opposite", () => {
  const conditions = parse("cos>0 cos<=0 cos!=1").conditions;
  expect(conditions.map((condition) => meets(condition, 0, () => null))).toEqual([false, false, false]);
});

test("power law is one word to the filter", () => {
  const [condition] = parse("regime=powerlaw").conditions;
  expect(meets(condition!, 0, () => "power law")).toBe(true);
  expect(meets(parse("regime!=powerlaw").conditions[0]!, 0, () => "power law")).toBe(false);
});
