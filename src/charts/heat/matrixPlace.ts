/**
 * Where a weight matrix belongs: "blocks.3.mlp.W_in" is of layer 3 and of the kind "mlp.W_in", and so are the names of
 * other libraries, "backbone.layers.3.mixer.in_proj.weight"; embeddings have no layer.
 */
export function matrixPlace(matrix: string): { layer: number | null; kind: string } {
  const [, layer, kind] = /^(?:[^.]+\.)*?(\d+)\.(.+?)(?:\.weight)?$/.exec(matrix) ?? [];
  return layer === undefined || kind === undefined
    ? { layer: null, kind: matrix }
    : { layer: Number(layer), kind };
}
