/* What ablation_effects is given, and a pair of a position and a neuron on its own. */
#ifndef PLATEAU_ABLATION_PAIR_H
#define PLATEAU_ABLATION_PAIR_H

#include <stdatomic.h>

#include "ablationTables.h"

#define deviation KERNEL(deviation)
#define exact_effect KERNEL(exact_effect)

/* The arguments of ablation_effects. */
struct ablation {
  int64_t rows, neurons, V, ld, d;
  const float *L, *tiles;
  const double *bias;
  const int32_t *targets;
  const double *positionRange, *positionMoments;
  const float *g;
  const double *neuronRange;
  const float *activations;
  int64_t activationStride;
  const double *mean, *residual, *output;
  double epsilon;
  const float *gamma, *unembedding;
  double tolerance;
  const double *middle, *outputVariance;
  const float *residualCovariance, *meanSignature, *lessTarget, *covariance, *squares;
  double *free, *frozen;
  /* the tasks, which threads take one after another, and the pairs that were certified */
  int64_t positionsAtOnce;
  atomic_llong next, certified;
};

/* Of a pair: x = alpha · L + free · g, or frozen · g. */
struct pair {
  double c, alpha, free, frozen;
};

/* A neuron whose ablation leaves less than a quarter of σ has α L and s g cancel. */
#define LARGEST_ALPHA 3

/* √(|residual + c · output|² / d + ε) */
double deviation(const struct ablation *p, int64_t row, int64_t neuron, double c);

/* Δ in float64, for shifts of any size: ln Σ exp(z + x) − ln Σ exp(z) − x_y, with x = alpha · L + scale · g. */
double exact_effect(const struct ablation *p, int64_t row, int64_t neuron, double alpha, double scale, double c);

#endif
