import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import type { RunConfig } from "~/core/runConfig";
import { checkpointSteps } from "~/core/schedule/checkpointSteps";

/** What a config amounts to: the size of the model, the text it reads, how often it is measured. */
export function describeConfig({ model, training, checkpoints }: RunConfig): string {
  const { layers, width, mlpWidth, context, vocabulary } = model;
  const attention = 4 * width * width + 4 * width;
  const mlp = 2 * width * mlpWidth + width + mlpWidth;
  const parameters = (vocabulary + context) * width + layers * (attention + mlp + 4 * width) + 2 * width;
  const tokens = training.steps * training.batch * context;
  const count = checkpointSteps({ totalSteps: training.steps, every: checkpoints.every }).length;
  return `${formatNumber(parameters / 1e6)} M parameters, ${formatNumber(tokens / 1e6)} M tokens in ${formatInteger(training.steps)} steps, ${formatInteger(count)} checkpoints, ${formatInteger(mlpWidth)} neurons measured at each.`;
}
