import { z } from "zod";

/**
 * What is measured at a checkpoint, in this order. Each is one cell of the measurement ledger: committed on its
 * own, recomputed on its own.
 */
export const MeasurementCell = z.enum(["influence", "spectra", "coordination"]);
export type MeasurementCell = z.infer<typeof MeasurementCell>;
