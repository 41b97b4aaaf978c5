import { refuse } from "../files/formatError";
import { PickleDict, type PickleValue, TensorView, Unknown } from "../pickle/pickleValue";

/** Under which a training script puts its model beside other things. The first that holds tensors counts. */
const wrappers = ["state_dict", "model_state_dict", "model", "module", "net", "network", "params", "weights"];

/** What a trainer keeps to go on: no weights, though much of it is tensors. */
const trainingState =
  /^(optim|opt_state|lr_sched|scheduler|scaler|grad_scaler|amp|callbacks|loops|rng|random|cuda_rng|ema)/i;

/** Levels of a pickled module that are no part of its parameters' names. */
const moduleLevels = new Set(["_modules", "_parameters", "_buffers"]);

const deepestWrapper = 4;
const deepestName = 32;
const longestName = 512;
const mostContainers = 1e5;

export interface FoundWeights {
  /** By the path to it, joined by dots. */
  readonly tensors: ReadonlyMap<string, TensorView>;
  /** What holds them. */
  readonly root: PickleValue;
}

/**
 * The tensors of a checkpoint that are its weights, wherever its script put them.
 *
 * @throws FormatError
 */
export function findWeights(checkpoint: PickleValue, depth = 0): FoundWeights {
  for (const wrapper of depth < deepestWrapper ? wrappers : []) {
    const inner = valueOf(checkpoint, wrapper);
    const found = inner === undefined ? null : findWeights(inner, depth + 1);
    if (found !== null && found.tensors.size > 0) return found;
  }
  const tensors = new Map<string, TensorView>();
  flatten(checkpoint, [], { tensors, entered: new Set() });
  return { tensors, root: checkpoint };
}

interface Walk {
  readonly tensors: Map<string, TensorView>;
  /** A dict is entered once, so that a cycle ends and a lattice is not unfolded. */
  readonly entered: Set<PickleValue>;
}

function flatten(value: PickleValue, path: readonly string[], walk: Walk): void {
  if (value instanceof TensorView) {
    const name = path.join(".");
    if (name.length > longestName) refuse(`the name of a tensor has ${name.length} characters`);
    walk.tensors.set(name === "" ? "tensor" : name, value);
    return;
  }
  if (path.length > deepestName || walk.entered.has(value)) return;
  walk.entered.add(value);
  if (walk.entered.size > mostContainers) refuse(`it nests more than ${mostContainers} lists and dicts`);
  for (const [key, inner] of entriesOf(value)) {
    if (path.length === 0 && trainingState.test(key)) continue;
    flatten(inner, moduleLevels.has(key) ? path : [...path, key], walk);
  }
}

/** The last value under a key, as a Python dict has it. */
function valueOf(value: PickleValue, key: string): PickleValue | undefined {
  let found: PickleValue | undefined;
  for (const [name, inner] of entriesOf(value)) if (name === key) found = inner;
  return found;
}

/** By text or number; other keys name nothing. */
export function* entriesOf(value: PickleValue): Generator<[key: string, value: PickleValue]> {
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) yield [String(index), inner];
  }
  const dicts = value instanceof PickleDict ? [value] : value instanceof Unknown ? value.content : [];
  for (const { entries } of dicts) {
    for (const [key, inner] of entries) {
      if (typeof key === "string" || typeof key === "number") yield [String(key), inner];
    }
  }
}
