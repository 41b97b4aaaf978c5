import type { Conversions } from "~workers/checkpoints/values/conversions";
import { openWeights, type WeightStore } from "~workers/checkpoints/weightStore";
import type { LanguageModel, WeightMatrix } from "~workers/lm/languageModel";
import { chooseFamily } from "./chooseFamily";
import { describedLanguageModel } from "./describedLanguageModel";
import { readConfigFile } from "./readConfigFile";
import { findStranger, requirePlaces } from "./requirePlaces";

/** A checkpoint on disk as measuring sees it, until it is closed. */
export type OpenedModel = OpenedWeights & (KnownModel | UnknownModel);

interface KnownModel {
  readonly model: LanguageModel;
  readonly lacks: null;
}

/** Its matrices are measurable all the same. */
interface UnknownModel {
  readonly model: null;
  /** For the reader: why there is no model, and what would make one. */
  readonly lacks: string;
}

interface OpenedWeights {
  readonly matrices: readonly WeightMatrix[];
  /** What was taken for granted, for want of a config.json. */
  readonly notes: readonly string[];
  readonly weights: WeightStore;
}

/**
 * Opens a folder or a file with the weights of a language model, whatever its format and family. Weights stay on disk
 * until something reads them.
 *
 * @param conversions of the backend at hand, to read 16-bit weights faster
 * @throws AppError checkpoint_unreadable: no weights, or of a known family but not as its configuration says
 */
export async function openModelFile(path: string, conversions: Conversions = {}): Promise<OpenedModel> {
  const weights = await openWeights(path, conversions);
  try {
    const described = chooseFamily(weights, await readConfigFile(path));
    if ("lacks" in described) return unknown(weights, described.lacks);
    const { architecture, weights: named, notes } = described;
    requirePlaces(architecture, named, weights);
    const stranger = findStranger(architecture, named, weights);
    if (stranger !== null) {
      return unknown(
        weights,
        `Its neurons cannot be analysed: it looks like a ${architecture.family}, which has no place for the tensor ${stranger}.`,
      );
    }
    const model = describedLanguageModel(architecture, named);
    return { model, lacks: null, matrices: model.matrices, notes, weights };
  } catch (error) {
    await weights.close();
    throw error;
  }
}

const floats: readonly string[] = ["F64", "F32", "F16", "BF16"];

function unknown(weights: WeightStore, lacks: string): OpenedModel {
  const matrices = [...weights.tensors].flatMap(([name, { dtype, shape }]): WeightMatrix[] => {
    const [rows, columns] = shape;
    if (shape.length !== 2 || !floats.includes(dtype)) return [];
    return [{ name, rows: rows!, columns: columns!, read: () => weights.readFloat32(name) }];
  });
  return { model: null, lacks, matrices, notes: [], weights };
}
