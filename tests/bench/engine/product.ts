export interface Product {
  rows: number;
  columns: number;
  inner: number;
  transposeA?: boolean;
  transposeB?: boolean;
  /** Whether there is a least share of the peak; a figure without a bar is there to be watched. */
  bar?: true;
}
