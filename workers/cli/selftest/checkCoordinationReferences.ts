import { coactivation } from "~/core/groups/coordination/coactivation";
import { modularity } from "~/core/groups/coordination/modularity";
import { moranI } from "~/core/groups/coordination/moranI";
import { standardizeRows } from "~/core/groups/standardizeRows";
import { participationRatio } from "~/core/spectra/participationRatio";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { type Check, checkNear, closedForm, eigenvalueBased } from "./check";
import { path, twoTriangles } from "./smallGraphs";

const [neurons, positions] = [6, 40];

/** Small graphs and six neurons of which two fire together, computed by numpy. */
export function checkCoordinationReferences({ kernels }: ComputeBackend): Check[] {
  const activations = normalsFrom(seededRandom(31), neurons * positions);
  for (let t = 0; t < positions; t++) {
    activations[positions + t] = 0.8 * activations[t]! + 0.6 * activations[positions + t]!;
  }
  const { rows } = standardizeRows(activations, { rows: neurons, columns: positions });
  const correlation = kernels.gram(rows, neurons, positions);
  const eigenvalues = kernels.eigenvalues(correlation.slice(), neurons);
  return [
    checkNear(
      "modularity of two triangles and a bridge",
      modularity(twoTriangles.adjacency, twoTriangles.communities),
      0.3571428571428571,
      closedForm,
    ),
    checkNear("Moran's I of 1 to 6 along a path", moranI([1, 2, 3, 4, 5, 6], path), 0.6, closedForm),
    checkNear("correlation of two neurons", correlation[1], 0.6899250224323653, closedForm),
    checkNear(
      "mean correlation of six",
      coactivation(correlation, neurons)?.mean,
      0.043850667096938765,
      closedForm,
    ),
    checkNear(
      "their effective dimension",
      participationRatio(eigenvalues),
      4.742793512415365,
      eigenvalueBased,
    ),
  ];
}
