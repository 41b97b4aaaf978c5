#include <math.h>

#include "pool.h"
#include "vec.h"

struct adamw {
  float *restrict param, *restrict m, *restrict v;
  const float *restrict gradient;
  float lr, beta1, beta2, epsilon, decay, scale, correction1, correction2;
};

static void step(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct adamw a = *(const struct adamw *)context;
  for (int64_t i = begin; i < end; i++) {
    float g = a.gradient[i] * a.scale;
    float m = a.m[i] = a.beta1 * a.m[i] + (1 - a.beta1) * g;
    float v = a.v[i] = a.beta2 * a.v[i] + (1 - a.beta2) * g * g;
    float update = m * a.correction1 / (sqrtf(v * a.correction2) + a.epsilon);
    a.param[i] -= a.lr * (update + a.decay * a.param[i]);
  }
}

/* AdamW in place (Loshchilov and Hutter 2019). gradient · scale is what counts as the gradient;
 * correction1 = 1 / (1 − β1^step), correction2 = 1 / (1 − β2^step). */
EXPORT void KERNEL(adamw_step)(int64_t count, float *param, const float *gradient, float *m, float *v, float lr,
                               float beta1, float beta2, float epsilon, float decay, float scale, float correction1,
                               float correction2) {
  struct adamw a = {param, m, v, gradient, lr, beta1, beta2, epsilon, decay, scale, correction1, correction2};
  pool_run(step, &a, count, 8192);
}

enum { BLOCK = 8192 };

struct squares {
  int64_t count;
  const float *x;
  double *partial;
};

static void square_blocks(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct squares *s = context;
  for (int64_t block = begin; block < end; block++) {
    int64_t last = (block + 1) * BLOCK < s->count ? (block + 1) * BLOCK : s->count;
    double sum[8] = {0};
    int64_t i = block * BLOCK;
    for (; i + 8 <= last; i += 8)
      for (int lane = 0; lane < 8; lane++) sum[lane] += (double)s->x[i + lane] * s->x[i + lane];
    for (; i < last; i++) sum[0] += (double)s->x[i] * s->x[i];
    s->partial[block] = ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
  }
}

/* result[0] += Σ x², in float64; the same bits for any number of threads. */
EXPORT void KERNEL(sum_of_squares)(int64_t count, const float *x, double *result) {
  int64_t blocks = (count + BLOCK - 1) / BLOCK;
  double *partial = pool_scratch(SCRATCH_KERNEL, sizeof(double) * (blocks + 1));
  pool_run(square_blocks, &(struct squares){count, x, partial}, blocks, 1);
  for (int64_t block = 0; block < blocks; block++) result[0] += partial[block];
}
