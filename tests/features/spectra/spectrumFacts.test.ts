import { expect, test } from "vitest";
import { summarizeSpectrum } from "~/core/spectra/summarizeSpectrum";
import { spectrumFacts } from "~/features/spectra/spectrumFacts";
import { noiseMatrix, spectrumOf } from "~tests/helpers/spectra";

const spikes = "Marchenko–Pastur spikes";

const factsOf = (eigenvalues: Float64Array) =>
  Object.fromEntries(
    spectrumFacts(summarizeSpectrum({ rows: 40, columns: 120, eigenvalues })).map(({ name, ...fact }) => [
      name,
      fact,
    ]),
  );

test("pure noise has no spike and no verdict on its tail", () => {
  const facts = factsOf(spectrumOf(noiseMatrix(3, 40, 120), 40, 120));
  expect(facts[spikes]?.value).toBe("0");
  expect(facts.Phase?.value).toBe("random-like");
  expect(facts["Tail model"]?.value).toBe("inconclusive");
  expect(facts["Tail model"]?.remark).toContain("fewer than 200");
});

test("a matrix of zeros gives dashes and a reason, not numbers", () => {
  const facts = factsOf(new Float64Array(40));
  expect(facts["Stable rank"]?.value).toBe("–");
  expect(facts[spikes]).toEqual({ value: "–", remark: "half of the eigenvalues are zero" });
});

test("without a shuffled twin there is none to compare with", () => {
  expect(factsOf(spectrumOf(noiseMatrix(3, 40, 120), 40, 120))["Entries shuffled"]).toEqual({
    value: "–",
    remark: null,
  });
});

test("spikes are told at their true level, and the median's edge beside it", () => {
  const eigenvalues = spectrumOf(noiseMatrix(3, 40, 120), 40, 120);
  eigenvalues[39]! *= 3;
  const summary = summarizeSpectrum({ rows: 40, columns: 120, eigenvalues, excessKurtosis: 0 });
  const fact = spectrumFacts(summary).find(({ name }) => name === spikes);
  expect(fact?.value).toBe("1");
  expect(fact?.remark).toMatch(
    /kurtosis, which noise passes once in 100; 1 above the noise edge .*, by its median$/,
  );
});
