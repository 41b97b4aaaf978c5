#include <math.h>

#include "gemm.h"
#include "pool.h"
#include "softmax.h"
#include "sumcolumns.h"

/* The logits of a few hundred rows are all that is ever held of [N, V]. */
enum { MOST_ROWS = 256, LEAST_ROWS = 64, LOGITS_BYTES = 32 << 20 };

/* The inputs of either kernel: x [N, d], unembedding [V, d], bias [V] or none, cap 0 or that of the logits. */
struct prediction {
  int64_t N, d, V;
  const float *x, *unembedding, *bias;
  float cap;
  const int32_t *targets;
  float *losses;
  float weight; /* of a row in the mean whose gradient replaces the logits; 0: no gradient */
  /* the rows at hand */
  int64_t first, rows;
  float *logits;
};

static void normalise(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct prediction *p = context;
  for (int64_t i = begin; i < end; i++) {
    float *row = p->logits + i * p->V, *slope = 0, top;
    int64_t at = p->first + i, target = p->targets[at];
    if (p->cap > 0) {
      if (p->weight != 0) slope = pool_scratch(SCRATCH_TASK, sizeof(float) * p->V);
      soften(row, p->V, p->cap, slope);
    }
    double right = row[target], sum = exponentiate(row, p->V, &top);
    p->losses[at] = (float)(log(sum) - (right - top));
    if (p->weight == 0) continue;
    float scale = (float)(p->weight / sum);
    for (int64_t v = 0; v < p->V; v++) row[v] *= scale;
    row[target] -= p->weight;
    if (slope)
      for (int64_t v = 0; v < p->V; v++) row[v] *= slope[v];
  }
}

VEC int64_t rows_at_once(int64_t N, int64_t V) {
  int64_t rows = LOGITS_BYTES / (int64_t)sizeof(float) / V;
  rows = rows < LEAST_ROWS ? LEAST_ROWS : rows > MOST_ROWS ? MOST_ROWS : rows;
  return rows < N ? rows : N;
}

/* The first rows when first is 0, then the next; 0 when there are no more. Makes their losses, and in place of their
 * logits the gradient. */
static int next_rows(struct prediction *p, int64_t most) {
  p->first += p->rows;
  p->rows = p->N - p->first < most ? p->N - p->first : most;
  if (p->rows <= 0) return 0;
  gemm_bias(0, 1, p->rows, p->V, p->d, p->x + p->first * p->d, p->d, p->unembedding, p->d, p->bias, p->logits, p->V);
  pool_run(normalise, p, p->rows, 4);
  return 1;
}

/* losses [N] = −ln softmax(logits) at the targets; logits = cap · tanh((x · unembeddingᵀ + bias) / cap), without the
 * bias where that is 0, and without the cap where that is 0 */
EXPORT void KERNEL(token_losses)(int64_t N, int64_t d, int64_t V, const float *x, const float *unembedding,
                                 const float *bias, float cap, const int32_t *targets, float *losses) {
  struct prediction p = {.N = N, .d = d, .V = V, .x = x, .unembedding = unembedding, .bias = bias, .cap = cap,
                         .targets = targets, .losses = losses};
  int64_t most = rows_at_once(N, V);
  p.logits = pool_scratch(SCRATCH_KERNEL, sizeof(float) * most * V);
  while (next_rows(&p, most)) continue;
}

/* token_losses, and the gradient of their mean: dx [N, d], dunembedding [V, d], and dbias [V] unless that is 0. */
EXPORT void KERNEL(cross_entropy)(int64_t N, int64_t d, int64_t V, const float *x, const float *unembedding,
                                  const float *bias, float cap, const int32_t *targets, float *losses, float *dx,
                                  float *dunembedding, float *dbias) {
  struct prediction p = {.N = N, .d = d, .V = V, .x = x, .unembedding = unembedding, .bias = bias, .cap = cap,
                         .targets = targets, .losses = losses, .weight = 1 / (float)N};
  int64_t most = rows_at_once(N, V);
  p.logits = pool_scratch(SCRATCH_KERNEL, sizeof(float) * most * V);
  while (next_rows(&p, most)) {
    const float *rows = x + p.first * d;
    gemm(0, 0, p.rows, d, V, 1, p.logits, V, unembedding, d, 0, dx + p.first * d, d);
    gemm(1, 0, V, d, p.rows, 1, p.logits, V, rows, d, p.first > 0, dunembedding, d);
    if (dbias) sum_columns(p.logits, p.rows, V, p.first > 0, dbias);
  }
}
