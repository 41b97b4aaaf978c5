/* What ablation_effects is given, and a pair of a position and a neuron on its own. */
#ifndef PLATEAU_ABLATION_PAIR_H
#define PLATEAU_ABLATION_PAIR_H

#include <stdatomic.h>

#include "ablationSums.h"

#define pair_of KERNEL(pair_of)
#define keep_effects KERNEL(keep_effects)
#define keep_exact_effects KERNEL(keep_exact_effects)
#define certified_effects KERNEL(certified_effects)
#define deviation KERNEL(deviation)

/* The arguments of ablation_effects. */
struct ablation {
  int64_t rows, neurons, V, ld, d;
  const float *L, *weights;
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
  const float *residualCovariance, *meanSignature, *lessTarget, *covariance;
  int64_t planes;
  const float *moments, *crossed;
  double *free, *frozen;
  /* the next task, which a thread takes when it is done with its last, and how many pairs are certified */
  atomic_llong next, certified;
};

/* Of a pair: x = alpha · L + free · g, or frozen · g. */
struct pair {
  double c, alpha, free, frozen;
};

/* √(|residual + c · output|² / d + ε) */
double deviation(const struct ablation *p, int64_t row, int64_t neuron, double c);

/* Sets a pair's scales, with the deviation σ of its row, and says how it is to be summed. */
enum method pair_of(const struct ablation *p, int64_t row, int64_t neuron, double sigma, struct pair *pair);

/* Writes Δ from Σ P (e^x − 1) for the two norms. */
void keep_effects(const struct ablation *p, int64_t row, int64_t neuron, const struct pair *pair, double free,
                  double frozen);

/* Writes Δ of a pair whose method is EXACT, in float64. */
void keep_exact_effects(const struct ablation *p, int64_t row, int64_t neuron, const struct pair *pair);

/* The task of a thread of the pool where there is a tolerance. */
void certified_effects(void *context, int64_t begin, int64_t end, int thread);

#endif
