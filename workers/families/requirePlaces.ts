import { AppError } from "~/core/errors";
import type { WeightStore } from "~workers/checkpoints/weightStore";
import type { Architecture } from "./architecture";
import type { NamedWeights } from "./namedWeights";
import { placesOf } from "./places";

type Tensors = Pick<WeightStore, "tensors">;

/**
 * Every tensor that the architecture needs is there, in the shape it must have.
 *
 * @throws AppError checkpoint_unreadable naming the tensor, its shape and what is expected
 */
export function requirePlaces(architecture: Architecture, weights: NamedWeights, { tensors }: Tensors): void {
  const { family } = architecture;
  for (const { name, shape, required } of placesOf(architecture)) {
    const stored = weights.storedName(name);
    if (stored === undefined) {
      if (required) throw unfit(`${name} is missing; ${family} needs it as [${shape.join(", ")}]`);
      continue;
    }
    const found = tensors.get(stored)!.shape.join(", ");
    if (found !== shape.join(", ")) {
      throw unfit(`${stored} is [${found}]; ${family} with this configuration needs [${shape.join(", ")}]`);
    }
  }
}

const unfit = (message: string) => new AppError("checkpoint_unreadable", `The tensor ${message}.`);

/** What libraries store beside the weights: masks, and tables that follow from the configuration. */
const buffers = /\.(attn|attention)\.(bias|masked_bias)$|\.rotary_emb\.inv_freq$/;

/** A tensor in a block for which the architecture has no use: whatever it does would be left out. */
export function findStranger(
  architecture: Architecture,
  weights: NamedWeights,
  { tensors }: Tensors,
): string | null {
  const places = placesOf(architecture);
  const placed = new Set(places.map(({ name }) => weights.storedName(name)));
  const inBlock = weights.storedName(places.find(({ name }) => /\.\d+\./.test(name))!.name)!;
  const blocks = inBlock.replace(/\.\d+\..*$/, ".");
  const strangers = [...tensors.keys()].filter(
    (name) => name.startsWith(blocks) && !placed.has(name) && !buffers.test(name),
  );
  return strangers[0] ?? null;
}
