/** [6, 6] two triangles and a bridge between them, and which triangle each node is of. */
export const twoTriangles = { adjacency: new Float64Array(36), communities: [0, 0, 0, 1, 1, 1] };
for (const [i, j] of [
  [0, 1],
  [1, 2],
  [0, 2],
  [3, 4],
  [4, 5],
  [3, 5],
  [2, 3],
] as const) {
  twoTriangles.adjacency[i * 6 + j] = twoTriangles.adjacency[j * 6 + i] = 1;
}

/** Neighbours along a path of six. */
export const path = [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]];
