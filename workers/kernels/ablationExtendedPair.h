/* A pair of a position and a neuron of ablationExtended.h. */
#ifndef PLATEAU_ABLATION_EXTENDED_PAIR_H
#define PLATEAU_ABLATION_EXTENDED_PAIR_H

#include <stdatomic.h>

#include "ablationExtended.h"
#include "ablationSums.h"

#define extended_pair_of KERNEL(extended_pair_of)
#define capped_tanh KERNEL(capped_tanh)
#define exact_extended_pair KERNEL(exact_extended_pair)

/* The arguments of ablation_extended_effects. */
struct extended {
  int64_t rows, neurons, V, ld, d;
  const float *L, *H;
  const double *bias;
  const int32_t *targets;
  double cap;
  const float *direction, *weights, *tanhs, *surprise;
  const struct extended_position *positions;
  const float *g;
  const double *middle, *range, *along;
  const float *activations;
  int64_t activationStride;
  const double *mean, *residual, *output, *inner, *mlpOutput, *weight;
  double epsilon, innerEpsilon;
  const float *gamma, *unembedding;
  const float *linear, *squares, *cubes, *fourths;
  const double *tableSums;
  double *free, *frozen, *kept, *divergence;
  atomic_llong next; /* the next task */
};

/* x = alpha · L + scale · g + eta · H + all, the last of all tokens alike; along = ⟨x, f⟩. */
struct shift_scales {
  double alpha, scale, eta, all, along;
};

/* c; what is left of σ and of ρ; the shifts with the norm free and frozen; how they are summed. */
struct extended_pair {
  double c, sigma, after, inner; /* inner = ρ/ρ' − 1 */
  double scale;                  /* c/ρ' */
  struct shift_scales free, frozen;
  enum method method; /* for frequency without a cap any of method_for, MOMENTS as the series of degree 3; else
                         DEGREE_5, DEGREE_9, REDUCED or EXACT */
};

/* Sums over the vocabulary. */
struct extended_sums {
  vd free, frozen; /* Σ P (e^y − 1) */
  vd kept;         /* the same with the projection kept */
  vd cross, first; /* Σ P (e^y − 1)(q + y), Σ P y */
  vd along;        /* Σ f y of a capped shift */
};

void extended_pair_of(const struct extended *p, int64_t row, int64_t neuron, struct extended_pair *pair);

/* tanh x */
double capped_tanh(double x);

/* Writes Δ of a pair whose method is EXACT, in float64. */
void exact_extended_pair(const struct extended *p, int64_t row, int64_t neuron, const struct extended_pair *pair);

#endif
