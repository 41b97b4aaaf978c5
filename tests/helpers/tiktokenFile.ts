import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";

export type RealEncoding = "gpt2" | "p50k_base" | "cl100k_base" | "o200k_base";

const Encoding = z.object({ bpe_ranks: z.string() });

/** A real vocabulary from the npm package of tiktoken as the file that OpenAI offers: a token and its rank a line. */
export function tiktokenFile(name: RealEncoding): string {
  const path = createRequire(import.meta.url).resolve(`tiktoken/encoders/${name}.json`);
  const { bpe_ranks } = Encoding.parse(JSON.parse(readFileSync(path, "utf8")));
  return bpe_ranks
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const [, first, ...tokens] = line.split(" ");
      return tokens.map((token, k) => `${token} ${Number(first) + k}\n`);
    })
    .join("");
}
