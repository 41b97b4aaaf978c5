import { topNeurons } from "~/core/influence/topNeurons";
import type { CalibratedRegimes } from "~/core/regimes/regimeFit";
import { regimeMembers } from "~/core/regimes/regimeMembers";
import { deriveSeed, seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import { leadersAmong } from "~/core/influence/leaderCount";
import type { Ranking } from "../influence/ranking";
import type { Session } from "../session";

export interface NamedGroup {
  name: "plateau" | "powerLaw" | "decay" | "leaders" | "random";
  members: Int32Array;
  /** Why it is empty. */
  reason: string | null;
}

/** A regime of more neurons is represented by so many of them, drawn at random. */
export const mostMembers = 200;

/**
 * The groups that are held against their null: the calibrated regimes of the rare curve, those that are present; the
 * leaders by the paper's fixed cut, which exist at every step; and as many random neurons, in whom nothing must be found.
 */
export function neuronGroups({ rare, fit }: Pick<Ranking, "rare" | "fit">, seed: number): NamedGroup[] {
  const regimes = regimeMembers(rare, fit);
  const leaders = topNeurons(rare, leadersAmong(rare.length));
  const names = { plateau: "plateau", powerLaw: "power law", decay: "decay" } as const;
  return [
    ...(["plateau", "powerLaw", "decay"] as const).map((name): NamedGroup => {
      const members = sampleOf(regimes[name], deriveSeed(seed, "members", name));
      const reason = members.length > 0 ? null : `no ${names[name]}: ${whyAbsent(fit, name)}`;
      return { name, members, reason };
    }),
    { name: "leaders", members: leaders, reason: null },
    randomGroup(rare.length, seed),
  ];
}

/** Known before anything is: what it costs to measure need not wait for the influences. */
export function randomGroup(neurons: number, seed: number): NamedGroup {
  const everyone = Int32Array.from({ length: neurons }, (_, i) => i);
  const members = shuffle(everyone, seededRandom(deriveSeed(seed, "random group")));
  return { name: "random", members: members.slice(0, leadersAmong(neurons)), reason: null };
}

/** Every group in its order, the random one before the others are known. */
export async function inEachGroup<T>(
  session: Session,
  measure: (group: NamedGroup) => Promise<readonly T[]>,
): Promise<{ groups: NamedGroup[]; ranking: Ranking; found: T[] }> {
  const { seed, mlp } = session.subject;
  const ofRandom = await measure(randomGroup(mlp.neurons, seed));
  const ranking = await session.ranking();
  const groups = neuronGroups(ranking, seed);
  const found: T[] = [];
  for (const group of groups) found.push(...(group.name === "random" ? ofRandom : await measure(group)));
  return { groups, ranking, found };
}

/** The group that stands for rare-token neurons: the plateau where there is one, else the leaders. */
export function specialGroup(ranking: Ranking, seed: number): NamedGroup {
  const groups = neuronGroups(ranking, seed);
  const plateau = groups.find(({ name }) => name === "plateau")!;
  return plateau.members.length > 0 ? plateau : groups.find(({ name }) => name === "leaders")!;
}

function sampleOf(members: Int32Array, seed: number): Int32Array {
  if (members.length <= mostMembers) return members;
  return shuffle(members.slice(), seededRandom(seed)).slice(0, mostMembers);
}

function whyAbsent(fit: CalibratedRegimes, regime: "plateau" | "powerLaw" | "decay"): string {
  return (fit.measurable ? fit[regime].reason : fit.reason) ?? "it is empty";
}
