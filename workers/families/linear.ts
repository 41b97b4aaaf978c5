/** Where a linear map lies among the stored weights: `name`.weight and `name`.bias. */
export interface Linear {
  readonly name: string;
  readonly bias: "required" | "optional" | "none";
  /** How the weight is stored: [out, in] as torch.nn.Linear does, or [in, out] as GPT-2's Conv1D. */
  readonly order: "out,in" | "in,out";
  /** Which of its outputs are meant, where several maps are stored as one; all where absent. */
  readonly outputs?: OutputBlocks;
}

/** `count` blocks of `length` outputs, `every` apart, the first at `begin`. The stored map has every · count outputs. */
export interface OutputBlocks {
  readonly begin: number;
  readonly length: number;
  readonly every: number;
  readonly count: number;
}

/** torch.nn.Linear. The bias is optional where configurations of one family differ in it. */
export const linear = (name: string, bias: Linear["bias"] = "optional"): Linear => ({
  ...{ name, bias },
  order: "out,in",
});

/** GPT-2's Conv1D. */
export const conv1d = (name: string): Linear => ({ name, bias: "required", order: "in,out" });

/** The outputs from the end of the parts before to its own end, of a map that stores all parts one after another. */
export function partOf(whole: Linear, lengths: readonly number[], part: number): Linear {
  const begin = lengths.slice(0, part).reduce((sum, length) => sum + length, 0);
  const every = lengths.reduce((sum, length) => sum + length, 0);
  return { ...whole, outputs: { begin, length: lengths[part]!, every, count: 1 } };
}

/** Part `part` of three of every head, of a map that stores head after head the query, the key and the value. */
export function partOfEachHead(
  whole: Linear,
  { heads, headWidth }: { readonly heads: number; readonly headWidth: number },
  part: number,
): Linear {
  return {
    ...whole,
    outputs: { begin: part * headWidth, length: headWidth, every: 3 * headWidth, count: heads },
  };
}
