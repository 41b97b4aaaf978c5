import type { MeasurementCell } from "~/core/cells";
import type { CellResult } from "./cellResult";
import { measureCoordination } from "./coordination/measureCoordination";
import { measureSpectra } from "./spectra/measureSpectra";
import type { Session } from "./session";

/** How each cell is measured. What touches it beside the weights: src/core/cells.ts. */
export const cellTable: Partial<Record<MeasurementCell, (session: Session) => Promise<CellResult>>> = {
  influence: (session) => session.influence(),
  spectra: measureSpectra,
  coordination: measureCoordination,
};
