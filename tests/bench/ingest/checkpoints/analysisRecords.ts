import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "~/core/stats/random";
import { analyze } from "~workers/cli/commands/analyze";
import type { BenchRecord } from "../../record";

interface AnalysisToTime {
  readonly sizes: string;
  readonly vocabulary: number;
  readonly context: number;
  readonly sequences: number;
  readonly write: (folder: string) => Promise<void>;
  /** Seconds and GiB. */
  readonly bars: { readonly time: BenchRecord["bar"]; readonly memory: BenchRecord["bar"] };
}

/** `plateau analyze` of a checkpoint made for it, on tokens of which a few are frequent, as in a text. */
export async function analysisRecords({
  sizes,
  vocabulary,
  context,
  sequences,
  write,
  bars,
}: AnalysisToTime): Promise<BenchRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), "plateau-bench-"));
  try {
    await write(folder);
    const random = seededRandom(2);
    const ids = Uint16Array.from({ length: sequences * (context + 1) }, () =>
      Math.floor(vocabulary ** random() - 1),
    );
    await writeFile(join(folder, "tokens.u16"), new Uint8Array(ids.buffer));
    // What that distribution gives in a long text: without counts of one, no token of this short text is rare.
    const counts = Array.from({ length: vocabulary }, (_, id) => Math.floor(1e8 * Math.log1p(1 / (id + 1))));
    await writeFile(join(folder, "counts.json"), JSON.stringify(counts));
    const [begin, beginCpu] = [performance.now(), process.cpuUsage()];
    await analyze(folder, {
      ...{ tokens: join(folder, "tokens.u16"), counts: join(folder, "counts.json") },
      ...{ context: String(context), sequences: String(sequences), json: join(folder, "out.json") },
    });
    const { user, system } = process.cpuUsage(beginCpu);
    const common = { backend: "as opened by analyze", sizes };
    return [
      {
        name: "complete analysis",
        value: (performance.now() - begin) / 1000,
        ...{ unit: "s", bar: bars.time, ...common },
      },
      {
        name: "  time of all processors",
        value: (user + system) / 1e6,
        ...{ unit: "s", bar: null, ...common },
      },
      {
        name: "  memory, the benchmark's own included",
        value: process.resourceUsage().maxRSS / 2 ** 20,
        ...{ unit: "GiB", bar: bars.memory, ...common },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
