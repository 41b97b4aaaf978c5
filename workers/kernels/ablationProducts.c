/* The products of ablation.h where there are no tiles: Σ P g² is all that pays. */
#include "ablation.h"
#include "gemm.h"
#include "pool.h"
#include "vec.h"

#ifndef TILES

enum { NEURONS_AT_ONCE = 64 };

struct squares {
  int64_t ld;
  const float *g;
  const double *range;
  float *squares;
};

static void square(void *context, int64_t begin, int64_t end, int thread) {
  const struct squares *s = context;
  (void)thread;
  for (int64_t row = begin; row < end; row++) {
    vf share = vset(s->range[row] > 0 ? (float)(1 / s->range[row]) : 0);
    for (int64_t v = row * s->ld; v < (row + 1) * s->ld; v += VL) {
      vf x = vload(s->g + v) * share;
      vstore(s->squares + v, x * x);
    }
  }
}

void ablation_tokens(int64_t rows, int64_t V, int64_t ld, int64_t d, const float *L, const float *weights,
                     const double *positionMoments, const float *unembedding, float *tokens) {
  (void)L, (void)positionMoments;
  gemm_parts(3, 0, 0, 2 * rows, d, V, 1, weights, ld, unembedding, d, 0, tokens, d);
}

void ablation_moments(int64_t rows, int64_t neurons, int64_t ld, const float *L, const float *weights,
                      const double *positionMoments, const float *g, const double *range, float *moments) {
  (void)L, (void)positionMoments;
  float *squares = pool_scratch(SCRATCH_KERNEL, NEURONS_AT_ONCE * ld * sizeof *squares);
  for (int64_t i = 0; i < neurons; i += NEURONS_AT_ONCE) {
    int64_t count = least(NEURONS_AT_ONCE, neurons - i);
    struct squares s = {.ld = ld, .g = g + i * ld, .range = range + i, .squares = squares};
    pool_run(square, &s, count, 4);
    gemm_parts(3, 0, 1, rows, count, ld, 1, weights, ld, squares, ld, 0, moments + i, neurons);
  }
}

#endif
