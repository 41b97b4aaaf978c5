/** The nouns of the page, each in one sentence. */
export const words = [
  {
    word: "Run",
    meaning: "One training of one model from its first step to its last, or to where it was stopped.",
  },
  { word: "Step", meaning: "One update of the weights from one batch of text." },
  {
    word: "Checkpoint",
    meaning:
      "The weights as they stood after a step, kept on disk and measured: at steps 0, 1, 2, 4 … 512, then at regular distances.",
  },
  {
    word: "Neuron",
    meaning:
      "One hidden unit of the last MLP; its activation times its output weights is what it adds to the residual stream.",
  },
  {
    word: "Mean ablation",
    meaning: "Holding a neuron at its average activation, to see what its variation is worth to the loss.",
  },
  {
    word: "Band",
    meaning:
      "The positions whose next token is rare (the rarer half of the vocabulary) or common (the other half). Where frequencies were counted on the evaluation text itself, half of the tokens that occur in it.",
  },
  {
    word: "Regime",
    meaning: "A stretch of the ranked influence curve that follows one law: plateau, power law or decay.",
  },
  {
    word: "Leaders",
    meaning:
      "The 33 neurons of largest influence on rare tokens, the paper's first fixed cut; unlike a plateau, they exist at every step.",
  },
  {
    word: "Null",
    meaning:
      "What the same calculation gives for random groups of neurons of the same size and norms; a value inside it is no finding.",
  },
  { word: "Interval", meaning: "Where the value lies in 95 % of resampled data; printed in brackets." },
  {
    word: "Skipped",
    meaning:
      "A checkpoint that was kept but not measured, because measuring would have taken more of the run's time than allowed.",
  },
] as const;
