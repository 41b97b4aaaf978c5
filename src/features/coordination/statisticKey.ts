/** Which number of which group of neurons. */
export interface StatisticKey {
  group: string;
  space: string;
  statistic: string;
  method: string;
}

/** As it stands in the address. */
export const keyOf = ({ group, space, statistic, method }: StatisticKey) =>
  [group, space, statistic, method].join("~");
