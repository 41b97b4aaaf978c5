/** Moves labels apart, as little as order and the plot's edges allow. Labels that cannot fit are left out. */
export function spreadLabels<Label extends { top: number }>(
  labels: readonly Label[],
  { gap, from, to }: { gap: number; from: number; to: number },
): Label[] {
  const room = Math.max(0, Math.floor((to - from) / gap) + 1);
  const sorted = labels.slice(0, room).sort((a, b) => a.top - b.top);
  const placed = sorted.map((label) => ({ ...label }));
  placed.forEach((label, i) => {
    const least = i === 0 ? from : placed[i - 1]!.top + gap;
    label.top = Math.max(label.top, least);
  });
  for (let i = placed.length - 1; i >= 0; i--) {
    const most = i === placed.length - 1 ? to : placed[i + 1]!.top - gap;
    placed[i]!.top = Math.min(placed[i]!.top, most);
  }
  return placed;
}
