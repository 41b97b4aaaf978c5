import { createHash } from "node:crypto";
import { basename } from "node:path";
import { AppError } from "~/core/errors";
import { findWeightFiles } from "./files/findWeightFiles";
import { quote } from "./files/formatError";
import { naming } from "./files/naming";
import { openRandomFile, type RandomFile } from "./files/randomFile";
import { unwrapNames } from "./unwrapNames";
import { readWeightFile } from "./readWeightFile";
import type { Conversions } from "./values/conversions";
import type { Metadata, ReadableTensor, Refused, StoredTensor, WeightFile, WeightFormat } from "./weightFile";

export type { StoredTensor } from "./weightFile";

/** The weights of one checkpoint, whatever format and however many files they lie in. */
export interface WeightStore {
  readonly format: WeightFormat;
  /** Where they lie. */
  readonly files: readonly string[];
  /** Every tensor that can be read, by its name in the file without wrappers: see `unwrapNames`. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** What the files hold beside them, and why it is not read. */
  readonly refused: readonly Refused[];
  /** The step and other facts of the training that the files themselves state, nested ones as `model_args.n_head`. */
  readonly metadata: Metadata;
  /**
   * A tensor in row-major order, whatever type stores it: exact for F32, F16, BF16 and integers up to 2^24, else
   * rounded.
   *
   * @throws AppError checkpoint_unreadable
   */
  readFloat32(name: string): Promise<Float32Array>;
  /** Of one file: its SHA-256. Of several: of the lines that `sha256sum` prints for them, in the order of their names. */
  sha256(): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens the weights of a checkpoint: a file of any format (judged by its content, not its name), or a folder with
 * one, or with an index and its shards. Only headers are read; nothing in a file is executed.
 *
 * @param conversions of the backend at hand, to read 16-bit weights faster
 * @throws AppError checkpoint_unreadable, naming the file and what is wrong with it
 */
export async function openWeights(path: string, conversions: Conversions = {}): Promise<WeightStore> {
  const paths = await naming(path, () => findWeightFiles(path));
  const files: RandomFile[] = [];
  try {
    const opened: WeightFile[] = [];
    for (const each of paths) {
      const file = await naming(each, () => openRandomFile(each));
      files.push(file);
      opened.push(await naming(each, () => readWeightFile(file)));
    }
    return storeOf(path, { files, opened, conversions });
  } catch (error) {
    await closeAll(files);
    throw error;
  }
}

interface Opened {
  readonly files: RandomFile[];
  readonly opened: WeightFile[];
  readonly conversions: Conversions;
}

function storeOf(path: string, { files, opened, conversions }: Opened): WeightStore {
  const formats = new Set(opened.map(({ format }) => format));
  const [format] = formats;
  if (format === undefined || formats.size > 1) {
    throw new AppError("checkpoint_unreadable", `${path} mixes ${[...formats].join(" and ")}.`);
  }
  const tensors = unwrapNames(joinShards(files, opened));
  const refused = opened.flatMap((file) => file.refused);
  if (tensors.size === 0) {
    const [first] = refused;
    const because = first === undefined ? "" : `: ${quote(first.name)} is refused, ${first.reason}`;
    throw new AppError("checkpoint_unreadable", `${path} holds no weights that can be read${because}.`);
  }
  return {
    format,
    files: files.map((file) => file.path),
    tensors,
    refused,
    metadata: Object.assign({}, ...opened.map(({ metadata }) => metadata)) as Metadata,
    readFloat32: async (name) => {
      const tensor = tensors.get(name);
      if (tensor === undefined) {
        throw new AppError("checkpoint_unreadable", `${path} has no tensor ${name} that can be read.`);
      }
      return naming(path, () => tensor.read(conversions));
    },
    sha256: () => naming(path, () => hashOf(files)),
    close: () => closeAll(files),
  };
}

function joinShards(files: RandomFile[], opened: WeightFile[]): Map<string, ReadableTensor> {
  const joined = new Map<string, ReadableTensor>();
  opened.forEach(({ tensors }, at) => {
    for (const [name, tensor] of tensors) {
      if (joined.has(name)) {
        throw new AppError(
          "checkpoint_unreadable",
          `${files[at]!.path} repeats ${name} of an earlier shard.`,
        );
      }
      joined.set(name, tensor);
    }
  });
  return joined;
}

async function hashOf(files: RandomFile[]): Promise<string> {
  if (files.length === 1) return files[0]!.sha256();
  const lines = createHash("sha256");
  for (const file of files) lines.update(`${await file.sha256()}  ${basename(file.path)}\n`);
  return lines.digest("hex");
}

async function closeAll(files: RandomFile[]): Promise<void> {
  await Promise.all(files.map((file) => file.close()));
}
