import { beforeAll, describe, expect, test } from "vitest";
import { NamedCell } from "~/core/cells";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import type { CellResult } from "~workers/measure/cellResult";
import { cellTable } from "~workers/measure/cellTable";
import { openSession } from "~workers/measure/session";
import { tinySubject } from "~tests/helpers/tinySubject";

let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openBackend();
});

const { signal } = new AbortController();
const sessionOn = async (measure: Parameters<typeof tinySubject>[0]) =>
  openSession(await tinySubject(measure), { kernels: backend.kernels, signal });

async function measureAll(measure: Parameters<typeof tinySubject>[0] = {}) {
  const session = await sessionOn(measure);
  const results = new Map<NamedCell, CellResult>();
  for (const cell of NamedCell.options) results.set(cell, await cellTable[cell](session));
  return { session, results };
}

const variants = [
  {},
  { bands: "elbow15" },
  { bandBy: "input" },
  { bands: "elbow15", bandBy: "input", influence: { mode: "exact" } },
] as const;

describe.each(variants)("a whole measurement with %j", (measure) => {
  test("gives every cell, finite or null with a reason, each beside its method", async () => {
    const { session, results } = await measureAll(measure);
    const { bands } = session.subject;
    for (const [cell, { points = [], vectors = [], groups = [], methods }] of results) {
      expect(Object.keys(methods), cell).not.toHaveLength(0);
      for (const { name, value, reason } of points) {
        if (value === null) expect(reason, `${cell}: ${name}`).toMatch(/./);
        else expect(Number.isFinite(value), `${cell}: ${name} is ${value}`).toBe(true);
      }
      for (const { name, band, values } of vectors) {
        const numbers = Array.from(values as ArrayLike<number | null>);
        expect(
          numbers.every((value) => value === null || Number.isFinite(value)),
          `${cell}: ${name} ${band}`,
        ).toBe(true);
        expect(["", "all", ...bands.names]).toContain(band);
      }
      for (const { group, space, statistic, value, p, pHolm, family, draws, reason } of groups) {
        const key = `${cell}: ${statistic} of ${group} in ${space}`;
        if (value === null || p === null) expect(reason, key).toMatch(/./);
        else {
          expect(draws, key).toBeGreaterThan(0);
          expect(pHolm, key).toBeGreaterThanOrEqual(p);
          expect(family, key).toContain("over");
        }
      }
    }
  });
});

test("elbow15 keeps the tokens below the elbow as a band of their own", async () => {
  const { session, results } = await measureAll({ bands: "elbow15" });
  expect(session.subject.bands.names).toEqual(["common", "rare", "sub_elbow"]);
  const bands = results.get("influence")!.vectors!.filter(({ name }) => name === "influence.absolute");
  expect(bands.map(({ band }) => band).sort()).toEqual(["all", "common", "rare", "sub_elbow"]);
  const { points, parameters } = results.get("influence")!;
  expect(points!.find(({ name }) => name === "loss.sub_elbow")!.value).toBeGreaterThan(0);
  expect(parameters.elbowRank).toBeGreaterThan(100);
  const sum = (of: string) =>
    ["common", "rare", "sub_elbow"].reduce((total, band) => total + Number(parameters[`${band} ${of}`]), 0);
  expect([sum("positions"), sum("tokens")]).toEqual([300, 200]);
  expect(sum("token mass")).toBeCloseTo(1, 12);
});

test("bands by the input token are those of the token read", async () => {
  const [byTarget, byInput] = await Promise.all([sessionOn({}), sessionOn({ bandBy: "input" })]);
  const { bands, batch } = byInput.subject;
  const { positionBands } = await byInput.evaluated();
  expect([...positionBands]).toEqual([...batch.inputs].map((token) => bands.band[token]));
  expect([...(await byTarget.evaluated()).positionBands]).toEqual(
    [...batch.targets].map((token) => bands.band[token]),
  );
});

test("without a rare target among its positions, routing is refused with the reason", async () => {
  const session = await sessionOn({});
  const common = session.subject.bands.band.indexOf(0);
  session.subject.batch.targets.fill(common, 0, 256);
  await session.ranking();
  await expect(cellTable.routing(session)).rejects.toMatchObject({
    code: "not_measurable",
    message: expect.stringMatching(/^None of the 250 positions .* is rare/) as string,
  });
});
