import { formatInteger } from "~/charts/format/formatNumber";
import type { IngestConfig } from "~/core/ingestConfig";

/** What a config amounts to: which checkpoints are measured, on how much of which text. */
export function describeIngest({ source, revisions, every, follow, text, measure }: IngestConfig): string {
  const which = [
    revisions === undefined ? "" : ` at ${revisions}`,
    every === undefined ? "" : `, every ${formatInteger(every)} steps`,
    follow ? ", as they appear until the run is stopped" : "",
  ].join("");
  const where = text.file ?? "the demo's held-out text";
  return `Measures the checkpoints of ${source}${which}, on up to ${formatInteger(measure.positions)} positions of ${where}.`;
}
