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

/* σ(x) = 1 / (1 + e^−x); its slope times x, by e = e^−x and σ(−x) = e·σ(x), which does not cancel. Beyond ±80 either is
 * 0 or 1 as far as float32 goes, and e stays finite. */
VEC vf sigmoid(vf x) { return 1 / (1 + vexp(-x)); }
VEC vf gate_slope(vf x) {
  x = vmin(vmax(x, vset(-80)), vset(80));
  vf e = vexp(-x), s = 1 / (1 + e);
  return s + x * s * (e * s);
}

VEC vf slope_erf(vf x) { return normal_cdf(x) + x * 0.39894228f * vexp(-0.5f * x * x); }
/* With s = 1 / (1 + e): 1 − s = e·s, which does not cancel. Beyond ±10 the slope is 0 or 1 to the last bit. */
VEC vf slope_tanh(vf x) {
  x = vmin(vmax(x, vset(-10)), vset(10));
  vf e = tanh_decay(x), s = 1 / (1 + e);
  return s + x * s * (e * s) * 1.59576912f * (1 + 0.134145f * x * x);
}

/* In the order of activationForms in workers/backends/fusedKernels.ts. */
enum { ERF, TANH, SILU, QUICK, RELU, RELU_SQUARED };

#define QUICKNESS 1.702f

VEC vf value(int form, vf x) {
  vf positive = vmax(x, vset(0));
  switch (form) {
    case ERF: return x * normal_cdf(x);
    case TANH: return x / (1 + tanh_decay(x));
    case SILU: return x * sigmoid(x);
    case QUICK: return x * sigmoid(QUICKNESS * x);
    case RELU: return positive;
    default: return positive * positive;
  }
}

VEC vf slope(int form, vf x) {
  switch (form) {
    case ERF: return slope_erf(x);
    case TANH: return slope_tanh(x);
    case SILU: return gate_slope(x);
    case QUICK: return gate_slope(QUICKNESS * x);
    case RELU: return vselect(x > 0, vset(1), vset(0));
    default: return 2 * vmax(x, vset(0));
  }
}

enum { GRAIN = 4096 };

struct map {
  int form;
  const float *x, *up, *dy;
  float *out, *dup;
};

static void activate(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct map *m = context;
  for (int64_t i = begin; i < end; i += VL) vstore_row(m->out, i, end, value(m->form, vload_row(m->x, i, end, 0)));
}

static void activate_back(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct map *m = context;
  for (int64_t i = begin; i < end; i += VL)
    vstore_row(m->out, i, end, vload_row(m->dy, i, end, 0) * slope(m->form, vload_row(m->x, i, end, 0)));
}

static void gate(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct map *m = context;
  for (int64_t i = begin; i < end; i += VL)
    vstore_row(m->out, i, end, value(m->form, vload_row(m->x, i, end, 0)) * vload_row(m->up, i, end, 0));
}

static void gate_back(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct map *m = context;
  for (int64_t i = begin; i < end; i += VL) {
    vf x = vload_row(m->x, i, end, 0), dy = vload_row(m->dy, i, end, 0);
    vstore_row(m->out, i, end, dy * vload_row(m->up, i, end, 0) * slope(m->form, x));
    vstore_row(m->dup, i, end, dy * value(m->form, x));
  }
}

/* y = f(x) */
EXPORT void KERNEL(activation)(int64_t count, int form, const float *x, float *y) {
  pool_run(activate, &(struct map){.form = form, .x = x, .out = y}, count, GRAIN);
}

/* dx = dy · f′(x) */
EXPORT void KERNEL(activation_gradient)(int64_t count, int form, const float *x, const float *dy, float *dx) {
  pool_run(activate_back, &(struct map){.form = form, .x = x, .dy = dy, .out = dx}, count, GRAIN);
}

/* y = f(gate) · up */
EXPORT void KERNEL(gated)(int64_t count, int form, const float *gates, const float *up, float *y) {
  pool_run(gate, &(struct map){.form = form, .x = gates, .up = up, .out = y}, count, GRAIN);
}

/* dgate = dy · up · f′(gate), dup = dy · f(gate) */
EXPORT void KERNEL(gated_gradient)(int64_t count, int form, const float *gates, const float *up, const float *dy,
                                   float *dgates, float *dup) {
  struct map m = {.form = form, .x = gates, .up = up, .dy = dy, .out = dgates, .dup = dup};
  pool_run(gate_back, &m, count, GRAIN);
}
