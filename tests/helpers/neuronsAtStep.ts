import type { NeuronsAtStep } from "~/features/neurons/neuronColumn";

/** A layer of six: neuron 3 leads, 5 is beyond the noise floor and has no cosine. */
export const neuronsAtStep: NeuronsAtStep = {
  step: 64,
  layer: 3,
  neurons: 6,
  columns: {
    "influence.absolute:rare": [4e-3, 3e-3, 2e-3, 9e-3, 1e-3, 5e-4],
    "influence.frozenAbsolute:rare": [4e-3, 1.5e-3, 2e-3, 9e-3, 1e-3, 5e-4],
    "neuron.cosInOut": [0.5, -0.25, 0, 0.1, 0.3, null],
    "activation.sparsity": [0.5, 0.25, 0.1, 1, 0, 0.2],
  },
  standings: {
    rare: {
      rank: [2, 3, 4, 1, 5, 6],
      regime: ["powerLaw", "powerLaw", "decay", "plateau", "decay", null],
      noiseFloorRank: 5,
    },
    common: null,
  },
};
