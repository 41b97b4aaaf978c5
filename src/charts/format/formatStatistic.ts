import { formatInteger, formatNumber } from "./formatNumber";

/** A statistic of a group: a count in full, since digits behind its point would say nothing; else as any number. */
export const formatStatistic = (value: number | null | undefined): string =>
  Number.isInteger(value) ? formatInteger(value) : formatNumber(value);
