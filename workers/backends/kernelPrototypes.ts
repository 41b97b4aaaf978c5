/**
 * The C prototypes, once: what calls C reads them at run time and the compiler here. A kernel writes only into the
 * arrays that are not const. Every kernel returns nothing. See workers/kernels/*.c for what
 * the arguments mean.
 */
const int = "int";
const long = "int64_t";
const float = "float";
const double = "double";
const floats = "const float *";
const doubles = "const double *";
const words = "const uint16_t *";
const ints = "const int32_t *";
const outFloats = "float *";
const outDoubles = "double *";
/** A null pointer where there is none; the same types to C. */
const maybeFloats = "const float * or null";
const maybeOutFloats = "float * or null";
const maybeDoubles = "const double * or null";
const maybeOutDoubles = "double * or null";

export const kernelPrototypes = {
  gemm: [int, int, long, long, long, float, floats, long, floats, long, float, outFloats, long],
  gemm_parts: [int, int, int, long, long, long, float, floats, long, floats, long, float, outFloats, long],
  gemm_batch: [...[long, int, int, long, long, long], ...[floats, long, floats, long, outFloats]],
  linear: [long, long, long, int, floats, floats, maybeFloats, outFloats],
  linear_gradient: [
    ...[long, long, long, int, floats, floats, floats],
    ...[outFloats, outFloats, maybeOutFloats],
  ],
  layer_norm: [long, long, floats, floats, floats, float, outFloats, outFloats, outFloats],
  layer_norm_gradient: [
    ...[long, long, floats, floats, floats, floats, floats],
    ...[outFloats, outFloats, outFloats],
  ],
  rms_norm: [long, long, floats, floats, float, outFloats, outFloats],
  rms_norm_gradient: [long, long, floats, floats, floats, floats, outFloats, outFloats],
  activation: [long, int, floats, outFloats],
  activation_gradient: [long, int, floats, floats, outFloats],
  gated: [long, int, floats, floats, outFloats],
  gated_gradient: [long, int, floats, floats, floats, outFloats, outFloats],
  embed: [long, long, long, float, ints, floats, maybeFloats, outFloats],
  embed_gradient: [long, long, long, long, long, float, ints, floats, outFloats, maybeOutFloats],
  rotary: [long, long, long, long, long, int, float, floats, floats, floats, outFloats],
  causal_attention: [long, long, long, long, floats, outFloats, outFloats],
  causal_attention_gradient: [long, long, long, long, floats, floats, floats, floats, outFloats],
  attention: [
    ...[long, long, long, long, long, float, float, long],
    ...[floats, floats, floats, outFloats, outFloats],
  ],
  attention_gradient: [
    ...[long, long, long, long, long, float, float, long],
    ...[floats, floats, floats, floats, floats, floats, outFloats, outFloats, outFloats],
  ],
  token_losses: [long, long, long, floats, floats, maybeFloats, float, ints, outFloats],
  cross_entropy: [
    ...[long, long, long, floats, floats, maybeFloats, float, ints],
    ...[outFloats, outFloats, outFloats, maybeOutFloats],
  ],
  add: [long, floats, floats, outFloats],
  fma_peak: [long, outDoubles],
  sum_of_squares: [long, floats, outDoubles],
  adamw_step: [
    ...[long, outFloats, floats, outFloats, outFloats],
    ...[float, float, float, float, float, float, float, float],
  ],
  ablation_signatures: [outFloats, long, long, long, outDoubles, outDoubles],
  ablation_positions: [
    ...[outFloats, long, long, long, doubles, ints, int, int],
    ...[outFloats, outDoubles, outDoubles, outDoubles],
  ],
  ablation_tokens: [long, long, long, long, floats, floats, doubles, floats, outFloats],
  ablation_moments: [long, long, long, floats, floats, doubles, floats, doubles, outFloats],
  ablation_effects: [
    ...[long, long, long, long, long, floats, floats, doubles, ints, doubles, doubles],
    ...[floats, doubles, floats, long, doubles, doubles, doubles, double],
    ...[floats, floats, double, doubles, doubles, floats, floats, floats, floats],
    ...[long, floats, floats, outDoubles, outDoubles, outDoubles],
  ],
  ablation_collect: [long, long, long, ints, doubles, outDoubles, outDoubles],
  ablation_projections: [long, long, floats, floats, outDoubles],
  ablation_extended_positions: [
    ...[outFloats, maybeOutFloats, long, long, long, doubles, ints, double, maybeDoubles, maybeFloats],
    ...[outFloats, maybeOutFloats, maybeOutFloats, outDoubles, outDoubles],
  ],
  ablation_extended_effects: [
    ...[long, long, long, long, long, floats, maybeFloats, doubles, ints, double],
    ...[maybeFloats, floats, maybeFloats, maybeFloats, doubles],
    ...[floats, doubles, doubles, doubles, floats, long, doubles],
    ...[doubles, doubles, maybeDoubles, maybeDoubles, maybeDoubles, double, double, floats, floats],
    ...[maybeFloats, maybeFloats, maybeFloats, maybeFloats, maybeDoubles],
    ...[outDoubles, outDoubles, maybeOutDoubles, maybeOutDoubles],
  ],
  ablation_frequency_tables: [long, long, floats, floats, floats, outFloats, outDoubles],
  ablation_frequency_powers: [long, long, floats, outFloats, outFloats, outFloats],
  gram_f32: [floats, long, long, long, long, outDoubles],
  gram_f64: [doubles, long, long, long, long, outDoubles],
  moments: [floats, long, outDoubles],
  matrix_spectra: [floats, long, long, ints, long, int, outFloats, outDoubles],
  tridiagonalise: [outDoubles, long, long, outDoubles, outDoubles],
  tridiagonal_eigenvalues: [outDoubles, doubles, long],
  eigenvalues_of_each: [doubles, long, long, outDoubles],
  gram_spectra_of_each: [doubles, long, long, long, outDoubles],
  shuffle: [outFloats, long, int],
  convert_bf16: [words, outFloats, long],
  convert_f16: [words, outFloats, long],
} as const;

interface TypeOf {
  int: number;
  int64_t: number;
  float: number;
  double: number;
  "const float *": Float32Array;
  "const float * or null": Float32Array | null;
  "const double *": Float64Array;
  "const double * or null": Float64Array | null;
  "const int32_t *": Int32Array;
  "const uint8_t *": Uint8Array;
  "const uint16_t *": Uint16Array;
  "float *": Float32Array;
  "float * or null": Float32Array | null;
  "double *": Float64Array;
  "double * or null": Float64Array | null;
  "int32_t *": Int32Array;
}

export type KernelType = keyof TypeOf;
export type KernelArgument = TypeOf[KernelType];

export type KernelArguments<Types extends readonly KernelType[]> = {
  -readonly [Index in keyof Types]: TypeOf[Types[Index]];
};
