import { AppError } from "~/core/errors";
import type { WeightStore } from "~workers/checkpoints/weightStore";
import type { Architecture } from "./architecture";
import type { NamedWeights } from "./namedWeights";
import { placesOf } from "./places";

/** What libraries store beside the weights: masks, and tables that follow from the configuration. */
const buffers = /\.(attn|attention)\.(bias|masked_bias)$|\.rotary_emb\.inv_freq$/;

/**
 * Compares the tensors there are with those that the architecture needs: one that is missing or has another shape, and
 * one in a block that has no place, would each make another model of it.
 *
 * @throws AppError checkpoint_unreadable naming the tensor, its shape and what is expected
 */
export function requirePlaces(
  architecture: Architecture,
  weights: NamedWeights,
  { tensors }: Pick<WeightStore, "tensors">,
): void {
  const { family } = architecture;
  const placed = new Set<string>();
  for (const { name, shape, required } of placesOf(architecture)) {
    const stored = weights.storedName(name);
    if (stored === undefined) {
      if (!required) continue;
      throw unfit(`${name} is missing; ${family} needs it as [${shape.join(", ")}]`);
    }
    const found = tensors.get(stored)!.shape;
    if (String(found) !== String(shape)) {
      throw unfit(`${stored} is [${found.join(", ")}]; ${family} with this configuration needs [${shape.join(", ")}]`);
    }
    placed.add(stored);
  }
  const firstOfBlock = placesOf(architecture).find(({ name }) => /\.\d+\./.test(name));
  const inBlocks = weights.storedName(firstOfBlock?.name ?? "")?.replace(/\.\d+\..*$/, ".");
  for (const name of tensors.keys()) {
    if (inBlocks === undefined || !name.startsWith(inBlocks) || placed.has(name) || buffers.test(name)) continue;
    throw unfit(`${name} has no place in ${family} with this configuration, so what it does would be left out`);
  }
}

const unfit = (message: string) => new AppError("checkpoint_unreadable", `The tensor ${message}.`);
