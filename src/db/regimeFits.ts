import { CalibratedRegimes, PaperRegimes } from "~/core/regimes/regimeFit";
import type { Db } from "./client";
import { currentMeasurements, matching, type MeasuredOf } from "./currentMeasurements";
import { inTransaction } from "./transaction";

/** How one ranked curve ("absolute", "boost", "suppress") of one band divides into regimes, by one method. */
export type RegimeFit = { curve: string; band: string } & (
  { method: "paper"; fit: PaperRegimes } | { method: "calibrated"; fit: CalibratedRegimes }
);

export type RegimeFitAtStep = RegimeFit & { step: number; checkpointId: number; measurementId: number };

/** Safe to repeat: replaces the fits of the measurement. */
export async function saveRegimeFits(db: Db, measurementId: number, fits: RegimeFit[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.regimeFit.deleteMany({ where: { measurementId } });
    await tx.regimeFit.createMany({ data: fits.map((fit) => ({ ...fit, measurementId })) });
  });
}

/** Of a run (by step) or of one checkpoint; all curves, bands and methods, or those asked for. */
export async function listRegimeFits(
  db: Db,
  query: MeasuredOf & {
    curve?: string | undefined;
    band?: string | undefined;
    method?: RegimeFit["method"] | undefined;
  },
): Promise<RegimeFitAtStep[]> {
  const rows = await db.$queryRaw<
    (Omit<RegimeFitAtStep, "fit" | "method"> & { method: string; fit: unknown })[]
  >`
    select m.step, m."checkpointId", m.id as "measurementId", r.curve, r.band, r.method, r.fit
    from "RegimeFit" r join ${currentMeasurements(query)} m on m.id = r."measurementId"
    where true ${matching("r.curve", query.curve)} ${matching("r.band", query.band)} ${matching("r.method", query.method)}
    order by m.step, r.curve, r.band, r.method`;
  return rows.map(({ method, fit, ...row }) =>
    method === "paper"
      ? { ...row, method, fit: PaperRegimes.parse(fit) }
      : { ...row, method: "calibrated", fit: CalibratedRegimes.parse(fit) },
  );
}
