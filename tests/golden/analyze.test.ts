import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { plateauCommand } from "~tests/helpers/plateauCommand";
import { hasTrajectory, shared } from "~tests/helpers/trajectoryProblem";

const folder = mkdtempSync(join(tmpdir(), "analyze-"));
afterAll(() => rmSync(folder, { recursive: true }));

const Losses = z.object({ all: z.number(), rare: z.number(), common: z.number() });
const Values = z.record(z.string(), z.array(z.number()));
const Reference = z.object({ mean_loss: Losses, mean_activation: z.array(z.number()), influence: Values });
const Report = Reference.extend({
  spectra: z.array(z.object({ matrix: z.string(), eigenvalues: z.array(z.number()) })),
  regimes: z.array(z.object({ curve: z.string(), band: z.string(), method: z.string() })),
  groups: z.array(z.object({ group: z.string(), p: z.number().nullable() })),
  not_measured: z.object({}),
});

/** METHODS §8: float32 holds 1e-4 of the value or 1e-6 nats, whichever is larger. */
const isClose = (actual: number, expected: number) =>
  Math.abs(actual - expected) <= Math.max(1e-6, 1e-4 * Math.abs(expected));

describe.skipIf(!hasTrajectory)("plateau analyze on the reference trajectory (needs ../shared)", () => {
  test.each([512, 1500])(
    "gives the reference's losses and influences at step %i",
    async (step) => {
      const assets = `${shared}assets/traj-gpt2/`;
      const ended = await plateauCommand(
        [
          ...["analyze", `${assets}step${step}`, "--tokens", `${assets}eval_tokens.u16`, "--context", "128"],
          ...["--sequences", "24", "--counts", `${assets}unigram_counts.json`, "--json", "out.json"],
        ],
        folder,
      );
      expect(ended.stderr).toContain("influence");
      expect(ended.code, ended.stderr).toBe(0);
      const report = Report.parse(JSON.parse(readFileSync(join(folder, "out.json"), "utf8")));
      const path = `${shared}reference/ablation/traj-gpt2-step${step}.json`;
      const reference = Reference.parse(JSON.parse(readFileSync(path, "utf8")));

      for (const [band, loss] of Object.entries(reference.mean_loss)) {
        expect(isClose(report.mean_loss[band as "all"], loss), `loss ${band}`).toBe(true);
      }
      for (const [key, values] of Object.entries(reference.influence)) {
        expect(report.influence[key]).toHaveLength(values.length);
        values.forEach((value, i) =>
          expect(isClose(report.influence[key]![i]!, value), `${key} of neuron ${i}`).toBe(true),
        );
      }
      // Two embeddings, and four matrices of each of three blocks.
      expect(report.spectra).toHaveLength(14);
      expect(report.regimes.some(({ band, method }) => band === "rare" && method === "calibrated")).toBe(
        true,
      );
      expect(report.groups.some(({ group, p }) => group === "leaders" && p !== null)).toBe(true);
      expect(report.not_measured).toEqual({});
    },
    180_000,
  );
});
