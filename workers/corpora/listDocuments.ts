import { seededRandom } from "~/core/stats/random";
import { shuffle } from "~/core/stats/shuffle";
import { readFactbook } from "./readFactbook";
import { readGlosses } from "./readGlosses";

/**
 * The documents of the text "english", each once, in a fixed shuffled order. The order does not depend on a run's
 * seed, so that all runs hold out the same text and can be compared.
 */
export async function listDocuments(): Promise<string[]> {
  const documents = [...new Set([...(await readGlosses()), ...(await readFactbook())])];
  const order = shuffle(Uint32Array.from(documents.keys()), seededRandom(0));
  return Array.from(order, (index) => documents[index]!);
}
