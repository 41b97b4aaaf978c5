#include "pool.h"
#include "vec.h"

/* Φ(x), the standard normal distribution function, to 2e-7 relative on both tails.
 * erfc(a) = t · exp(−a² + P(t)), t = 1 / (1 + a/2) for a ≥ 0: Numerical Recipes' Chebyshev fit (§6.2). */
VEC vf normal_cdf(vf x) {
  vf a = vselect(x < 0, -x, x) * 0.70710678f;
  vf t = 1 / (1 + 0.5f * a);
  vf p = t * 0.17087277f - 0.82215223f;
  p = p * t + 1.48851587f;
  p = p * t - 1.13520398f;
  p = p * t + 0.27886807f;
  p = p * t - 0.18628806f;
  p = p * t + 0.09678418f;
  p = p * t + 0.37409196f;
  p = p * t + 1.00002368f;
  p = p * t - 1.26551223f;
  vf tail = 0.5f * t * vexp(p - a * a);
  return vselect(x < 0, tail, 1 - tail);
}

/* e^−2u with u = √(2/π)·(x + 0.044715·x³), so that ½(1 + tanh u) = 1 / (1 + e^−2u) */
VEC vf tanh_decay(vf x) { return vexp(-1.59576912f * (x + 0.044715f * x * x * x)); }

VEC vf gelu_erf(vf x) { return x * normal_cdf(x); }
VEC vf gelu_tanh(vf x) { return x / (1 + tanh_decay(x)); }
VEC vf slope_erf(vf x) { return normal_cdf(x) + x * 0.39894228f * vexp(-0.5f * x * x); }
/* With s = 1 / (1 + e): 1 − s = e·s, which does not cancel. Beyond ±10 the slope is 0 or 1 to the last bit. */
VEC vf slope_tanh(vf x) {
  x = vmin(vmax(x, vset(-10)), vset(10));
  vf e = tanh_decay(x), s = 1 / (1 + e);
  return s + x * s * (e * s) * 1.59576912f * (1 + 0.134145f * x * x);
}

struct map {
  int64_t count;
  int tanh;
  const float *x, *dy;
  float *out;
};

static void forward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct map *m = context;
  for (int64_t i = begin; i < end; i += VL) {
    vf x = vload_row(m->x, i, end, 0);
    vstore_row(m->out, i, end, m->tanh ? gelu_tanh(x) : gelu_erf(x));
  }
}

static void backward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct map *m = context;
  for (int64_t i = begin; i < end; i += VL) {
    vf x = vload_row(m->x, i, end, 0), dy = vload_row(m->dy, i, end, 0);
    vstore_row(m->out, i, end, dy * (m->tanh ? slope_tanh(x) : slope_erf(x)));
  }
}

/* y = x·Φ(x), or its tanh approximation */
EXPORT void KERNEL(gelu)(int64_t count, int tanh, const float *x, float *y) {
  pool_run(forward, &(struct map){count, tanh, x, 0, y}, count, 4096);
}

EXPORT void KERNEL(gelu_gradient)(int64_t count, int tanh, const float *x, const float *dy, float *dx) {
  pool_run(backward, &(struct map){count, tanh, x, dy, dx}, count, 4096);
}
