#include <math.h>

#include "gemm.h"
#include "pool.h"
#include "softmax.h"

/* The logits of a few hundred rows are all that is ever held of [N, V]. */
enum { MOST_ROWS = 256, LEAST_ROWS = 64, LOGITS_BYTES = 32 << 20 };

struct chunk {
  int64_t V;
  float *logits;
  const int32_t *targets;
  float *losses;
  float weight; /* of a row in the mean whose gradient replaces the logits; 0: no gradient */
};

static void normalise(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct chunk *c = context;
  for (int64_t i = begin; i < end; i++) {
    float *row = c->logits + i * c->V, top, target = row[c->targets[i]];
    double sum = exponentiate(row, c->V, &top);
    c->losses[i] = (float)(log(sum) - ((double)target - top));
    if (c->weight == 0) continue;
    float scale = (float)(c->weight / sum);
    for (int64_t v = 0; v < c->V; v++) row[v] *= scale;
    row[c->targets[i]] -= c->weight;
  }
}

VEC int64_t rows_at_once(int64_t N, int64_t V) {
  int64_t rows = LOGITS_BYTES / (int64_t)sizeof(float) / V;
  rows = rows < LEAST_ROWS ? LEAST_ROWS : rows > MOST_ROWS ? MOST_ROWS : rows;
  return rows < N ? rows : N;
}

/* losses [N] = −ln softmax(x · unembeddingᵀ) at the targets; x [N, d], unembedding [V, d] */
EXPORT void KERNEL(token_losses)(int64_t N, int64_t d, int64_t V, const float *x, const float *unembedding,
                                 const int32_t *targets, float *losses) {
  int64_t most = rows_at_once(N, V);
  float *logits = pool_scratch(SCRATCH_KERNEL, sizeof(float) * most * V);
  for (int64_t first = 0; first < N; first += most) {
    int64_t rows = N - first < most ? N - first : most;
    struct chunk c = {V, logits, targets + first, losses + first, 0};
    gemm(0, 1, rows, V, d, 1, x + first * d, d, unembedding, d, 0, logits, V);
    pool_run(normalise, &c, rows, 4);
  }
}

/* token_losses, and the gradient of their mean: dx [N, d], dunembedding [V, d]. */
EXPORT void KERNEL(cross_entropy)(int64_t N, int64_t d, int64_t V, const float *x, const float *unembedding,
                                  const int32_t *targets, float *losses, float *dx, float *dunembedding) {
  int64_t most = rows_at_once(N, V);
  float *logits = pool_scratch(SCRATCH_KERNEL, sizeof(float) * most * V);
  for (int64_t first = 0; first < N; first += most) {
    int64_t rows = N - first < most ? N - first : most;
    struct chunk c = {V, logits, targets + first, losses + first, 1 / (float)N};
    gemm(0, 1, rows, V, d, 1, x + first * d, d, unembedding, d, 0, logits, V);
    pool_run(normalise, &c, rows, 4);
    gemm(0, 0, rows, d, V, 1, logits, V, unembedding, d, 0, dx + first * d, d);
    gemm(1, 0, V, d, rows, 1, logits, V, x + first * d, d, first > 0, dunembedding, d);
  }
}
