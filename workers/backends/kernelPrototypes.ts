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

export const kernelPrototypes = {
  gemm: [int, int, long, long, long, float, floats, long, floats, long, float, outFloats, long],
  linear: [long, long, long, floats, floats, floats, outFloats],
  linear_gradient: [long, long, long, floats, floats, floats, outFloats, outFloats, outFloats],
  layer_norm: [long, long, floats, floats, floats, float, outFloats, outFloats, outFloats],
  layer_norm_gradient: [
    ...[long, long, floats, floats, floats, floats, floats],
    ...[outFloats, outFloats, outFloats],
  ],
  gelu: [long, int, floats, outFloats],
  gelu_gradient: [long, int, floats, floats, outFloats],
  embed: [long, long, long, ints, floats, floats, outFloats],
  embed_gradient: [long, long, long, long, long, ints, floats, outFloats, outFloats],
  causal_attention: [long, long, long, long, floats, outFloats, outFloats],
  causal_attention_gradient: [long, long, long, long, floats, floats, floats, floats, outFloats],
  token_losses: [long, long, long, floats, floats, ints, outFloats],
  cross_entropy: [long, long, long, floats, floats, ints, outFloats, outFloats, outFloats],
  add: [long, floats, floats, outFloats],
  fma_peak: [long, outDoubles],
  sum_of_squares: [long, floats, outDoubles],
  adamw_step: [
    ...[long, outFloats, floats, outFloats, outFloats],
    ...[float, float, float, float, float, float, float, float],
  ],
  ablation_signatures: [outFloats, long, long, long, outDoubles, outDoubles],
  ablation_positions: [
    ...[outFloats, long, long, long, doubles, ints],
    ...[outFloats, outDoubles, outDoubles, outDoubles],
  ],
  ablation_effects: [
    ...[long, long, long, long, long, floats, floats, doubles, ints, doubles, doubles],
    ...[floats, doubles, floats, long, doubles, doubles, doubles, double],
    ...[floats, floats, double, doubles, doubles, floats, floats, floats, floats, floats],
    ...[outDoubles, outDoubles, outDoubles],
  ],
  ablation_collect: [long, long, long, ints, doubles, outDoubles, outDoubles],
  ablation_weights: [long, long, floats, outFloats, outFloats],
  ablation_squares: [long, floats, outFloats],
  gram_f32: [floats, long, long, long, long, outDoubles],
  gram_f64: [doubles, long, long, long, long, outDoubles],
  tridiagonalise: [outDoubles, long, long, outDoubles, outDoubles],
  tridiagonal_eigenvalues: [outDoubles, outDoubles, long],
  convert_bf16: [words, outFloats, long],
  convert_f16: [words, outFloats, long],
} as const;

interface TypeOf {
  int: number;
  int64_t: number;
  float: number;
  double: number;
  "const float *": Float32Array;
  "const double *": Float64Array;
  "const int32_t *": Int32Array;
  "const uint8_t *": Uint8Array;
  "const uint16_t *": Uint16Array;
  "float *": Float32Array;
  "double *": Float64Array;
  "int32_t *": Int32Array;
}

export type KernelType = keyof TypeOf;
export type KernelArgument = TypeOf[KernelType];

export type KernelArguments<Types extends readonly KernelType[]> = {
  -readonly [Index in keyof Types]: TypeOf[Types[Index]];
};
