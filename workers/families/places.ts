import type { Architecture, BlockPart } from "./architecture";
import type { Linear } from "./linear";
import type { Norm } from "./norm";

/** A tensor that an architecture needs, or may have, and its shape in the file. */
export interface Place {
  readonly name: string;
  readonly shape: readonly number[];
  readonly required: boolean;
}

/** Every tensor that a forward pass reads. The unembedding is not required where it may be the embedding. */
export function placesOf(architecture: Architecture): Place[] {
  const { sizes, embedding, head } = architecture;
  const { layers, width, vocabulary, context } = sizes;
  const narrow = embedding.projection?.width ?? width;
  const { positions, projection } = embedding;
  const unembedding = { shape: [vocabulary, head.projection?.width ?? width], required: head.tied === false };
  return [
    { name: `${embedding.tokens}.weight`, shape: [vocabulary, narrow], required: true },
    ...(positions
      ? [{ name: `${positions.name}.weight`, shape: [positions.offset + context, width], required: true }]
      : []),
    ...(projection ? linearPlaces(projection.linear, narrow, width) : []),
    ...Array.from({ length: layers }, (_, layer) => blockPlaces(architecture, layer)).flat(),
    ...normPlaces(head.norm, width),
    ...(head.projection ? linearPlaces(head.projection.linear, width, head.projection.width) : []),
    { name: `${head.unembedding}.weight`, ...unembedding },
    ...(head.bias ? [{ name: `${head.unembedding}.bias`, shape: [vocabulary], required: true }] : []),
  ];
}

function blockPlaces({ sizes, block }: Architecture, layer: number): Place[] {
  const { width, heads, keyValueHeads, headWidth, mlpWidth } = sizes;
  const { attention, mlp } = block(layer);
  const [queries, keys] = [heads * headWidth, keyValueHeads * headWidth];
  const { headNorm } = attention;
  const norms = headNorm
    ? [
        ...normPlaces(headNorm.query, headNorm.over === "head" ? headWidth : queries),
        ...normPlaces(headNorm.key, headNorm.over === "head" ? headWidth : keys),
      ]
    : [];
  return [
    ...partPlaces(attention, width),
    ...linearPlaces(attention.query, width, queries),
    ...linearPlaces(attention.key, width, keys),
    ...linearPlaces(attention.value, width, keys),
    ...linearPlaces(attention.output, queries, width),
    ...norms,
    ...partPlaces(mlp, width),
    ...(mlp.gate ? linearPlaces(mlp.gate, width, mlpWidth) : []),
    ...linearPlaces(mlp.up, width, mlpWidth),
    ...linearPlaces(mlp.down, mlpWidth, width),
  ];
}

const partPlaces = ({ norm, postNorm, streamNorm }: BlockPart, width: number): Place[] =>
  [norm, postNorm, streamNorm].flatMap((each) => (each ? normPlaces(each, width) : []));

function normPlaces({ name, bias }: Norm, width: number): Place[] {
  if (name === undefined) return [];
  return [{ name: `${name}.weight`, shape: [width], required: true }, ...biasPlaces(name, bias, width)];
}

function linearPlaces({ name, bias, order, outputs }: Linear, inputs: number, own: number): Place[] {
  const all = outputs ? outputs.every * outputs.count : own;
  return [
    { name: `${name}.weight`, shape: order === "out,in" ? [all, inputs] : [inputs, all], required: true },
    ...biasPlaces(name, bias, all),
  ];
}

const biasPlaces = (name: string, bias: Linear["bias"], width: number): Place[] =>
  bias === "none" ? [] : [{ name: `${name}.bias`, shape: [width], required: bias === "required" }];
