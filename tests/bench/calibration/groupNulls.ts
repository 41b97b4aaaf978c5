import { indexNeighbours, nearestNeighbours } from "~/core/groups/coordination/nearestNeighbours";
import { measureCoactivation } from "~/core/groups/coordination/measureCoactivation";
import { groupActivations } from "~/core/groups/coordination/groupActivations";
import { measureJoinCount } from "~/core/groups/coordination/measureJoinCount";
import { measureModularity } from "~/core/groups/coordination/measureModularity";
import { measureModularityAmongGroups } from "~/core/groups/coordination/measureModularityAmongGroups";
import { measureMutualInformation } from "~/core/groups/coordination/measureMutualInformation";
import { measureMoran } from "~/core/groups/coordination/measureMoran";
import { correlateActivations } from "~/core/groups/correlateActivations";
import type { GroupStatistic } from "~/core/groups/groupStatistic";
import { measureEffectiveDimension } from "~/core/groups/measureEffectiveDimension";
import { measureGroupSpectra } from "~/core/groups/measureGroupSpectra";
import { deriveSeed, seededRandom } from "~/core/stats/random";
import { plainKernels } from "~tests/helpers/spectra";
import { type Expected, type Experiment, seedOf } from "./experiment";
import { noiseLaws, rowNorms, scaleRows, studentT3, topRows } from "./noise";

/** Layers of independent neurons, in which no group is more than a random one. */

/** Random groups must not come from the numbers that made the layer. */
const drawSeed = (seed: number) => deriveSeed(seed, "draws");

const level = { level: 0.05 };
const careful = { atMostLevel: 0.05 };
const rejected = (rows: GroupStatistic[]) =>
  Object.fromEntries(
    rows.map(({ statistic, method, p }) => [`${statistic} ${method}`, p === null ? null : p <= 0.05]),
  );

const spectra: Record<string, Expected> = {
  "hill10 hillTailIndex:k=n/10": level,
  "alpha_mid alpha_mid": level,
  "alpha_farms alpha_farms:Q=1": level,
  "lambda1 lambda1": level,
  "participation_ratio participation_ratio": level,
};

interface Layer {
  weights: Float64Array;
  /** By largest norm, or the first rows: the rows are exchangeable. */
  group: "first" | "top norm";
}

const [rows, columns, size] = [240, 32, 24];
const layers: Record<string, (seed: number) => Layer> = {
  "Gaussian rows": (seed) => ({
    weights: noiseLaws.gaussian(seededRandom(seed), rows * columns),
    group: "first",
  }),
  "uniform rows": (seed) => ({
    weights: noiseLaws.uniform(seededRandom(seed), rows * columns),
    group: "first",
  }),
  "t3 rows": (seed) => ({ weights: studentT3(seededRandom(seed), rows * columns), group: "first" }),
  "lognormal row norms": (seed) => ({
    weights: scaleRows(noiseLaws.gaussian(seededRandom(seed), rows * columns), columns, 1, seed + 7e8),
    group: "first",
  }),
  "top-norm group, lognormal row norms": (seed) => ({
    weights: scaleRows(noiseLaws.gaussian(seededRandom(seed), rows * columns), columns, 1, seed + 7e8),
    group: "top norm",
  }),
};

const groupSpectra = Object.entries(layers).map(([name, make], part): Experiment => ({
  name: `group spectra, ${name}`,
  // Of 400, and again of 1,600, some were beyond the range of chance, on either side of it: asked more often.
  dataSets: 4800,
  expected: spectra,
  run: (seed) => {
    const { weights, group } = make(seedOf(1 + part, seed));
    const norms = rowNorms(weights, columns);
    const members = group === "first" ? Int32Array.from({ length: size }, (_, i) => i) : topRows(norms, size);
    return rejected(
      measureGroupSpectra(
        { space: "W_in", weights, rows, columns },
        { group: "planted", members, norms, seed: drawSeed(seedOf(1 + part, seed)) },
        plainKernels,
      ),
    );
  },
}));

const activationsNull: Experiment = {
  name: "activations of independent neurons",
  dataSets: 400,
  expected: {
    "effective_dimension pca95": careful,
    "effective_dimension pca90": careful,
    "effective_dimension participation_ratio:1/PR-1/T": level,
    "effective_dimension exp_entropy": level,
    "coactivation_within pearson:mean_r@1": level,
    "coactivation_within pearson:median_r@1": level,
    "coactivation_within pearson:share_r>0@1": careful,
    "coactivation_with_rest pearson:mean_r@1": level,
    "coactivation_with_rest pearson:median_r@1": level,
    "coactivation_with_rest pearson:share_r>0@1": careful,
  },
  run: (seed) => {
    const [positions, neurons] = [240, 100];
    const random = seededRandom(seedOf(11, seed));
    const activations = noiseLaws.gaussian(random, positions * neurons).map((z) => Math.max(0, z - 0.5));
    const correlation = correlateActivations(activations, {
      positions,
      neurons,
      gramOf: plainKernels.gramOf,
    });
    const group = {
      group: "planted",
      members: Array.from({ length: 20 }, (_, i) => i),
      norms: noiseLaws.gaussian(random, neurons).map(Math.exp),
      seed: drawSeed(seedOf(11, seed)),
    };
    return rejected([
      ...measureEffectiveDimension(correlation, group, plainKernels),
      ...measureCoactivation(correlation, group),
    ]);
  },
};

const modularityOf: Record<string, (random: () => number, t: number) => number> = {
  "independent positions": () => 0,
  "driven by the place in the context": (_, t) => 2 * Math.sin(t),
};

const modularity = Object.entries(modularityOf).map(([name, drive], part): Experiment => ({
  name: `modularity, ${name}`,
  dataSets: 400,
  expected: {
    "modularity louvain:signed,10_restarts;null:context_shuffle@1": level,
    "modularity_difference louvain:signed,10_restarts;null:context_shuffle@1": level,
    "communities louvain:signed,10_restarts;null:context_shuffle@1": careful,
  },
  run: (seed) => {
    const [contexts, contextLength, neurons] = [16, 12, 12];
    const random = seededRandom(seedOf(13 + part, seed));
    const activations = noiseLaws
      .gaussian(random, contexts * contextLength * neurons)
      .map((z, at) => z + drive(random, Math.floor(at / neurons) % contextLength) * (at % 2));
    const members = Array.from({ length: neurons }, (_, i) => i);
    const group = groupActivations(activations, { neurons, contextLength, members });
    return rejected(
      measureModularity(group, {
        group: "planted",
        seed: seedOf(13 + part, seed),
        gramOf: plainKernels.gramOf,
        copies: 119,
      }),
    );
  },
}));

/** Neurons that all follow a few common causes, as those of a trained layer do, and a random group of them. */
const randomNeurons: Experiment = {
  name: "modularity, a random group of a layer that follows four causes",
  dataSets: 400,
  expected: {
    "modularity louvain:signed,10_restarts;null:matched_groups@1": level,
    "modularity_difference louvain:signed,10_restarts;null:matched_groups@1": level,
    // Independent neurons have fewer communities than these: what it rejects is not that the group is random.
    "modularity louvain:signed,10_restarts;null:context_shuffle@1": null,
  },
  run: (seed) => {
    const [contexts, contextLength, neurons, causes] = [16, 12, 80, 4];
    const own = seedOf(15, seed);
    const random = seededRandom(own);
    const positions = contexts * contextLength;
    const [drive, loading, noise] = [positions * causes, neurons * causes, positions * neurons].map((count) =>
      noiseLaws.gaussian(random, count),
    );
    const activations = noise!.map((z, at) => {
      const [t, i] = [Math.floor(at / neurons), at % neurons];
      let sum = z;
      for (let k = 0; k < causes; k++) sum += 0.6 * drive![t * causes + k]! * loading![i * causes + k]!;
      return sum;
    });
    const members = Int32Array.from({ length: 12 }, (_, i) => i);
    const norms = noiseLaws.gaussian(random, neurons).map(Math.exp);
    const { gramOf } = plainKernels;
    return rejected([
      ...measureModularityAmongGroups(correlateActivations(activations, { positions, neurons, gramOf }), {
        ...{ group: "random", members, norms, seed: drawSeed(own) },
      }),
      ...measureModularity(groupActivations(activations, { neurons, contextLength, members }), {
        ...{ group: "random", seed: own, gramOf, copies: 119 },
      }),
    ]);
  },
};

const places = ["W_out", "index"] as const;
const geometry = places.flatMap((space, part) =>
  (["first", "top norm"] as const).map((chosen): Experiment => ({
    name: `neighbourhoods in ${space}, ${chosen === "first" ? "random" : "top-norm"} group`,
    // Of 400, two were at the very end of the range of chance.
    dataSets: 2000,
    expected: {
      "join_count knn_share:k=10@1": level,
      "moran_i knn:k=10;null:relabelling@1": level,
    },
    run: (seed) => {
      const [neurons, width] = [200, 16];
      const own = seedOf(17 + 2 * part + (chosen === "first" ? 0 : 1), seed);
      const gaussian = noiseLaws.gaussian(seededRandom(own), neurons * width);
      const weights = scaleRows(gaussian, width, 1, own + 7e8);
      const norms = rowNorms(weights, width);
      const neighbours =
        space === "index"
          ? indexNeighbours(neurons)
          : nearestNeighbours(weights, { rows: neurons, columns: width, gramOf: plainKernels.gramOf });
      // Influences grow with the norm, as they do in models.
      const influence = noiseLaws
        .gaussian(seededRandom(own + 1e8), neurons)
        .map((z, i) => norms[i]! * Math.exp(z));
      const members =
        chosen === "first"
          ? topRows(noiseLaws.gaussian(seededRandom(own + 2e8), neurons), 25)
          : topRows(norms, 25);
      return rejected([
        ...measureJoinCount({ group: "planted", members, norms, seed: drawSeed(own) }, { space, neighbours }),
        measureMoran(influence, { space, neighbours, seed: drawSeed(own) }),
      ]);
    },
  })),
);

const information: Experiment = {
  name: "mutual information of independent neurons",
  dataSets: 400,
  expected: { "mutual_information ksg1:k=3,mean_of_pairs@1": level },
  run: (seed) => {
    const [positions, neurons] = [60, 40];
    const random = seededRandom(seedOf(12, seed));
    const activations = noiseLaws.gaussian(random, positions * neurons).map((z) => Math.max(0, z));
    const norms = noiseLaws.gaussian(random, neurons).map(Math.exp);
    const group = { group: "planted", members: Int32Array.from([0, 1, 2, 3, 4, 5]), norms };
    return rejected(
      measureMutualInformation(
        activations,
        { ...group, seed: drawSeed(seedOf(12, seed)) },
        { alive: new Uint8Array(neurons).fill(1) },
      ),
    );
  },
};

export const groupNulls: Experiment[] = [
  ...groupSpectra,
  activationsNull,
  information,
  ...modularity,
  randomNeurons,
  ...geometry,
];
