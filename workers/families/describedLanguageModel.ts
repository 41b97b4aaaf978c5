import type { LanguageModel } from "~workers/lm/languageModel";
import type { Architecture } from "./architecture";
import { listMatrices } from "./listMatrices";
import type { NamedWeights } from "./namedWeights";
import { readLinear } from "./readLinear";
import { readNorm } from "./readNorm";
import { readUnembedding } from "./readTables";
import { loadArchitecture } from "./running/loadArchitecture";

/** A model by its description, its weights read when they are asked for. */
export function describedLanguageModel(architecture: Architecture, weights: NamedWeights): LanguageModel {
  const { family, sizes, head, block } = architecture;
  const { width, mlpWidth } = sizes;
  return {
    ...{ family, sizes },
    matrices: listMatrices(architecture, weights),
    head: async () => {
      const { kind, epsilon, gamma, beta } = await readNorm(weights, head.norm, width);
      return {
        norm: kind,
        ...{ epsilon, gamma, beta },
        unembedding: await readUnembedding(architecture, weights),
        unembeddingBias: head.bias ? await weights.read(`${head.unembedding}.bias`) : null,
        softCap: head.softCap ?? null,
      };
    },
    mlp: async (layer) => {
      const { gate, up, down, postNorm } = block(layer).mlp;
      const { weight: wIn, bias: bIn } = await readLinear(weights, up, { inputs: width });
      const gating = gate ? await readLinear(weights, gate, { inputs: width }) : null;
      const { weight: wOut } = await readLinear(weights, down, { inputs: mlpWidth, order: "in,out" });
      const norm = postNorm ? await readNorm(weights, postNorm, width) : null;
      return {
        ...{ layer, neurons: mlpWidth, width, wIn, bIn, wOut },
        wGate: gating?.weight ?? null,
        postNorm: norm && { gamma: norm.gamma, epsilon: norm.epsilon },
      };
    },
    load: () => loadArchitecture(architecture, weights),
  };
}
