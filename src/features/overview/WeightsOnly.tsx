"use client";

import { FillButton } from "../run/FillButton";
import { SpectraScreen } from "../spectra/SpectraScreen";

/** The overview of a run whose neurons nobody can analyse yet: what is lacking, and what there is all the same. */
export function WeightsOnly({ lacks }: { lacks: string }) {
  return (
    <>
      <section aria-labelledby="weights-only" className="max-w-[80ch] px-3 pt-3">
        <h2 id="weights-only" className="text-lg font-semibold">
          Only the weights of this model can be measured
        </h2>
        <p className="mt-1 text-pretty break-words">{lacks}</p>
        <p className="mt-1 mb-2 text-pretty text-soft">
          Every two-dimensional weight has its spectrum all the same. Once what is lacking is there, measure
          again: what is done stays.
        </p>
        <FillButton>Measure again</FillButton>
      </section>
      <SpectraScreen />
    </>
  );
}
