import { modelCurve } from "~/core/regimes/rankModels";
import type { MeasuredRegimes } from "~/core/regimes/regimeFit";
import { milliNats } from "../format/milliNats";

/** A fitted model as points at log-spaced ranks and at its knots, in 10⁻³ nats; `null` when it was not stored. */
export function drawModel(
  { models, n }: MeasuredRegimes,
  name: MeasuredRegimes["models"][number]["name"],
  count: number,
): { x: number[]; y: number[] } | null {
  const model = models.find((candidate) => candidate.name === name);
  if (!model) return null;
  const value = modelCurve(model, n);
  const spaced = Array.from({ length: 121 }, (_, i) => Math.exp((Math.log(count) * i) / 120));
  const x = [...spaced, ...model.knots].filter((rank) => rank >= 1 && rank <= count).sort((a, b) => a - b);
  return { x, y: x.map((rank) => Math.exp(value(rank)) * milliNats.factor) };
}
