import type { Provenance } from "~/core/provenance";
import type { NewGroupStatistic } from "~/db/groupStatistics";
import type { NeuronContext } from "~/db/neuronContexts";
import type { Point } from "~/db/points";
import type { RegimeFit } from "~/db/regimeFits";
import type { Spectrum } from "~/db/spectra";
import type { Vector } from "~/db/vectors";
import type { Vocabulary } from "~/db/vocabularies";

/** What one cell of the ledger holds. */
export interface CellResult {
  points?: Point[];
  vectors?: Vector[];
  fits?: RegimeFit[];
  spectra?: Spectrum[];
  groups?: NewGroupStatistic[];
  contexts?: NeuronContext[];
  vocabulary?: Vocabulary;
  /** Method ids by what they made, and every parameter that changes a value. */
  methods: Provenance["methods"];
  parameters: Provenance["parameters"];
  /** For the reader, what could not be measured and why among them. */
  warnings: string[];
  /** Where it is not the whole evaluated text that went in. */
  positions?: { positions: number; rarePositions: number; sequences: number };
}
