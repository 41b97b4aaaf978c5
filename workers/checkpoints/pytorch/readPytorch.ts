import { bytesPerElement, elementsOf, type ReadableDtype } from "../dtypes";
import { quote, refuse } from "../files/formatError";
import type { RandomFile } from "../files/randomFile";
import type { TensorView } from "../pickle/pickleValue";
import { unpickle } from "../pickle/unpickle";
import { isReadable, unreadableReason } from "../values/readable";
import { readView } from "../values/readView";
import type { ReadableTensor, Refused, WeightFile } from "../weightFile";
import { placeOfIntactEntry, readEntry } from "../zip/openEntry";
import type { ZipEntry } from "../zip/zipEntry";
import { describeTraining } from "./describeTraining";
import { findWeights } from "./findWeights";
import { findTorchDtype } from "./torchDtypes";
import { torchMeaning } from "./torchMeaning";

type Members = ReadonlyMap<string, ZipEntry>;

const pickleName = "data.pkl";
const longestPickle = 32 * 2 ** 20;
const mostRefused = 100;

/** Whether a zip archive is what torch.save writes. */
export const isPytorch = (members: Members) => findPickle(members) !== undefined;

const findPickle = (members: Members) =>
  [...members.values()].find(({ name }) => name === pickleName || name.endsWith(`/${pickleName}`));

/**
 * What `torch.save` of PyTorch 1.6 and later writes: a pickle that describes the tensors, and one member for each
 * storage they look at. Tensors may share a storage, and look at a part of it in any order.
 *
 * @throws FormatError
 */
export async function readPytorch(file: RandomFile, members: Members): Promise<WeightFile> {
  const pickle = findPickle(members) ?? refuse(`it has no ${pickleName}`);
  if (pickle.bytes > longestPickle)
    refuse(`its pickle has ${pickle.bytes} bytes, more than ${longestPickle}`);
  const folder = pickle.name.slice(0, -pickleName.length);
  await requireLittleEndian(file, members.get(`${folder}byteorder`));

  const meaning = torchMeaning();
  const checkpoint = unpickle(await readEntry(file, pickle), meaning);
  const { tensors: views, root } = findWeights(checkpoint);
  const tensors = new Map<string, ReadableTensor>();
  const placeOf = placesOf(file);
  const refused: Refused[] = Array.from(meaning.unknown, (name) => ({
    name,
    reason: "a class that is not known to hold weights: nothing of it was run",
  })).slice(0, mostRefused);
  for (const [name, view] of views) {
    const dtype = findTorchDtype(view.dtypeName ?? view.storage.className);
    const member = members.get(`${folder}data/${view.storage.key}`);
    if (dtype === null || !isReadable(dtype)) {
      const reason =
        dtype === null ? `its type ${quote(view.storage.className)} is not known` : unreadableReason(dtype);
      refused.push({ name, reason });
    } else if (member === undefined) {
      refuse(`the storage ${quote(view.storage.key)} of ${quote(name)} is missing`);
    } else {
      const place = { name, view, member, dtype };
      requireWithin(place);
      if (repeats(place)) refused.push({ name, reason: "it repeats the elements of its storage" });
      else tensors.set(name, tensorAt(file, place, placeOf));
    }
  }
  return { format: "pytorch", tensors, refused, metadata: describeTraining(checkpoint, root) };
}

async function requireLittleEndian(file: RandomFile, member: ZipEntry | undefined): Promise<void> {
  if (member === undefined || member.bytes > 16) return;
  const order = (await readEntry(file, member)).toString("utf8");
  if (order === "big") {
    refuse(
      "it was written on a big-endian machine: load it there, and save it with torch.serialization.set_default_load_endianness or as safetensors",
    );
  }
}

interface Place {
  readonly name: string;
  readonly view: TensorView;
  readonly member: ZipEntry;
  readonly dtype: ReadableDtype;
}

const heldBy = ({ member, dtype }: Place) => Math.floor(member.bytes / bytesPerElement[dtype]);

function requireWithin(place: Place): void {
  const { name, member } = place;
  const { storage, offset, shape, strides } = place.view;
  if (member.compressed) refuse(`its storage ${quote(storage.key)} is compressed, torch.save does not do so`);
  const last = offset + shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis]!, 0);
  if (!shape.includes(0) && !(last < heldBy(place))) {
    refuse(
      `${quote(name)} [${shape.join(", ")}] ends at element ${last} of its storage ${quote(storage.key)}, which has ${heldBy(place)}`,
    );
  }
}

/** A view that repeats elements has no end: a small file could ask for any amount of memory. */
const repeats = (place: Place) => elementsOf(place.view.shape) > heldBy(place);

/** Each member is looked for and checked once, however many tensors look at it. */
function placesOf(file: RandomFile) {
  const places = new Map<ZipEntry, Promise<number>>();
  return (member: ZipEntry) => {
    const place = places.get(member) ?? placeOfIntactEntry(file, member);
    places.set(member, place);
    return place;
  };
}

function tensorAt(
  file: RandomFile,
  { view, member, dtype }: Place,
  placeOf: (member: ZipEntry) => Promise<number>,
): ReadableTensor {
  const { offset, shape, strides } = view;
  return {
    ...{ dtype, shape, bytes: elementsOf(shape) * bytesPerElement[dtype] },
    read: async (conversions) => {
      const position = await placeOf(member);
      return readView(file, { dtype, offset, shape, strides, position }, conversions);
    },
  };
}
