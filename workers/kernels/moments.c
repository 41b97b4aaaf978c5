/* Sums of powers of many numbers, in float64. */
#include "pool.h"
#include "real.h"
#include "variant.h"

enum {
  /* Numbers of a partial sum: always as many, so that the sums do not depend on the number of threads. */
  BLOCK = 1 << 14,
  /* Sums side by side, so that none waits for itself. */
  CHAINS = 4,
};

struct numbers {
  const float *values;
  int64_t n;
  double mean;
  /* [blocks, 2] */
  double *parts;
};

static void add_values(void *context, int64_t begin, int64_t end, int thread) {
  const struct numbers *s = context;
  (void)thread;
  for (int64_t block = begin; block < end; block++) {
    int64_t i = block * BLOCK, last = i + BLOCK < s->n ? i + BLOCK : s->n;
    vd sum[CHAINS] = {{0}};
    for (; i + CHAINS * DL <= last; i += CHAINS * DL)
#pragma GCC unroll 4
      for (int c = 0; c < CHAINS; c++) sum[c] += dwiden(s->values + i + c * DL);
    double rest = 0;
    for (; i < last; i++) rest += s->values[i];
    s->parts[2 * block] = dsum((sum[0] + sum[1]) + (sum[2] + sum[3])) + rest;
  }
}

static void add_powers(void *context, int64_t begin, int64_t end, int thread) {
  const struct numbers *s = context;
  (void)thread;
  for (int64_t block = begin; block < end; block++) {
    int64_t i = block * BLOCK, last = i + BLOCK < s->n ? i + BLOCK : s->n;
    vd second[CHAINS] = {{0}}, fourth[CHAINS] = {{0}};
    for (; i + CHAINS * DL <= last; i += CHAINS * DL)
#pragma GCC unroll 4
      for (int c = 0; c < CHAINS; c++) {
        vd off = dwiden(s->values + i + c * DL) - s->mean, square = off * off;
        second[c] += square;
        fourth[c] += square * square;
      }
    double squares = 0, fourths = 0;
    for (; i < last; i++) {
      double off = s->values[i] - s->mean, square = off * off;
      squares += square;
      fourths += square * square;
    }
    s->parts[2 * block] = dsum((second[0] + second[1]) + (second[2] + second[3])) + squares;
    s->parts[2 * block + 1] = dsum((fourth[0] + fourth[1]) + (fourth[2] + fourth[3])) + fourths;
  }
}

/* moments [3] = mean, Σ (x − mean)² and Σ (x − mean)⁴ of n > 0 values. */
EXPORT void KERNEL(moments)(const float *values, int64_t n, double *moments) {
  int64_t blocks = (n + BLOCK - 1) / BLOCK;
  struct numbers s = {.values = values, .n = n};
  s.parts = pool_scratch(SCRATCH_KERNEL, 2 * blocks * (int64_t)sizeof *s.parts);
  pool_run(add_values, &s, blocks, 1);
  for (int64_t block = 0; block < blocks; block++) s.mean += s.parts[2 * block];
  s.mean /= (double)n;
  pool_run(add_powers, &s, blocks, 1);
  moments[0] = s.mean;
  moments[1] = moments[2] = 0;
  for (int64_t block = 0; block < blocks; block++) {
    moments[1] += s.parts[2 * block];
    moments[2] += s.parts[2 * block + 1];
  }
}
