import { coordinationMetrics } from "./metrics/coordinationMetrics";
import { layerMetrics } from "./metrics/layerMetrics";
import type { Metric } from "./metrics/metric";
import { neuronMetrics } from "./metrics/neuronMetrics";

const plateauPaper = "Distributed Specialization, arXiv 2509.21163; reviewed model choice: METHODS §3";
const htsr = "Martin & Mahoney, arXiv 1810.01075; WeightWatcher";

/**
 * Every quantity Plateau shows. Names that are also curves in the database are listed in `seriesNames`; the
 * others are read from fits, spectra and group statistics.
 */
export const metrics = {
  "training.loss": {
    title: "Training loss",
    unit: "nats",
    sentence:
      "How surprised the model is by the next token of the text it trains on, averaged over the batch of one step.",
    formula: String.raw`\mathcal L = -\tfrac1N\sum_t \ln p(y_t \mid x_{\le t})`,
    method: "cross-entropy",
    source: "the trainer, every step",
  },
  "training.gradientNorm": {
    title: "Gradient norm",
    unit: "",
    sentence: "The length of the whole gradient before it is clipped; a sudden rise announces instability.",
    formula: String.raw`\lVert\nabla\mathcal L\rVert_2`,
    method: "global-norm",
    source: "the trainer, every step",
  },
  "training.learningRate": {
    title: "Learning rate",
    unit: "",
    sentence: "The step size of the optimizer: a linear warm-up, then half a cosine.",
    formula: String.raw`\eta_s`,
    method: "warmup+cosine",
    source: "the run's config",
  },
  "loss.all": {
    title: "Held-out loss, all tokens",
    unit: "nats",
    sentence: "Loss on text the model never trains on.",
    formula: String.raw`\tfrac1T\sum_t -\ln p(y_t)`,
    method: "cross-entropy",
    source: "held-out positions of the measurement",
  },
  "loss.rare": {
    title: "Held-out loss, rare tokens",
    unit: "nats",
    sentence:
      "Loss where the token to predict belongs to the rarer half of the vocabulary (of the tokens that occur, where they were counted on the evaluation text).",
    formula: String.raw`\tfrac1{|B|}\sum_{t\in B} -\ln p(y_t),\quad B=\{t:\operatorname{rank}(y_t)\ge V/2\}`,
    method: "cross-entropy, band half",
    source: "METHODS §1",
  },
  "loss.common": {
    title: "Held-out loss, common tokens",
    unit: "nats",
    sentence:
      "Loss where the token to predict belongs to the more frequent half of the vocabulary (of the tokens that occur, where they were counted on the evaluation text).",
    formula: String.raw`\tfrac1{|B|}\sum_{t\in B} -\ln p(y_t),\quad B=\{t:\operatorname{rank}(y_t)< V/2\}`,
    method: "cross-entropy, band half",
    source: "METHODS §1",
  },
  "loss.sub_elbow": {
    title: "Held-out loss, tokens below the elbow",
    unit: "nats",
    sentence:
      "Loss where the token to predict is rarer than the elbow of the ranked frequencies, below the paper’s rare band; there are such bands only where a run asks for elbow15.",
    formula: String.raw`\tfrac1{|B|}\sum_{t\in B} -\ln p(y_t),\quad B=\{t:p(y_t)<p_{\text{elbow}}\}`,
    method: "cross-entropy, band elbow15",
    source: "METHODS §1",
  },
  influence: {
    title: "Influence of a neuron",
    unit: "10⁻³ nats",
    sentence:
      "How much the loss at a position moves, on average, when the neuron is held at its mean activation.",
    formula: String.raw`I_i^B=\operatorname*{mean}_{t\in B}\bigl|\operatorname{loss}(x_t+(\bar a_i-a_{t,i})\,w_i)-\operatorname{loss}(x_t)\bigr|`,
    method: "mean-ablation, exact",
    source: "arXiv 2509.21163; Stolfo et al. 2024; METHODS §2",
  },
  "influence.signed": {
    title: "Signed influence",
    unit: "10⁻³ nats",
    sentence: "Positive when the neuron helps (holding it at its mean hurts), negative when it suppresses.",
    formula: String.raw`D_i^B=\operatorname*{mean}_{t\in B}\Delta_{t,i}`,
    method: "mean-ablation, exact",
    source: "METHODS §2",
  },
  "influence.layerNormShare": {
    title: "Share through the final norm",
    unit: "%",
    sentence:
      "The part of a neuron's influence that acts by rescaling the final layer norm rather than by writing to the logits.",
    formula: String.raw`1-I^{\text{frozen}}_i/I_i`,
    method: "frozen-norm",
    source: "Stolfo et al. 2024, arXiv 2406.16254",
  },
  noiseFloor: {
    title: "Noise floor",
    unit: "neurons",
    sentence:
      "Ranks beyond it hold neurons whose influence cannot be told from zero; they are drawn faint and never interpreted.",
    formula: String.raw`r_{\text{noise}}=\#\{i:|\Delta_i|>2\,\mathrm{s.e.}\}`,
    method: "2 standard errors over sequences; Student’s law where they are few",
    source: "METHODS §3",
  },
  regimes: {
    title: "Regimes of the ranked curve",
    unit: "rank",
    sentence:
      "Neurons ranked by influence can divide into a flat plateau of leaders, a power law and a rapid decay; a regime is drawn only where smooth rivals fit clearly worse.",
    formula: String.raw`\ln v_{(r)} = a + b_1\ln r + b_2(\ln r-\ln r_1)_+ + \delta\ln\!\bigl(1-\tfrac{r}{N+1}\bigr)`,
    method: "calibrated",
    source: plateauPaper,
  },
  "plateau.size": {
    title: "Plateau size",
    unit: "neurons",
    sentence:
      "How many of the most influential neurons stand level, before the power law begins. In simulated smooth curves of 512 neurons one was seen by mistake in at most 3 of 1,000, those of the law that no rival holds exactly (|t₃|).",
    formula: String.raw`r_1:\; p\le .01,\ |b_1|\le\tfrac12|b_2|,\ b_2\le-.15`,
    method: "calibrated",
    source: plateauPaper,
  },
  "plateau.excess": {
    title: "Plateau excess",
    unit: "10⁻³ nats",
    sentence:
      "How far the leading neurons stand from where the power law, continued to rank 1, would put them; a flat top lies below it, so a plateau's excess is negative.",
    formula: String.raw`\operatorname*{mean}_{r<r_1}\bigl(v_{(r)}-\hat v^{\text{power law}}_{(r)}\bigr)`,
    method: "calibrated",
    source: plateauPaper,
  },
  "powerLaw.exponent": {
    title: "Power-law exponent κ",
    unit: "",
    sentence: "How steeply influence falls with rank after the plateau.",
    formula: String.raw`v_{(r)}\propto r^{-\kappa},\quad \kappa=-b_2`,
    method: "calibrated",
    source: plateauPaper,
  },
  "decay.delta": {
    title: "Decay δ",
    unit: "",
    sentence: "How fast the least influential neurons fade out; generic, it appears in noise as well.",
    formula: String.raw`v_{(r)}\propto(1-r/(N+1))^{\delta}`,
    method: "calibrated",
    source: plateauPaper,
  },
  "difference.plateauSize": {
    title: "Plateau size, rare − common",
    unit: "neurons",
    sentence: "How many more neurons stand on the plateau for rare tokens than for common ones.",
    formula: String.raw`r_1^{\text{rare}}-r_1^{\text{common}}`,
    method: "calibrated, paired bootstrap",
    source: "METHODS §3",
  },
  "difference.exponent": {
    title: "Exponent, rare − common",
    unit: "",
    sentence: "Whether influence is more concentrated for rare tokens than for common ones.",
    formula: String.raw`\kappa^{\text{rare}}-\kappa^{\text{common}}`,
    method: "calibrated, paired bootstrap",
    source: "METHODS §3",
  },
  "difference.decay": {
    title: "Decay, rare − common",
    unit: "",
    sentence: "Whether the least influential neurons fade out faster for rare tokens than for common ones.",
    formula: String.raw`\delta^{\text{rare}}-\delta^{\text{common}}`,
    method: "calibrated, paired bootstrap",
    source: "METHODS §3",
  },
  "difference.excess": {
    title: "Plateau excess, rare − common",
    unit: "10⁻³ nats",
    sentence:
      "Whether the leading neurons leave the power law further for rare tokens than for common ones; an interval that excludes zero tells the two apart, below zero the rare top is the flatter one.",
    formula: String.raw`E^{\text{rare}}-E^{\text{common}}`,
    method: "calibrated, paired bootstrap",
    source: "METHODS §3",
  },
  "difference.logExcess": {
    title: "Log excess, rare − common",
    unit: "",
    sentence:
      "Whether the rare curve has the flatter top: how far its leading neurons stay below the power law continued to rank 1, as a mean log ratio, less the same of the common curve. An interval above zero tells the two apart.",
    formula: String.raw`X^{\text{rare}}-X^{\text{common}},\quad X=\operatorname*{mean}_{r<r_1}\ln\frac{\hat v^{\text{power law}}_{(r)}}{v_{(r)}}`,
    method: "excess:mean_log_ratio@1, paired bootstrap",
    source: "METHODS §3",
  },
  onset: {
    title: "Onset",
    unit: "step",
    sentence:
      "The first step from which the plateau's log excess for rare tokens stays clear of zero, while that for common tokens does not differ from it; where the excess in nats says another step, both are told.",
    formula: String.raw`\min\{s: 0\notin \mathrm{CI}(L_s^{\text{rare}}),\ 0\in \mathrm{CI}(L_s^{\text{common}})\}`,
    method: "calibrated",
    source: "METHODS §3",
  },
  "overlap.rare": {
    title: "Leaders kept, rare",
    unit: "",
    sentence: "The share of leading neurons for rare tokens that also led at the checkpoint before.",
    formula: String.raw`J=\frac{|A_s\cap A_{s'}|}{|A_s\cup A_{s'}|}`,
    method: "jaccard, top n",
    source: "METHODS §7",
  },
  "overlap.common": {
    title: "Leaders kept, common",
    unit: "",
    sentence: "The share of leading neurons for common tokens that also led at the checkpoint before.",
    formula: String.raw`J=\frac{|A_s\cap A_{s'}|}{|A_s\cup A_{s'}|}`,
    method: "jaccard, top n",
    source: "METHODS §7",
  },
  "overlap.rareCommon": {
    title: "Leaders shared by rare and common",
    unit: "",
    sentence: "How far the same neurons lead for rare and for common tokens.",
    formula: String.raw`J(A^{\text{rare}},A^{\text{common}})`,
    method: "jaccard, top n",
    source: "METHODS §7",
  },
  "overlap.boost": {
    title: "Leaders kept, boosting",
    unit: "",
    sentence:
      "The share of the neurons that lower the loss on rare targets most that did so at the checkpoint before.",
    formula: String.raw`J=\frac{|A_s\cap A_{s'}|}{|A_s\cup A_{s'}|},\quad A:\ \text{top } D_i>0`,
    method: "jaccard, top n",
    source: "METHODS §7",
  },
  "overlap.suppress": {
    title: "Leaders kept, suppressing",
    unit: "",
    sentence:
      "The share of the neurons that raise the loss on rare targets most that did so at the checkpoint before.",
    formula: String.raw`J=\frac{|A_s\cap A_{s'}|}{|A_s\cup A_{s'}|},\quad A:\ \text{top } D_i<0`,
    method: "jaccard, top n",
    source: "METHODS §7",
  },
  alpha: {
    title: "Spectral exponent α",
    unit: "",
    sentence:
      "How heavy the tail of a weight matrix's eigenvalues is: the smaller, the more the layer has learned correlations; 2 to 6 is usual for trained layers.",
    formula: String.raw`\rho(\lambda)\sim\lambda^{-\alpha}\ \text{for}\ \lambda\ge x_{\min}`,
    method: "alpha_ww, alpha_csn2, alpha_mid, alpha_farms",
    source: htsr,
  },
  stableRank: {
    title: "Stable rank",
    unit: "",
    sentence: "How many directions carry the matrix, counted softly.",
    formula: String.raw`\lVert W\rVert_F^2/\lVert W\rVert_2^2`,
    method: "stable_rank",
    source: htsr,
  },
  marchenkoPastur: {
    title: "Marchenko–Pastur spikes",
    unit: "eigenvalues",
    sentence: "Eigenvalues beyond the edge that a random matrix of this shape and variance would have.",
    formula: String.raw`\#\{\lambda>\lambda_+ + \mathrm{TW}_{99\%}\},\quad \lambda_+=\sigma^2(1+1/\sqrt Q)^2`,
    method: "mp:median",
    source: "METHODS §6",
  },
  "group.alpha": {
    title: "α of the plateau neurons",
    unit: "",
    sentence:
      "The spectral exponent of the plateau neurons' weights beside that of random groups of the same size and norms; only the distance to them is a finding.",
    formula: String.raw`z=\frac{\alpha_G-\operatorname{mean}\alpha_{G'}}{\operatorname{sd}\alpha_{G'}}`,
    method: "alpha_mid, 199 matched groups",
    source: "arXiv 2509.21163; METHODS §6",
  },
  "group.effectiveDimension": {
    title: "Effective dimension",
    unit: "",
    sentence:
      "How many independent directions the plateau neurons' activations span, beside random groups of the same size and norms.",
    formula: String.raw`\mathrm{PR}=\frac{(\sum\lambda)^2}{\sum\lambda^2}\,,\qquad \frac1{\mathrm{PR}}=\frac1{\widehat{\mathrm{PR}}}-\frac1T`,
    method: "participation_ratio, 199 matched groups",
    source: "METHODS §4",
  },
  ...neuronMetrics,
  ...layerMetrics,
  ...coordinationMetrics,
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;

/** The curves in the database. Training writes the first three, measuring the others. */
export const seriesNames = [
  "training.loss",
  "training.gradientNorm",
  "training.learningRate",
  "loss.all",
  "loss.rare",
  "loss.common",
  "loss.sub_elbow",
  "difference.plateauSize",
  "difference.exponent",
  "difference.decay",
  "difference.excess",
  "difference.logExcess",
  "overlap.rare",
  "overlap.common",
  "overlap.rareCommon",
  "overlap.boost",
  "overlap.suppress",
] as const satisfies readonly MetricName[];

export type SeriesName = (typeof seriesNames)[number];
