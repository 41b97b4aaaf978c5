import { describe, expect, test } from "vitest";
import { classifyPhase } from "~/core/spectra/classifyPhase";
import { fitAlphaWw } from "~/core/spectra/exponents/fitAlphaWw";
import { fitMarchenkoPastur } from "~/core/spectra/noise/fitMarchenkoPastur";
import { noiseMatrix, paretoQuantiles, spectrumOf } from "~tests/helpers/spectra";

const shape = { rows: 60, columns: 240 };
const noise = spectrumOf(noiseMatrix(11, 60, 240), 60, 240);
const phaseOf = (eigenvalues: Float64Array) =>
  classifyPhase(eigenvalues, fitMarchenkoPastur(eigenvalues, shape), fitAlphaWw(eigenvalues).alpha);

/** The noise with its largest eigenvalues replaced. */
function withSpikes(...spikes: number[]): Float64Array {
  return Float64Array.from([...noise.subarray(0, 60 - spikes.length), ...spikes]).sort();
}

describe("classifyPhase", () => {
  const { edge99, scale } = fitMarchenkoPastur(noise, shape);

  test("goes from random-like over bleeding-out to bulk+spikes as directions leave the noise", () => {
    expect(phaseOf(noise)).toBe("random-like");
    expect(phaseOf(withSpikes(edge99! + 2 * scale!))).toBe("bleeding-out");
    expect(phaseOf(withSpikes(edge99! + 1 * scale!, edge99! + 2 * scale!))).toBe("bleeding-out");
    expect(phaseOf(withSpikes(edge99! + 4 * scale!))).toBe("bulk+spikes");
    expect(phaseOf(withSpikes(edge99! * 1.01, edge99! * 1.02, edge99! * 1.03))).toBe("bulk+spikes");
  });

  test("goes by α once the bulk is no longer noise", () => {
    const steep = (alpha: number) => paretoQuantiles(alpha, 60);
    expect(phaseOf(steep(2.5))).toBe("heavy-tailed");
    const fit = { ...fitMarchenkoPastur(steep(2.5), shape), ksBulk: 0.3 };
    expect(classifyPhase(noise, fit, 4.5)).toBe("bulk-decay");
    expect(classifyPhase(noise, fit, null)).toBeNull();
  });

  test("sees a collapse of rank before anything else", () => {
    const collapsed = noise.slice().fill(1e-9, 0, 4);
    expect(phaseOf(collapsed)).toBe("rank-collapse");
    expect(phaseOf(noise.slice().fill(1e-9, 0, 3))).toBe("random-like");
  });
});
