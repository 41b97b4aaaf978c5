import { describe, expect, test } from "vitest";
import { alphaMid } from "~/core/spectra/exponents/alphaMid";
import { fitAlphaCsn2 } from "~/core/spectra/exponents/fitAlphaCsn2";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { hillTailIndex } from "~/core/spectra/exponents/hillTailIndex";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { expectClose } from "~tests/helpers/expectClose";
import { hasHtsrReference, powerLawSamples, reference, symmetricPareto } from "~tests/helpers/htsrReference";

const closedForm = 1e-9;

describe.skipIf(!hasHtsrReference)("reference values: chance", () => {
  test("the generator, its normal and its Pareto numbers are the reference's, bit for bit where exact", () => {
    const random = seededRandom(42);
    for (let i = 0; i < 5; i++) {
      expect(random() * 4294967296 - 0.5).toBe(reference("prng_mulberry32_seed42_first5_u32", i));
    }
    const again = seededRandom(42);
    for (let i = 0; i < 3; i++) expect(again()).toBe(reference("uniform_seed42_first3", i));
    normalsFrom(seededRandom(1), 4).forEach((z, i) =>
      expectClose(z, reference("normal_seed1_first4", i), 1e-14),
    );
    symmetricPareto(2, 3, 3).forEach((x, i) =>
      expectClose(x, reference("sympareto3_seed2_first3", i), 1e-14),
    );
  });
});

describe.skipIf(!hasHtsrReference).each(["A1", "A2", "A3", "A4"] as const)(
  "reference values: sample %s",
  (name) => {
    const sample = powerLawSamples()[name];
    const at = (...keys: (string | number)[]) => reference("power_law_samples", name, ...keys);

    test("is the sample the reference was made from", () => {
      expect(sample).toHaveLength(at("n"));
      expectClose(
        sample.reduce((sum, x) => sum + x, 0),
        at("sum"),
        closedForm,
      );
    });

    test("alpha_ww", () => {
      const fit = fitAlphaWw(sample, { smallest: 0 });
      expectClose(fit.alpha, at("ww_fit", "alpha"), closedForm);
      expectClose(fit.ksDistance, at("ww_fit", "D"), closedForm);
      expectClose(fit.xmin, at("ww_fit", "xmin"), closedForm);
      expectClose(sample.at(-1), at("ww_fit", "xmax"), closedForm);
      expect(fit.tailSize).toBe(at("ww_fit", "num_pl_spikes"));
      expectClose(fit.sigma, at("ww_fit", "sigma"), closedForm);
    });

    test("alpha_csn2 and its interval", () => {
      const fit = fitAlphaCsn2(sample, { smallestTail: at("csn2_ntail_min") });
      expectClose(fit.alpha, at("csn2", "alpha"), closedForm);
      expectClose(fit.ksDistance, at("csn2", "D"), closedForm);
      expectClose(fit.xmin, at("csn2", "xmin"), closedForm);
      expect(fit.tailSize).toBe(at("csn2", "n_tail"));
      expectClose(fit.interval?.[0], at("csn2", "ci95", 0), closedForm);
      expectClose(fit.interval?.[1], at("csn2", "ci95", 1), closedForm);
    });

    test("alpha_mid and the Hill tail indices", () => {
      expectClose(alphaMid(sample).alpha, at("hill_mid"), closedForm);
      expectClose(hillTailIndex(sample), at("hill_paper10pct", "tail_index"), closedForm);
      expect(hillTailIndex(sample)).toBe(hillTailIndex(sample, at("hill_paper10pct", "k")));
      if (sample.length > 15) expectClose(hillTailIndex(sample, 10), at("hill_k10"), closedForm);
    });
  },
);
