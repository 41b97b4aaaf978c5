"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { Pick } from "../controls/Pick";
import { useRunView } from "../live/RunProvider";
import { useWaiting } from "../overview/useWaiting";
import { useTRPC } from "../shell/trpc";
import { AlphaMaps } from "./AlphaMaps";
import { MatrixPanels } from "./MatrixPanels";
import { useSpectraView } from "./useSpectraView";

/** How heavy-tailed the weights are: α over matrix and step, and the spectrum of the chosen matrix. */
export function SpectraScreen() {
  const { runId } = useRunView();
  const waiting = useWaiting();
  const trpc = useTRPC();
  const { view, setView } = useSpectraView();
  const { data, error } = useQuery({
    ...trpc.spectra.overview.queryOptions({ runId }),
    placeholderData: keepPreviousData,
  });
  const measured = data && data.steps.length > 0 ? data : null;
  const empty = waiting ?? error?.message ?? (data ? "No spectrum is measured yet." : null);
  if (!measured) {
    return (
      <div className="p-3">
        {empty === null ? <Loading height={320} /> : <NotMeasurable reason={empty} height={320} />}
      </div>
    );
  }

  const matrix = measured.matrices.find((name) => name === view.matrix) ?? usualMatrix(measured.matrices);
  const chosen = Math.max(0, measured.methods.indexOf(view.method ?? ""));
  const method = measured.methods[chosen] ?? "";
  return (
    <div className="grid gap-3 p-3">
      <div role="toolbar" aria-label="Spectra" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Pick
          label="Estimator"
          value={method}
          options={measured.methods}
          onChange={(next) => setView({ method: next })}
        />
        <Pick
          label="Matrix"
          value={matrix}
          options={measured.matrices}
          onChange={(next) => setView({ matrix: next })}
        />
      </div>
      <AlphaMaps measured={measured} chosen={chosen} matrix={matrix} />
      <MatrixPanels matrix={matrix} method={method} />
    </div>
  );
}

/** The final MLP's: it is measured at every step, the others on a sparser schedule. */
const usualMatrix = (matrices: readonly string[]) =>
  matrices.findLast((name) => name.endsWith("mlp.W_in")) ?? matrices[0] ?? "";
