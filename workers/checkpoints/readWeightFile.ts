import { refuse } from "./files/formatError";
import type { RandomFile } from "./files/randomFile";
import { readLlama2c } from "./llama2c/readLlama2c";
import { isNpz, readNpz } from "./numpy/readNpz";
import { readSafetensors } from "./openSafetensors";
import { refuseLegacyPytorch } from "./pytorch/legacyPytorch";
import { isPytorch, readPytorch } from "./pytorch/readPytorch";
import type { WeightFile } from "./weightFile";
import { readZipDirectory } from "./zip/readZipDirectory";

/** What is known by its first bytes and not read. */
const others: [start: string, reason: string][] = [
  ["version https://git-lfs", "it is a pointer of Git LFS: fetch the file itself with git lfs pull"],
  ["\x89HDF", "it is HDF5: save the weights as safetensors"],
  ["GGUF", "it is GGUF, whose weights are mostly quantised: use those it was made from"],
  ["\x93NUMPY", "it is one .npy array: put the weights into an .npz with numpy.savez"],
  ["\x1f\x8b", "it is packed by gzip: unpack it first"],
];

/**
 * The weights of a file of any format, told by its content.
 *
 * @throws FormatError
 */
export async function readWeightFile(file: RandomFile): Promise<WeightFile> {
  if (file.bytes === 0) refuse("it is empty");
  const start = await file.read(0, Math.min(512, file.bytes));
  const text = start.toString("latin1");
  if (text.startsWith("PK\x03\x04")) return readArchive(file);
  const other = others.find(([known]) => text.startsWith(known));
  if (other !== undefined) refuse(other[1]);
  refuseLegacyPytorch(start, file.path);
  const llama = readLlama2c(file, start);
  if (llama !== null) return llama;
  // The length of a header in eight bytes, then JSON.
  if (text[8] === "{" || file.path.endsWith(".safetensors")) return readSafetensors(file);
  return refuse("it is none of safetensors, PyTorch, NumPy .npz and llama2.c");
}

async function readArchive(file: RandomFile): Promise<WeightFile> {
  const members = await readZipDirectory(file);
  if (isPytorch(members)) return readPytorch(file, members);
  if (isNpz(members)) return readNpz(file, members);
  return refuse("it is a zip archive of neither PyTorch (data.pkl) nor NumPy (*.npy)");
}
