import { group as groupBy } from "d3-array";
import type { SelfTestCheck } from "~/core/selfTestCheck";

export interface CheckGroup {
  group: string;
  checks: SelfTestCheck[];
  wrong: number;
}

/** The checks of a self-test by what they are about, in the order they were made; those that came out wrong first. */
export function prepareChecks(checks: readonly SelfTestCheck[]): CheckGroup[] {
  return [...groupBy(checks, ({ group }) => group)].map(([group, own]) => ({
    group,
    checks: own.toSorted((a, b) => Number(a.holds) - Number(b.holds)),
    wrong: own.filter(({ holds }) => !holds).length,
  }));
}
