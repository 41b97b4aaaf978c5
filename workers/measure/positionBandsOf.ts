import { bandOfTargets } from "~/core/bands/bandOfTargets";
import type { Subject } from "./subject";

/** [T] the band of each evaluated position: of the token to predict there or, as a variant, of the one read. */
export const positionBandsOf = ({ bands, batch, settings }: Pick<Subject, "bands" | "batch" | "settings">) =>
  bandOfTargets(bands, settings.bandBy === "target" ? batch.targets : batch.inputs);
