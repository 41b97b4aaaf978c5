import { AppError } from "~/core/errors";
import type { WeightStore } from "~workers/checkpoints/weightStore";
import type { Family, ShapeOf } from "./family";

/** The weights of a checkpoint by the names of a family's description, whatever stands before them in the file. */
export interface NamedWeights {
  readonly shapeOf: ShapeOf;
  /** The name in the file. */
  readonly storedName: (name: string) => string | undefined;
  /** The numbers of blocks there are. */
  readonly blockCount: number;
  /** @throws AppError checkpoint_unreadable also when a value is not finite */
  readonly read: (name: string) => Promise<Float32Array>;
}

/** null where the checkpoint has no embedding and first block of the family's names. */
export function namedWeights(
  store: Pick<WeightStore, "tensors" | "readFloat32">,
  { tokens, blocks }: Pick<Family, "tokens" | "blocks">,
): NamedWeights | null {
  const names = [...store.tensors.keys()];
  const prefix = names
    .filter((name) => isBehindPrefix(name, `${tokens}.weight`))
    .map((name) => name.slice(0, -`${tokens}.weight`.length))
    .find((prefix) => names.some((name) => name.startsWith(`${prefix}${blocks}0.`)));
  if (prefix === undefined) return null;

  const storedName = (name: string) =>
    store.tensors.has(`${prefix}${name}`)
      ? `${prefix}${name}`
      : // The head stands outside what the prefix is for.
        name.includes(blocks)
        ? undefined
        : names.find((stored) => isBehindPrefix(stored, name));
  const before = `${prefix}${blocks}`;
  const numbers = names
    .filter((name) => name.startsWith(before))
    .map((name) => parseInt(name.slice(before.length)));
  return {
    storedName,
    shapeOf: (name) => store.tensors.get(storedName(name) ?? "")?.shape,
    blockCount: new Set(numbers.filter(Number.isInteger)).size,
    read: async (name) => {
      const stored = storedName(name) ?? name;
      const values = await store.readFloat32(stored);
      requireFiniteWeights(stored, values);
      return values;
    },
  };
}

const isBehindPrefix = (stored: string, name: string) => stored === name || stored.endsWith(`.${name}`);

function requireFiniteWeights(name: string, values: Float32Array): void {
  // x · 0 is 0 for every finite number: one sum tells whether any is not.
  let sum = 0;
  for (const value of values) sum += value * 0;
  if (sum === 0) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  throw new AppError(
    "checkpoint_unreadable",
    `The weight ${name} holds ${values[at]} at element ${at}; weights must be finite.`,
  );
}
