import { formatNumber } from "./formatNumber";

const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** "12.3 MB": powers of a thousand, as disks are sold. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${formatNumber(bytes / 1000 ** power)}\u202f${units[power]}`;
}
