import type { CalibratedRegimes } from "~/core/regimes/regimeFit";
import type { Db } from "~/db/client";
import { listRegimeFits } from "~/db/regimeFits";

/** The calibrated fits of a run's ranked |influence|, by step. */
export async function readRegimes(
  db: Db,
  { runId, band }: { runId: string; band: "rare" | "common" },
): Promise<{ step: number; fit: CalibratedRegimes }[]> {
  const rows = await listRegimeFits(db, { runId, band, curve: "absolute", method: "calibrated" });
  return rows.flatMap(({ step, method, fit }) => (method === "calibrated" ? [{ step, fit }] : []));
}
