/** Ranks below the paper's first cut, e^3.5: so many neurons lead in every overlap. */
export const leaderCount = 33;

/** How many lead among m neurons: of a small layer a quarter. */
export const leadersAmong = (neurons: number): number => Math.min(leaderCount, neurons >> 2);
