/** Workgroups for `count` numbers, 256 each; a shader's loop goes on where a dimension allows no more of them. */
export function groupsFor(count: number): [number] {
  return [Math.min(65_535, Math.ceil(count / 256))];
}
