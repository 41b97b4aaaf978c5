import { milliNats } from "~/charts/format/milliNats";
import type { NeuronColumn } from "./neuronColumn";
import { regimeWords } from "./regimeWords";

type Band = "rare" | "common";
type Described = Pick<NeuronColumn, "id" | "label" | "metric">;

const number = (values: (number | null)[] | undefined, factor: number) =>
  values ? values.map((value) => (value === null ? null : value * factor)) : null;

const stored = (group: NeuronColumn["group"], key: string, column: Described): NeuronColumn => ({
  ...column,
  group,
  unit: null,
  kind: "number",
  valuesOf: ({ columns }) => columns[key] ?? null,
});

/** In thousandths of a nat. */
const nats = (key: string, column: Described): NeuronColumn => ({
  ...column,
  group: "Influence",
  unit: milliNats.unit,
  kind: "number",
  valuesOf: ({ columns }) => number(columns[key], milliNats.factor),
});

const percent = (column: Described & Pick<NeuronColumn, "group" | "valuesOf">): NeuronColumn => ({
  ...column,
  unit: "%",
  kind: "share",
});

const rank = (band: Band, id: string, label: string): NeuronColumn => ({
  ...{ id, label, group: "Standing", metric: "neuron.rank", unit: null, kind: "count" },
  valuesOf: ({ standings }) => standings[band]?.rank ?? null,
});

const regime = (band: Band, id: string, label: string): NeuronColumn => ({
  ...{ id, label, group: "Standing", metric: "neuron.regime", unit: null, kind: "word" },
  valuesOf: ({ standings }) =>
    standings[band]?.regime.map((name) => (name === null ? "none" : regimeWords[name])) ?? null,
});

/** What freezing the final norm takes away of the influence on rare targets, in per cent. */
const normShare = percent({
  ...{ id: "normShare", label: "via norm", metric: "influence.layerNormShare", group: "Influence" },
  valuesOf: ({ columns }) => {
    const [free, kept] = [columns["influence.absolute:rare"], columns["influence.frozenAbsolute:rare"]];
    if (!free || !kept) return null;
    return free.map((value, i) => {
      const frozen = kept[i] ?? null;
      return value !== null && value > 0 && frozen !== null ? 100 * (1 - frozen / value) : null;
    });
  },
});

const share = (group: NeuronColumn["group"], key: string, column: Described): NeuronColumn =>
  percent({ ...column, group, valuesOf: ({ columns }) => number(columns[key], 100) });

/** Every column there can be, in the order of the table. */
export const neuronColumns: readonly NeuronColumn[] = [
  rank("rare", "rank", "rank"),
  rank("common", "rankCommon", "rank, common"),
  regime("rare", "regime", "regime"),
  regime("common", "regimeCommon", "regime, common"),
  nats("influence.absolute:rare", { id: "rare", label: "rare", metric: "influence" }),
  nats("influence.absolute.se:rare", { id: "rareSe", label: "± s.e.", metric: "influence" }),
  nats("influence.absolute:common", { id: "common", label: "common", metric: "influence" }),
  nats("influence.absolute.se:common", { id: "commonSe", label: "± s.e., common", metric: "influence" }),
  nats("influence.absolute:all", { id: "all", label: "all", metric: "influence" }),
  nats("influence.signed:rare", { id: "signed", label: "signed", metric: "influence.signed" }),
  nats("influence.signed.se:rare", { id: "signedSe", label: "± s.e., signed", metric: "influence.signed" }),
  nats("influence.signed:common", {
    id: "signedCommon",
    label: "signed, common",
    metric: "influence.signed",
  }),
  normShare,
  share("Influence", "influence.frequencyShare:rare", {
    id: "freqShare",
    label: "via frequency",
    metric: "influence.frequencyShare",
  }),
  {
    ...{ id: "klShift", label: "KL shift", group: "Influence", metric: "influence.klShift" },
    ...{ unit: milliNats.unit, kind: "number" },
    valuesOf: ({ columns }) => number(columns["influence.klShift:rare"], milliNats.factor),
  },
  stored("Activation", "activation.mean", { id: "mean", label: "mean", metric: "activation.mean" }),
  stored("Activation", "activation.variance", {
    id: "variance",
    label: "variance",
    metric: "activation.variance",
  }),
  stored("Activation", "activation.skew", { id: "skew", label: "skew", metric: "activation.skew" }),
  stored("Activation", "activation.kurtosis", {
    id: "kurtosis",
    label: "kurtosis",
    metric: "activation.kurtosis",
  }),
  share("Activation", "activation.sparsity", {
    id: "active",
    label: "active",
    metric: "activation.sparsity",
  }),
  stored("Weights", "neuron.normIn", { id: "normIn", label: "‖w_in‖", metric: "neuron.normIn" }),
  stored("Weights", "neuron.normOut", { id: "normOut", label: "‖w_out‖", metric: "neuron.normOut" }),
  stored("Weights", "neuron.biasIn", { id: "bias", label: "bias", metric: "neuron.biasIn" }),
  stored("Weights", "neuron.cosInOut", { id: "cos", label: "cos", metric: "neuron.cosInOut" }),
  stored("Logits", "logit.mean", { id: "logitMean", label: "mean cos W_U", metric: "logit.mean" }),
  stored("Logits", "logit.variance", { id: "logitVariance", label: "var cos W_U", metric: "logit.variance" }),
  stored("Logits", "logit.skew", { id: "logitSkew", label: "skew cos W_U", metric: "logit.skew" }),
  stored("Logits", "logit.kurtosis", {
    id: "logitKurtosis",
    label: "kurtosis cos W_U",
    metric: "logit.kurtosis",
  }),
  stored("Logits", "neuron.logitVariance", {
    id: "LogitVar",
    label: "LogitVar",
    metric: "neuron.logitVariance",
  }),
  share("Logits", "neuron.nullSpaceShare", {
    id: "nullSpace",
    label: "null space",
    metric: "neuron.nullSpaceShare",
  }),
];

/** What a newcomer sees. */
export const defaultColumns: readonly string[] = [
  ...["rank", "regime", "rare", "rareSe", "common", "signed", "normShare", "freqShare"],
  ...["active", "kurtosis", "normOut", "cos", "logitKurtosis"],
];
