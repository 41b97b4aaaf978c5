/** Hides all but one; when it stands alone already, shows all again. */
export function toggleIsolated(
  keys: readonly string[],
  hidden: ReadonlySet<string>,
  key: string,
): ReadonlySet<string> {
  const others = keys.filter((other) => other !== key);
  const alone = !hidden.has(key) && others.every((other) => hidden.has(other));
  return new Set(alone ? [] : others);
}
