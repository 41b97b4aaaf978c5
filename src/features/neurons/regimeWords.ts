import type { RegimeName } from "~/core/regimes/regimeOfNeurons";

/** A regime as a reader knows it, and as one types it in the filter. */
export const regimeWords: Record<RegimeName, string> = {
  plateau: "plateau",
  powerLaw: "power law",
  decay: "decay",
};
