import { refuse } from "./files/formatError";
import type { RandomFile } from "./files/randomFile";
import { readSafetensors } from "./openSafetensors";
import type { WeightFile } from "./weightFile";

/** @throws FormatError */
export async function readWeightFile(file: RandomFile): Promise<WeightFile> {
  if (file.bytes === 0) refuse("it is empty");
  return readSafetensors(file);
}
