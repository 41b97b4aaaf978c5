import { join, resolve } from "node:path";
import { writeFile } from "node:fs/promises";
import { AppError } from "~/core/errors";
import { parseRunConfig } from "~/core/runConfig";
import { readEnv } from "~/env";
import { openBackend } from "~workers/backends/openBackend";
import { readModelText, type TextOptions } from "~workers/corpora/evaluation/readModelText";
import { openModelFile, type OpenedModel } from "~workers/families/openModelFile";
import { sequencesAt } from "~workers/lm/batchAt";
import type { LanguageModel } from "~workers/lm/languageModel";
import { analysisReport } from "~workers/measure/analysisReport";
import { type AnalysisTools, analyzeSubject } from "~workers/measure/analyzeSubject";
import { measureMatrices } from "~workers/measure/spectra/measureSpectra";
import { prepareSubject } from "~workers/measure/subject";
import { parseSize } from "../parseSize";
import { reportJson } from "../reportJson";

export interface AnalyzeOptions extends TextOptions {
  readonly context?: string;
  readonly sequences?: string;
  readonly seed?: string;
  readonly json: string;
}

/** Measures one checkpoint, with no server and no database, and writes what it found as JSON. */
export async function analyze(path: string, options: AnalyzeOptions): Promise<void> {
  const env = readEnv();
  const backend = await openBackend({ name: env.PLATEAU_BACKEND, threads: env.PLATEAU_THREADS });
  const opened = await openModelFile(path, backend.kernels.conversions);
  const { model, lacks, notes, matrices, weights } = opened;
  const begin = performance.now();
  const progress = (what: string) =>
    console.error(`${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  const tools = { backend, codeVersion: env.PLATEAU_CODE_VERSION, signal: new AbortController().signal };
  const seed = options.seed === undefined ? 0 : parseSize("--seed", options.seed, 0);
  try {
    for (const note of [...notes, ...(lacks === null ? [] : [lacks])]) progress(note);
    const directory = join(resolve(env.PLATEAU_DATA_DIR), "corpora");
    const report =
      model === null
        ? { lacks, ...(await spectraOnly(opened, { ...tools, seed })) }
        : await analyzeModel(opened, model, { ...options, path, seed, directory, progress, tools });
    const sizes = model?.sizes ?? null;
    const head = {
      checkpoint: path,
      weights_sha256: await weights.sha256(),
      family: model?.family ?? null,
      sizes,
    };
    await writeFile(options.json, reportJson({ ...head, notes, ...report })).catch((cause: unknown) => {
      throw new AppError("invalid_argument", `The report cannot be written to ${options.json}.`, { cause });
    });
    progress(`${matrices.length} matrices and ${model?.sizes.mlpWidth ?? 0} neurons in ${options.json}`);
  } finally {
    await weights.close();
  }
}

interface ModelRequest extends AnalyzeOptions {
  readonly path: string;
  readonly directory: string;
  readonly progress: (what: string) => void;
  readonly tools: AnalysisTools;
}

const usualPositions = 4096;
const usualContext = 512;
/** What goes through token frequency cannot be certified: every pair is summed, on this part of the positions. */
const frequencyPart = 1 / 4;

async function analyzeModel(
  { weights, notes }: OpenedModel,
  model: LanguageModel,
  request: Omit<ModelRequest, "seed"> & { readonly seed: number },
) {
  const { path, seed, progress, tools } = request;
  const longest = model.sizes.context;
  const context = request.context ? parseSize("--context", request.context) : Math.min(longest, usualContext);
  if (context > longest) {
    throw new AppError(
      "invalid_argument",
      `--context is ${context}; the model sees at most ${longest} positions.`,
    );
  }
  const sequences = request.sequences
    ? parseSize("--sequences", request.sequences)
    : Math.ceil(usualPositions / context);
  const text = await readModelText(path, {
    ...request,
    vocabulary: model.sizes.vocabulary,
    length: sequences * (context + 1),
    onProgress: progress,
  });
  const begins = Array.from({ length: sequences }, (_, s) => s * (context + 1));
  const positions = sequences * context;
  const settings = {
    ...parseRunConfig({}).measure,
    ...{ positions, frequencyPositions: Math.ceil(positions * frequencyPart) },
  };
  const subject = await prepareSubject({
    ...{ step: 0, seed, model },
    text: { ...text, warnings: [...notes, ...text.warnings] },
    settings,
    batch: sequencesAt(text.tokens, begins, context),
    weightsHash: await weights.sha256(),
  });
  const cells = await analyzeSubject(subject, { ...tools, onCell: progress });
  return {
    eval: {
      ...{ text: text.source, tokens_sha256: text.tokensHash },
      ...{ counts: text.countsSource, counts_sha256: text.countsHash },
      ...{ sequences, context, positions, bands: subject.bands.method },
    },
    ...analysisReport(cells),
  };
}

async function spectraOnly(
  { matrices }: OpenedModel,
  { backend, signal, seed }: AnalysisTools & { readonly seed: number },
) {
  const { spectra, methods, parameters } = await measureMatrices(matrices, {
    ...{ kernels: backend.kernels, signal, seed },
  });
  return { spectra, provenance: { spectraAll: { methods, parameters, seed, backend: backend.description } } };
}
