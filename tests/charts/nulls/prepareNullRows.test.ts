import { expect, test } from "vitest";
import { nullRowsLayout } from "~/charts/nulls/paintNullRows";
import { type NullRow, prepareNullRows } from "~/charts/nulls/prepareNullRows";

const row = (change: Partial<NullRow>): NullRow => ({
  ...{ key: "a", label: "plateau", size: 20, value: 5, nullMean: 2, nullSd: 1, nullLow: 0, nullHigh: 4 },
  ...{ z: 3, p: 0.01, pHolm: null, draws: 199, reason: null },
  ...change,
});
const one = (change: Partial<NullRow>) => prepareNullRows("statistic", [row(change)]).rows[0]!;

test("a value and its null stand in the null's standard deviations", () => {
  expect(one({}).drawn).toEqual({ z: 3, low: -2, high: 2 });
});

test("only what is told from the null is a finding, and Holm's p decides where there is one", () => {
  expect(one({}).finding).toBe(true);
  expect(one({ p: 0.2 }).finding).toBe(false);
  expect(one({ pHolm: 0.06 }).finding).toBe(false);
  expect(one({ p: null }).finding).toBe(false);
});

test("what has no value says why, and is not drawn", () => {
  const absent = one({ value: null, z: null, p: null, reason: "no plateau: the top is not flat" });
  expect(absent).toMatchObject({ drawn: null, finding: false, text: "–" });
  expect(absent.words).toBe("plateau: no plateau: the top is not flat");
});

test("a value far out lies at the end of the scale, which stays wide enough for the null", () => {
  const spec = prepareNullRows("statistic", [row({ z: 80 })]);
  expect(spec.domain).toEqual([-12, 12]);
  const { x, right } = nullRowsLayout(spec, { width: 500 });
  expect(x(80)).toBe(right);
});

test("a row says its value, interval, draws, z and p", () => {
  expect(one({ pHolm: 0.03 }).words).toBe(
    "plateau, 20 neurons: 5; null 2.00 [0, 4] of 199 draws, z = 3.0, p = .010, Holm .030",
  );
});

test("the sentence names what is told from the null", () => {
  const rows = [row({}), row({ key: "b", label: "random", p: 0.5 })];
  expect(prepareNullRows("Moran’s I", rows).summary).toBe(
    "Moran’s I, 2 rows beside their null: plateau told from it.",
  );
});

test("while no row is looked at, it is said which are told from their null", () => {
  const verdict = (...rows: Partial<NullRow>[]) => prepareNullRows("statistic", rows.map(row)).verdict;
  expect(verdict({ label: "plateau" }, { label: "decay", p: 0.4 })).toBe("Told from the null: plateau.");
  expect(verdict({ p: 0.4 })).toBe("No group is told from its null.");
  expect(verdict({}, {}, {}, {}, { p: 0.4 }, { value: null, z: null, p: null })).toBe(
    "4 of 5 are told from their null.",
  );
  expect(verdict({ value: null, z: null, p: null })).toBe("Not measurable here.");
});
