import { elementsOf } from "../dtypes";
import { refuse } from "../files/formatError";
import type { RandomFile } from "../files/randomFile";
import { readView } from "../values/readView";
import type { Metadata, ReadableTensor, WeightFile } from "../weightFile";
import { headerBytes, type Llama2cHeader, parseLlama2cHeader } from "./llama2cHeader";
import { llama2cStretches } from "./llama2cTensors";

/**
 * The `.bin` of llama2.c, versions 0 and 1. Its rotary embedding turns neighbouring elements (2j, 2j+1) of a head,
 * Hugging Face's turns j and j + half: the rows of q_proj and k_proj are given in Hugging Face's order, so that the
 * tensors are those of a Llama by name and by meaning.
 *
 * @param start the first 256 bytes
 * @returns null where the content is no such file
 * @throws FormatError
 */
export function readLlama2c(file: RandomFile, start: Buffer): WeightFile | null {
  const header = parseLlama2cHeader(start);
  if (header === null) return null;
  const tensors = new Map<string, ReadableTensor>();
  let position: number = headerBytes[header.version];
  for (const stretch of llama2cStretches(header)) {
    if ("skippedElements" in stretch) {
      position += 4 * stretch.skippedElements;
      continue;
    }
    const { name, shape, perLayer, rotaryHeads } = stretch;
    const bytes = 4 * elementsOf(shape);
    for (let layer = 0; layer < (perLayer ? header.layers : 1); layer++) {
      const view = { dtype: "F32", offset: 0, position, ...viewOf(shape, rotaryHeads) } as const;
      tensors.set(name.replace("{}", String(layer)), {
        ...{ dtype: "F32", shape, bytes },
        read: () => readView(file, view),
      });
      position += bytes;
    }
  }
  if (position !== file.bytes) {
    // Without a magic number the length is all that tells a model from other numbers.
    if (header.version === 0) return null;
    refuse(`its llama2.c header describes ${position} bytes, it has ${file.bytes}`);
  }
  return { format: "llama2.c", tensors, refused: [], metadata: configOf(header) };
}

/** Row 2j + i of a head becomes row i·half + j. */
function viewOf([rows, columns]: readonly number[], rotaryHeads: number | undefined) {
  if (columns === undefined) return { shape: [rows!], strides: [1] };
  if (rotaryHeads === undefined) return { shape: [rows!, columns], strides: [columns, 1] };
  const headWidth = rows! / rotaryHeads;
  return {
    shape: [rotaryHeads, 2, headWidth / 2, columns],
    strides: [headWidth * columns, columns, 2 * columns, 1],
  };
}

/** As Hugging Face's config.json says it; what is not in the file is the same in every llama2.c. */
function configOf(header: Llama2cHeader): Metadata {
  return {
    model_type: "llama",
    hidden_size: header.width,
    intermediate_size: header.mlpWidth,
    num_hidden_layers: header.layers,
    num_attention_heads: header.heads,
    num_key_value_heads: header.keyValueHeads,
    vocab_size: header.vocabulary,
    max_position_embeddings: header.context,
    tie_word_embeddings: header.tied,
    hidden_act: "silu",
    rms_norm_eps: 1e-5,
    rope_theta: 10_000,
  };
}
