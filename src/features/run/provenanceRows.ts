import type { inferRouterOutputs } from "@trpc/server";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import type { AppRouter } from "~/server/root";

type Made = inferRouterOutputs<AppRouter>["provenance"]["get"];

export interface ProvenanceRow {
  term: string;
  value: string;
  mono: boolean;
}

/** What decides the numbers, line by line; lines without a value are left out. */
export function provenanceRows({ provenance, durationMs, finishedAt, checkpoint }: Made): ProvenanceRow[] {
  const words = (term: string, value: string | null) => ({ term, value, mono: false });
  const code = (term: string, value: string | null) => ({ term, value, mono: true });
  const count = (term: string, value: number | null) =>
    words(term, value === null ? null : formatInteger(value));

  const methods = Object.entries(provenance.methods);
  const unnamed = methods.flatMap(([what, method]) => (what === method ? [method] : []));

  const rows = [
    ...methods.filter(([what, method]) => what !== method).map(([what, method]) => code(what, method)),
    code("statistics", unnamed.length === 0 ? null : unnamed.join(" · ")),
    ...Object.entries(provenance.parameters).map(([name, value]) => code(name, String(value))),
    code("seed", String(provenance.seed)),
    count("positions", provenance.positions),
    count("rare positions", provenance.rarePositions),
    count("sequences", provenance.sequences),
    count("neurons", provenance.neurons),
    count("tokens trained on", checkpoint.tokens),
    code("weights", provenance.weightsHash),
    code("evaluation tokens", provenance.tokensHash),
    code("token counts", provenance.countsHash),
    words("computed on", `${provenance.backend}, ${provenance.dtype}`),
    code("code version", provenance.codeVersion),
    words("took", durationMs === null ? null : `${formatNumber(durationMs / 1000)} s`),
    words(
      "finished",
      finishedAt === null ? null : finishedAt.toISOString().replace("T", " ").slice(0, 19) + " UTC",
    ),
    words("mind", provenance.warnings.length === 0 ? null : provenance.warnings.join("; ")),
  ];
  return rows.flatMap((row) => (row.value === null ? [] : [{ ...row, value: row.value }]));
}
