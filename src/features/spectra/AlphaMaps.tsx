"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { AlphaHeatmapChart } from "~/charts/heat/AlphaHeatmapChart";
import { LayerMapChart } from "~/charts/heat/LayerMapChart";
import { matrixPlace } from "~/charts/heat/matrixPlace";
import type { AppRouter } from "~/server/root";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import { useSpectraView } from "./useSpectraView";

interface Props {
  measured: inferRouterOutputs<AppRouter>["spectra"]["overview"];
  /** Which of its estimators. */
  chosen: number;
  matrix: string;
}

/** α of all matrices at the step shown, and of those of the chosen kind over the steps. */
export function AlphaMaps({ measured, chosen, matrix }: Props) {
  const { step, goTo } = useRunView();
  const { setView } = useSpectraView();
  const { menuOf } = useProvenance();
  const stepView = useStepView();
  const alpha = measured.alpha[chosen] ?? [];
  const reasons = measured.reasons[chosen] ?? [];
  const method = measured.methods[chosen] ?? "";
  const { kind } = matrixPlace(matrix);
  const ofKind = measured.matrices.flatMap((name, index) => (matrixPlace(name).kind === kind ? [index] : []));
  const at = step === null ? -1 : measured.steps.indexOf(step);
  const layersHere = measured.matrices.filter((_, index) => (alpha[index]?.[at] ?? null) !== null).length;
  return (
    <div className="grid gap-3 xl:grid-cols-2">
      {step !== null && layersHere > 2 ? (
        <LayerMapChart
          title={<MetricTitle name="alpha">α by layer and matrix</MetricTitle>}
          menu={menuOf("spectraAll")}
          data={{ steps: measured.steps, matrices: measured.matrices, alpha, reasons, method }}
          step={step}
          selected={matrix}
          onSelect={(next) => setView({ matrix: next })}
        />
      ) : (
        <section className="rounded-md border border-line bg-raised p-3">
          <h2 className="flex min-h-7 items-center font-medium">
            <MetricTitle name="alpha">α by layer and matrix</MetricTitle>
          </h2>
          <NotMeasured cell="spectraAll" what="The spectra of the other matrices are" height={140} />
        </section>
      )}
      <AlphaHeatmapChart
        title={<MetricTitle name="alpha">{`α of ${kind} by layer and step`}</MetricTitle>}
        menu={menuOf("spectra")}
        data={{
          steps: measured.steps,
          matrices: ofKind.map((index) => measured.matrices[index]!),
          alpha: ofKind.map((index) => alpha[index] ?? []),
          reasons: ofKind.map((index) => reasons[index] ?? []),
          method,
        }}
        selected={matrix}
        onSelect={(choice) => {
          setView({ matrix: choice.matrix });
          goTo(choice.step);
        }}
        view={stepView}
      />
    </div>
  );
}
