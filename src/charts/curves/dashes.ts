/** Rare and common differ by dash as well as by colour. */
export const dashes = { solid: [], dashed: [6, 4], dotted: [2, 3] } as const;
