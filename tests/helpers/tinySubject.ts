import { parseRunConfig, type RunConfigInput } from "~/core/runConfig";
import { prepareSubject, type Subject } from "~workers/measure/subject";
import { tinyBatch, tinyLanguageModel, tinyShape } from "./tinyLanguageModel";

const shape = { ...tinyShape, mlpWidth: 48, vocabulary: 200 };

/** A model of Gaussian weights on random text, ready to be measured; frequencies of tokens fall like 1/rank and then break off. */
export function tinySubject(measure: RunConfigInput["measure"] = {}, sequences = 30): Promise<Subject> {
  const settings = parseRunConfig({
    measure: { nullGroups: 39, routingPositions: 256, informationPositions: 100, ...measure },
  }).measure;
  const counts = Array.from({ length: shape.vocabulary }, (_, v) =>
    v < 170 ? Math.round(20_000 / (v + 1)) : Math.max(0, 175 - v),
  );
  return prepareSubject({
    ...{ step: 0, seed: 0, settings, model: tinyLanguageModel(shape).model },
    batch: tinyBatch(sequences, shape),
    text: {
      counts,
      split: "vocabulary",
      tokensHash: "t",
      countsHash: "c",
      decode: (ids) => [...ids].join(" "),
      warnings: [],
    },
    weightsHash: "w",
  });
}
