interface Values {
  value: readonly (number | null)[];
}

/**
 * Why there is no excess to compare at any step, or null where there is: the log excess came later than the excess in nats, so
 * a run may have one without the other.
 */
export function noDifference(
  measure: "logExcess" | "excess",
  { logExcess, excess }: { logExcess: Values; excess: Values },
): string | null {
  const isNowhere = ({ value }: Values) => value.every((at) => at === null);
  if (!isNowhere(measure === "logExcess" ? logExcess : excess)) return null;
  if (measure === "logExcess" && !isNowhere(excess))
    return "These steps were measured before the log excess was introduced. The excess in nats is there.";
  return "It needs a fitted curve of rare and of common tokens, and no step has both.";
}
