import { type Band, bandLook } from "~/charts/bandLook";

/** Why a picture of one band is empty although the step is measured. */
export const noInfluences = (band: Band) =>
  `No evaluated position is among the ${bandLook[band].targets}, so there is nothing to rank.`;
