import { formatNumber } from "./formatNumber";

/** A share of one as a percentage: "3.42 %", "12 %". */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined) return "–";
  return `${formatNumber(share * 100, 2)}\u202f%`;
}
