import { refuse } from "../files/formatError";
import type { PickleMeaning } from "../pickle/pickleMachine";
import {
  PickleClass,
  PickleDict,
  type PickleValue,
  Storage,
  TensorView,
  Unknown,
} from "../pickle/pickleValue";

export interface TorchMeaning extends PickleMeaning {
  /** Names of the classes that were asked for and are not known. */
  readonly unknown: ReadonlySet<string>;
}

const mostDimensions = 16;

/**
 * What PyTorch's own pickles call, and nothing else: each becomes a description. A call that is not here, or that has
 * other arguments than PyTorch gives it, makes an `Unknown`.
 */
export function torchMeaning(): TorchMeaning {
  const unknown = new Set<string>();
  return {
    unknown,
    call: (className, args) => {
      const known = Object.hasOwn(calls, className) ? calls[className]!(args) : undefined;
      if (known !== undefined) return known;
      unknown.add(className);
      return new Unknown(className);
    },
    persistent: storageOf,
  };
}

/** undefined: not what PyTorch writes. */
const calls: Readonly<Record<string, (args: readonly PickleValue[]) => PickleValue | undefined>> = {
  "collections.OrderedDict": emptyDict,
  "collections.defaultdict": () => new PickleDict(),
  "builtins.dict": emptyDict,
  "__builtin__.dict": emptyDict,
  "builtins.set": firstList,
  "__builtin__.set": firstList,
  "builtins.frozenset": firstList,
  "__builtin__.frozenset": firstList,
  "torch.Size": firstList,
  "torch.device": ([name]) => name,
  "torch._utils._rebuild_tensor": tensorOf,
  "torch._utils._rebuild_tensor_v2": tensorOf,
  "torch._utils._rebuild_tensor_v3": (args) => tensorOf(args, args[6]),
  "torch._utils._rebuild_parameter": ([tensor]) => tensor,
  "torch._utils._rebuild_parameter_with_state": ([tensor]) => tensor,
};

function emptyDict(args: readonly PickleValue[]): PickleValue | undefined {
  return args.length === 0 ? new PickleDict() : undefined;
}

function firstList([list]: readonly PickleValue[]): PickleValue | undefined {
  return Array.isArray(list) ? list : undefined;
}

/** (storage, offset, shape, strides, …) */
function tensorOf(args: readonly PickleValue[], dtype?: PickleValue): PickleValue | undefined {
  const [storage, offset, shape, strides] = args;
  if (!(storage instanceof Storage)) return undefined;
  if (!isCount(offset) || !isShape(shape) || !isShape(strides) || shape.length !== strides.length) {
    return refuse("its pickle describes a tensor whose offset, shape or strides are no whole numbers");
  }
  return new TensorView(
    storage,
    offset,
    [...shape],
    [...strides],
    dtype instanceof PickleClass ? dtype.name : null,
  );
}

/** ("storage", class, key, device, elements) */
function storageOf(id: PickleValue): PickleValue {
  if (!Array.isArray(id)) return refuse("its pickle points to something that is no storage");
  const [kind, made, key, , elements] = id;
  if (kind !== "storage" || !(made instanceof PickleClass) || typeof key !== "string" || !isCount(elements)) {
    return refuse("its pickle points to something that is no storage");
  }
  return new Storage(made.name, key, elements);
}

const isCount = (value: PickleValue | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const isShape = (value: PickleValue | undefined): value is number[] =>
  Array.isArray(value) && value.length <= mostDimensions && value.every(isCount);
