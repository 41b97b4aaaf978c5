import type { Band } from "~/charts/bandLook";
import { errorsThatTell } from "~/core/influence/noiseFloorRank";
import type { InfluenceAtStep } from "./rankedCurve";

export interface TopNeuron {
  neuron: number;
  /** Place by absolute influence, from 1. */
  rank: number;
  /** Nats. */
  signed: number;
  signedError: number | null;
  absolute: number;
  /** Share of the influence that goes through the final norm's scale: 1 − I_frozen / I. */
  normShare: number | null;
  /** Whether |D| passes what two standard errors are for the sequences there are. */
  toldFromZero: boolean | null;
}

/** The neurons whose ablation hurts most (boost) or helps most (suppress), the strongest first. */
export function topNeurons(
  data: InfluenceAtStep,
  band: Band,
  side: "boost" | "suppress",
  count: number,
): TopNeuron[] {
  const influence = data.bands[band];
  const signed = influence?.signed;
  if (!signed) return [];
  const sequences = data.counts?.sequences[band] ?? null;
  const most = sequences === null || sequences < 2 ? 2 : errorsThatTell(sequences);
  const direction = side === "boost" ? 1 : -1;
  return signed
    .map((value, i): TopNeuron => {
      const error = influence.signedError?.[i] ?? null;
      const absolute = influence.absolute[i]!;
      const frozen = influence.frozenAbsolute?.[i];
      return {
        neuron: influence.neurons[i]!,
        rank: i + 1,
        signed: value,
        signedError: error,
        absolute,
        normShare: frozen === undefined || absolute <= 0 ? null : 1 - frozen / absolute,
        toldFromZero: error === null ? null : Math.abs(value) > most * error,
      };
    })
    .filter((neuron) => neuron.signed * direction > 0)
    .sort((a, b) => (b.signed - a.signed) * direction || a.rank - b.rank)
    .slice(0, count);
}
