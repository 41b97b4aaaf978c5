import type { MeasurementCell } from "~/core/cells";
import type { CellResult } from "./cellResult";
import { measureCoordination } from "./coordination/measureCoordination";
import { measureFrequency } from "./frequency/measureFrequency";
import { measureFinalSpectra, measureOtherSpectra } from "./spectra/measureSpectra";
import { measureModularity } from "./coordination/measureModularity";
import { measureMutualInformation } from "./coordination/measureMutualInformation";
import { measureNeurons } from "./neurons/measureNeurons";
import { measureRobustness } from "./robustness/measureRobustness";
import { measureLayer } from "./layers/measureLayer";
import { measureRouting } from "./routing/measureRouting";
import type { Session } from "./session";

/** How each cell is measured. What touches it beside the weights: src/core/cells.ts. */
export const cellTable: Record<MeasurementCell, (session: Session) => Promise<CellResult>> = {
  influence: (session) => session.influence(),
  neurons: measureNeurons,
  spectra: measureFinalSpectra,
  coordination: measureCoordination,
  spectraAll: measureOtherSpectra,
  modularity: measureModularity,
  routing: measureRouting,
  robustness: measureRobustness,
  frequency: measureFrequency,
  mutualInformation: measureMutualInformation,
  layer: measureLayer,
};
