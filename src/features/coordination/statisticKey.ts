/** Which number of which group of neurons. */
export interface StatisticKey {
  group: string;
  space: string;
  statistic: string;
  method: string;
}

const SEPARATOR = "~";

/** As it stands in the address. */
export const keyOf = ({ group, space, statistic, method }: StatisticKey) =>
  [group, space, statistic, method].join(SEPARATOR);

/** The inverse of `keyOf`; null for what is none. */
export function parseKey(key: string): StatisticKey | null {
  const [group, space, statistic, method, ...more] = key.split(SEPARATOR);
  if (!group || !space || !statistic || !method || more.length > 0) return null;
  return { group, space, statistic, method };
}
