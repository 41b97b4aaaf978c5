import { expect, test } from "vitest";
import { neuronFacts } from "~/features/neuron/neuronFacts";
import { largestDelta, prepareContext } from "~/features/neuron/prepareContext";
import { tokenText, visibleToken } from "~/features/neuron/visibleToken";
import { neuronsAtStep } from "~tests/helpers/neuronsAtStep";

const token = (id: number) => ({ id, token: `t${id}` });
const stored = { neuron: 1, rank: 0, position: 40, tokens: [1, 2, 3].map(token), deltas: [0.1, -0.5, 0.2] };

test("each token has the change of its own loss: the value stored at the token before it", () => {
  const { tokens, delta } = prepareContext({ ...stored, at: 1, target: token(3) });
  expect(tokens.map((entry) => entry.delta)).toEqual([null, 0.1, -0.5]);
  expect(tokens.map(({ focus }) => focus)).toEqual([false, false, true]);
  expect(delta).toBe(-0.5);
});

test("at the end of the text the token to be predicted is added", () => {
  const { tokens } = prepareContext({ ...stored, at: 2, target: token(9) });
  expect(tokens.at(-1)).toEqual({ id: 9, token: "t9", delta: 0.2, focus: true });
  expect(tokens.filter(({ focus }) => focus)).toHaveLength(1);
});

test("one scale of colours for all contexts", () => {
  expect(largestDelta([prepareContext({ ...stored, at: 1, target: token(3) })])).toBe(0.5);
  expect(largestDelta([])).toBe(0);
});

test("blanks and line ends are seen, text is left as it is", () => {
  expect(visibleToken(" the", 5)).toEqual([
    { text: "·", sign: true },
    { text: "the", sign: false },
  ]);
  expect(tokenText("\n\t ", 0)).toBe("⏎⇥·");
  expect(tokenText("<b>", 0)).toBe("<b>");
});

test("what has no sign is named by its code point; a token that is not known, by its id", () => {
  expect(tokenText("\u0007\u202e", 0)).toBe("⟨7⟩⟨202e⟩");
  expect(tokenText(null, 12)).toBe("#12");
  expect(tokenText("", 12)).toBe("∅");
});

test("a number comes with its place in the layer", () => {
  const facts = neuronFacts(neuronsAtStep, 3).flatMap((group) => group.facts);
  expect(facts.find(({ column }) => column.id === "rare")).toMatchObject({ value: 9, place: 1 });
  expect(facts.find(({ column }) => column.id === "cos")).toMatchObject({ value: 0.1, place: 0.5 });
  expect(facts.find(({ column }) => column.id === "regime")).toMatchObject({ value: "plateau", place: null });
  expect(
    neuronFacts(neuronsAtStep, 5).flatMap(({ facts }) => facts.filter(({ value }) => value === null)),
  ).toHaveLength(1);
});
