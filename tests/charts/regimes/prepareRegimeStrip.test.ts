import { expect, test } from "vitest";
import { prepareRegimeStrip, type RegimeSteps } from "~/charts/regimes/prepareRegimeStrip";
import { regimeStripTable } from "~/charts/regimes/regimeStripTable";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { seededRandom } from "~/core/stats/random";
import { smoothLaws, sampleThreeRegimes } from "~tests/helpers/rankCurves";

const planted = fitCalibratedRegimes(sampleThreeRegimes({ n: 1024, r1: 50, kappa: 0.8 }, 7), {
  seed: 1,
  intervalDraws: 60,
});
const smooth = fitCalibratedRegimes(smoothLaws["half-normal"]!(1024, seededRandom(2)), {
  seed: 1,
  intervalDraws: 60,
});
const data: RegimeSteps = {
  steps: [0, 1, 512],
  regimes: [smooth, null, planted],
  reasons: [null, "skipped: measuring would take 27 % of the run, allowed 20 %", null],
  layerSize: 1024,
  totalSteps: 3000,
  onset: 512,
};
const prepare = () => prepareRegimeStrip(data, { step: 512, xScale: "log" }, false);

test("the strip covers the whole run, 0 included, and every rank of the layer", () => {
  const { x, y } = prepare();
  expect([x.scale, x.domain, y.domain]).toEqual(["log1p", [0, 3000], [1, 1024]]);
});

test("columns touch and stay inside", () => {
  const { columns } = prepare();
  expect(columns[0]?.left).toBe(0);
  for (let i = 1; i < columns.length; i++) expect(columns[i]!.left).toBe(columns[i - 1]!.right);
  expect(columns.at(-1)!.right).toBeLessThanOrEqual(Math.log(3001));
});

test("a column is divided at the two knots, without overlap", () => {
  const { pieces } = prepare().columns[2]!;
  expect(pieces[0]).toMatchObject({ regime: "plateau", present: true, from: 1 });
  for (let i = 1; i < pieces.length; i++) expect(pieces[i]!.from).toBe(pieces[i - 1]!.to);
});

test("an absent plateau is there to be hatched, and draws no boundary", () => {
  const column = prepare().columns[0]!;
  expect(column.pieces.find(({ regime }) => regime === "plateau")).toMatchObject({ present: false });
  expect(column.boundaries.length).toBeLessThan(prepare().columns[2]!.boundaries.length);
});

test("a skipped step is hatched whole and tells its reason", () => {
  const column = prepare().columns[1]!;
  expect(column.pieces).toEqual([{ from: 1, to: 1024, regime: "decay", present: false }]);
  expect(column.words).toBe("Step 1: skipped: measuring would take 27 % of the run, allowed 20 %.");
});

test("the summary counts plateaus and names the onset", () => {
  expect(prepare().summary).toBe(
    "Regimes of the rare-token curve at 3 steps: 1 with a plateau; onset at step 512.",
  );
});

test("its table has a row a step, and the reason where a regime is absent", () => {
  const { rows } = regimeStripTable(data);
  expect(rows.map(([step]) => step)).toEqual([0, 1, 512]);
  expect(rows[1]?.at(-1)).toContain("skipped");
  expect(rows[2]?.[1]).toBe(planted.measurable ? planted.plateau.size : null);
});

test("a run without a measurement has an empty strip", () => {
  const none = { ...data, steps: [], regimes: [], reasons: [], onset: null };
  const spec = prepareRegimeStrip(none, { step: null, xScale: "linear" }, true);
  expect(spec.columns).toEqual([]);
  expect(spec.summary).toContain("no onset yet");
});
