/** Why a picture of one band is empty although the step is measured. */
export const noInfluences = (band: string) =>
  `No evaluated position has a ${band} target, so there is nothing to rank.`;
