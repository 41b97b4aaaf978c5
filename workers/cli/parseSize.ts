import { AppError } from "~/core/errors";

/** A whole number given as an option. @throws AppError invalid_argument */
export function parseSize(option: string, given: string, least = 1): number {
  const value = Number(given);
  if (/^\d{1,9}$/.test(given) && value >= least) return value;
  throw new AppError(
    "invalid_argument",
    `${option} is ${JSON.stringify(given.slice(0, 40))}; it must be a whole number from ${least} on.`,
  );
}
