import type { Metric } from "./metric";

const paper = "arXiv 2509.21163; METHODS §4";

/** Every quantity of a group of neurons beside its spectra, and of attention routing. */
export const coordinationMetrics = {
  coactivation: {
    title: "Co-activation",
    unit: "",
    sentence:
      "How the activations of a group's neurons go together: their correlations over positions, within the group and with the rest of the layer.",
    formula: String.raw`r_{ij}=\operatorname{corr}_t(a_{t,i},a_{t,j})`,
    method: "pearson; mean, median, share > 0, share |r| > .5, cosine of centred activations",
    source: paper,
  },
  "coactivation.matrix": {
    title: "Co-activation matrix",
    unit: "",
    sentence:
      "The correlations of every pair of the group's neurons, ordered by the communities that Louvain finds; frames are communities.",
    formula: String.raw`r_{ij}=\operatorname{corr}_t(a_{t,i},a_{t,j})`,
    method: "pearson, ordered by community",
    source: paper,
  },
  modularity: {
    title: "Modularity",
    unit: "",
    sentence:
      "How clearly the group divides into communities that fire together; noise has modularity, too, so it is held against random groups of the layer, and against copies with shuffled contexts, which even random neurons of a trained layer exceed.",
    formula: String.raw`Q=\frac1{2W}\sum_{ij}\Bigl(w_{ij}-\frac{s_is_j}{2W}\Bigr)\delta(c_i,c_j)`,
    method: "louvain, signed; nulls: matched groups, context-shuffled copies",
    source: paper,
  },
  joinCount: {
    title: "Join count",
    unit: "joins",
    sentence:
      "How often a neuron of the group has another of the group among its 10 nearest: whether the group lies together. By index nothing may be found, for indices are exchangeable.",
    formula: String.raw`J=\sum_{i\in G}\#\{j\in \mathrm{kNN}_{10}(i): j\in G\}`,
    method: "kNN, k = 10; null: random relabelling",
    source: paper,
  },
  moransI: {
    title: "Moran's I",
    unit: "",
    sentence: "Whether neurons that lie close together have similar influence; 0 when place says nothing.",
    formula: String.raw`I=\frac{m}{W}\,\frac{\sum_{ij}w_{ij}(v_i-\bar v)(v_j-\bar v)}{\sum_i (v_i-\bar v)^2}`,
    method: "kNN weights; null: random relabelling",
    source: "METHODS §4",
  },
  holm: {
    title: "Holm's correction",
    unit: "",
    sentence:
      "A p-value made larger for being one of several tests of the same kind; which tests those are is named beside it.",
    formula: String.raw`\tilde p_{(k)}=\max_{j\le k}\min\{1,(m-j+1)\,p_{(j)}\}`,
    method: "holm",
    source: "METHODS §4",
  },
  "overlap.kinds": {
    title: "Neurons of a known kind",
    unit: "neurons",
    sentence:
      "How many of the group are entropy neurons (they write where the unembedding hardly looks) or token-frequency neurons (they act by how frequent tokens are), beside what sets drawn by chance share; as many of each kind are taken as there are leaders.",
    formula: String.raw`|G\cap K|,\quad p=P(X\ge|G\cap K|),\ X\ \text{hypergeometric}`,
    method: "shared with the top n; p: hypergeometric, one-sided",
    source: "Stolfo et al. 2024, arXiv 2406.16254; METHODS §7",
  },
  robustness: {
    title: "Other ablations",
    unit: "10⁻³ nats",
    sentence:
      "The influence of the leading neurons when they are set to zero, or to what they hold at another position, beside that of holding them at their mean: near the line, the ranking does not hang on how a neuron is taken away.",
    formula: String.raw`I_i^{\text{zero}},\ I_i^{\text{resample}}\quad\text{against}\quad I_i`,
    method: "ablation: zero, resample, mean; spearman with interval by sequence bootstrap",
    source: "METHODS §2",
  },
  mutualInformation: {
    title: "Mutual information",
    unit: "nats",
    sentence:
      "How much one neuron's activation tells of another's, straight-line or not, averaged over pairs of the group; dear, so it is measured where somebody asks for it.",
    formula: String.raw`I=\psi(k)+\psi(N)-\langle\psi(n_x+1)+\psi(n_y+1)\rangle`,
    method: "ksg1, k = 3, at most 50 pairs; 199 matched groups",
    source: "Kraskov et al. 2004; METHODS §4",
  },
  routing: {
    title: "Attention routing",
    unit: "",
    sentence:
      "How much the plateau neurons' activations move when one head's query is replaced by attending to the first token, for rare and for common targets.",
    formula: String.raw`S_h(B)=\operatorname*{mean}_{t\in B}\sum_{i\in\text{plateau}}\bigl|a_i^{\text{ablated}}-a_i\bigr|`,
    method: "query → BOS, last two layers",
    source: "arXiv 2509.21163; METHODS §5",
  },
  "routing.layer": {
    title: "A whole layer's routing",
    unit: "",
    sentence:
      "What becomes of the group when all heads of a layer attend to the first token at once, beside the sum of what each head does alone.",
    formula: String.raw`S_{\text{layer}}(B)\quad\text{and}\quad\sum_h S_h(B)`,
    method: "query → BOS, all heads of a layer",
    source: "METHODS §5",
  },
  "routing.correlation": {
    title: "Routing, rare against common",
    unit: "",
    sentence:
      "Whether the heads that matter for rare targets are those that matter for common ones: near 1, they share the routing.",
    formula: String.raw`\operatorname{corr}_h\bigl(S_h(\text{rare}),S_h(\text{common})\bigr)`,
    method: "pearson, spearman; interval by sequence bootstrap",
    source: "METHODS §5",
  },
  "routing.gini": {
    title: "Concentration of routing",
    unit: "",
    sentence: "How unevenly heads route: 0 when all do so alike, near 1 when one head does it all.",
    formula: String.raw`G=\frac{\sum_{h,h'}|S_h-S_{h'}|}{2H\sum_h S_h}`,
    method: "gini",
    source: "METHODS §5",
  },
  "routing.selectivity": {
    title: "Selectivity of routing",
    unit: "",
    sentence: "How much more routing there is for rare targets than for common ones, over the heads.",
    formula: String.raw`\operatorname*{mean}_h\bigl(S_h(\text{rare})-S_h(\text{common})\bigr)`,
    method: "mean over heads; interval by sequence bootstrap",
    source: "METHODS §5",
  },
} as const satisfies Record<string, Metric>;
