import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Behind the length of the longest token and the first one's score: its length, and what is the first of every Llama. */
const [firstToken, at] = [Buffer.from("\u0005\0\0\0<unk>"), 8];

/**
 * Whether a file is the tokenizer that llama2.c keeps beside a model: it has the extension of weights, too. Where it cannot
 * be read it is none; reading it as something else says why.
 */
export async function isLlama2cTokenizer(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith(".bin")) return false;
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (!file) return false;
  try {
    const start = Buffer.alloc(at + firstToken.length);
    const { bytesRead } = await file.read(start, 0, start.length, 0);
    return bytesRead === start.length && start.subarray(at).equals(firstToken);
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
