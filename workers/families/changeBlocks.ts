import type { Architecture, Block } from "./architecture";

/** The same architecture with some parts of its blocks replaced. */
export const changeBlocks = (
  architecture: Architecture,
  change: (block: Block, layer: number) => Partial<Block>,
): Architecture => ({
  ...architecture,
  block: (layer) => {
    const block = architecture.block(layer);
    return { ...block, ...change(block, layer) };
  },
});
