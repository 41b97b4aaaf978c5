interface Bin {
  neurons: number[];
  /** How many of them are in the group. */
  taken: number;
}

/**
 * Deciles of the candidates by norm, so joined that the group holds at most half of each bin: a bin that it fills
 * leaves random groups no choice, and they would repeat the group instead of being compared with it. The fullest bin
 * is joined with the emptier of its neighbours until none is too full or one is left.
 *
 * @param candidates neurons that may be drawn, the group's own members among them
 * @param norms [m] one per neuron
 */
export function normBins(
  candidates: readonly number[],
  norms: ArrayLike<number>,
  isMember: (neuron: number) => boolean,
): Bin[] {
  const ranked = [...candidates].sort((a, b) => norms[a]! - norms[b]! || a - b);
  const bins: Bin[] = [];
  for (let decile = 0; decile < 10; decile++) {
    const at = (tenths: number) => Math.floor((ranked.length * tenths) / 10);
    const neurons = ranked.slice(at(decile), at(decile + 1));
    if (neurons.length > 0) bins.push({ neurons, taken: neurons.filter(isMember).length });
  }

  const fullness = (bin: Bin | undefined) => (bin ? bin.taken / bin.neurons.length : Infinity);
  while (bins.length > 1) {
    const fullest = bins.reduce(
      (best, bin, index) => (fullness(bin) > fullness(bins[best]) ? index : best),
      0,
    );
    if (fullness(bins[fullest]) <= 0.5) break;
    const left = fullness(bins[fullest - 1]) <= fullness(bins[fullest + 1]) ? fullest - 1 : fullest;
    const [a, b] = bins.slice(left, left + 2);
    bins.splice(left, 2, { neurons: [...a!.neurons, ...b!.neurons], taken: a!.taken + b!.taken });
  }
  return bins;
}
