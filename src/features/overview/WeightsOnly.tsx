"use client";

import Link from "next/link";
import { FillButton } from "../run/FillButton";
import { tabs } from "../run/tabs";
import { useRunView } from "../live/RunProvider";
import { button } from "../shell/buttonStyle";

/** The overview of a run whose neurons nobody can analyse yet: what is lacking, and what there is all the same. */
export function WeightsOnly({ lacks }: { lacks: string }) {
  const { runId, hrefOf } = useRunView();
  const spectra = tabs.find(({ label }) => label === "Spectra")!;
  return (
    <section aria-labelledby="weights-only" className="max-w-[76ch] p-4">
      <h2 id="weights-only" className="text-lg font-semibold">
        Only the weights of this model can be measured
      </h2>
      <p className="mt-2 break-words text-pretty">{lacks}</p>
      <p className="mt-2 text-soft text-pretty">
        Every two-dimensional weight has its spectrum all the same. Once what is lacking is there, measure again: what
        is done stays.
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Link href={hrefOf(spectra.hrefOf(runId))} className={button}>
          See the spectra
        </Link>
        <FillButton>Measure again</FillButton>
      </div>
    </section>
  );
}
