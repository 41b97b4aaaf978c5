import { expect, test } from "vitest";
import { tableToCsv } from "~/charts/frame/tableToCsv";
import { columnWidth } from "~/features/neurons/columnWidth";
import { formatCell } from "~/features/neurons/formatCell";
import { defaultColumns, neuronColumns } from "~/features/neurons/neuronColumns";
import { neuronCloud } from "~/features/neurons/neuronCloud";
import { neuronTableCsv, prepareNeuronTable } from "~/features/neurons/prepareNeuronTable";
import { neuronsAtStep } from "~tests/helpers/neuronsAtStep";

const usual = { columns: null, sort: "rank", filter: "" };

test("the strongest comes first, in units a reader reads", () => {
  const table = prepareNeuronTable(neuronsAtStep, usual);
  expect(table.neurons).toEqual([3, 0, 1, 2, 4, 5]);
  expect(table.cell("rare", 3)).toBe(9);
  expect(table.cell("normShare", 1)).toBe(50);
  expect(table.cell("active", 1)).toBe(25);
});

test("a step shows only columns it has numbers for", () => {
  const { columns, available } = prepareNeuronTable(neuronsAtStep, usual);
  expect(columns.map(({ id }) => id)).toEqual(["rank", "regime", "rare", "normShare", "active", "cos"]);
  expect(available.has("kurtosis")).toBe(false);
});

test("what goes through token frequency is there once its own cell is", () => {
  const axes = { name: "Token-frequency axis", x: "klShift", y: "freqShare" };
  expect(neuronCloud(neuronsAtStep, axes)).toBeNull();
  const columns = {
    ...neuronsAtStep.columns,
    "influence.frequencyShare:rare": [0.25, -0.5, null, 0, 1, 0.1],
    "influence.klShift:rare": [1e-3, 2e-3, 0, 0, 0, 0],
  };
  expect(neuronCloud({ ...neuronsAtStep, columns }, axes)).toMatchObject({
    x: [1, 2, 0, 0, 0, 0],
    y: [25, -50, null, 0, 100, 10],
  });
});

test("sorting turns round, and what is not measured stays last", () => {
  const order = (sort: string) => prepareNeuronTable(neuronsAtStep, { ...usual, sort }).neurons;
  expect(order("cos")).toEqual([1, 2, 3, 4, 0, 5]);
  expect(order("-cos")).toEqual([0, 4, 3, 2, 1, 5]);
  expect(order("-neuron")).toEqual([5, 4, 3, 2, 1, 0]);
});

test("a filter is in the units shown, and names what it cannot use", () => {
  const table = prepareNeuronTable(neuronsAtStep, { ...usual, filter: "rare>=2 regime!=decay" });
  expect(table.neurons).toEqual([3, 0, 1]);
  const unmeasured = prepareNeuronTable(neuronsAtStep, { ...usual, filter: "kurtosis>3" });
  expect(unmeasured.neurons).toEqual([]);
  expect(unmeasured.problems).toEqual([expect.stringContaining("kurtosis is not measured at this step")]);
});

test("ranks beyond the noise floor stand back", () => {
  const { faint, noiseFloorRank } = prepareNeuronTable(neuronsAtStep, usual);
  expect(noiseFloorRank).toBe(5);
  expect([4, 5].map(faint)).toEqual([false, true]);
});

test("the CSV is exactly what is shown: those neurons, that order, those columns", () => {
  const table = prepareNeuronTable(neuronsAtStep, {
    columns: ["cos", "rare"],
    sort: "-cos",
    filter: "rank<4",
  });
  expect(tableToCsv(neuronTableCsv(table))).toBe(
    'neuron,"rare, 10⁻³ nats",cos\r\n0,4,0.5\r\n3,9,0.1\r\n1,3,-0.25\r\n',
  );
});

test("ids are unique in any case, and the usual columns exist", () => {
  const ids = neuronColumns.map(({ id }) => id.toLowerCase());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of defaultColumns) expect(ids).toContain(id.toLowerCase());
});

test("a column has room for its head", () => {
  expect(columnWidth({ label: "x", unit: null, kind: "number" })).toBe(84);
  expect(columnWidth({ label: "kurtosis cos W_U", unit: null, kind: "number" })).toBeGreaterThan(140);
});

test("cells are formatted by what they are", () => {
  expect(formatCell(null, "number")).toBe("–");
  expect(formatCell(1234, "count")).toBe("1\u202f234");
  expect(formatCell(-12.345, "share")).toBe("−12");
  expect(formatCell("decay", "word")).toBe("decay");
});

test("a cloud needs both of its columns", () => {
  const axes = { name: "cloud", x: "cos", y: "normShare" };
  expect(neuronCloud(neuronsAtStep, axes)).toMatchObject({
    x: [0.5, -0.25, 0, 0.1, 0.3, null],
    noiseFloorRank: 5,
  });
  expect(neuronCloud(neuronsAtStep, { ...axes, x: "kurtosis" })).toBeNull();
});
