import type { ExponentFit } from "~/core/spectra/exponents/exponentFit";
import type { MarchenkoPasturFit } from "~/core/spectra/noise/fitMarchenkoPastur";

/** The spectrum of one matrix at one step, as it is drawn. */
export interface SpectrumData {
  matrix: string;
  step: number;
  rows: number;
  columns: number;
  /** Of the smaller Gram matrix, ascending. */
  eigenvalues: ArrayLike<number>;
  /** The same of the matrix with its entries shuffled. */
  shuffled: ArrayLike<number> | null;
  fits: ExponentFit[];
  marchenkoPastur: MarchenkoPasturFit | null;
}
