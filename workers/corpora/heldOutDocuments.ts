import { parseRunConfig } from "~/core/runConfig";
import { openCorpus } from "./openCorpus";

/** The demo text's held-out documents, which no run here trains on. @param directory where tokenised texts are kept */
export async function heldOutDocuments(
  directory: string,
  onProgress?: (share: number) => void,
): Promise<string[]> {
  const { heldOut, endOfText, decode } = await openCorpus({
    config: parseRunConfig({}),
    directory,
    ...(onProgress && { onProgress }),
  });
  const documents: string[] = [];
  let begin = 0;
  for (let at = heldOut.indexOf(endOfText); at >= 0; at = heldOut.indexOf(endOfText, begin)) {
    documents.push(decode(heldOut.subarray(begin, at)));
    begin = at + 1;
  }
  return documents;
}
