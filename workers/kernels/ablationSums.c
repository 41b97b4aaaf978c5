#include "ablationSums.h"

/* e^x − 1 ≈ x·q(x) for |x| ≤ limit, with q the interpolation of (e^x − 1)/x at the Chebyshev nodes: within half a unit
 * in the last place of 1, and, having no constant term, exact to float32 for small x. */
static const struct {
  double limit;
  int degree;
  float q[9];
} NEAR[] = {
    [MOMENTS] = {0.0489, 3, {1.0f, 0.50007473f, 0.166681612f}},
    [DEGREE_5] = {0.295, 5, {1.0f, 0.499996707f, 0.166666196f, 0.0418179867f, 0.00835494302f}},
    [DEGREE_7] = {0.782, 7,
                  {1.0f, 0.500000628f, 0.166666736f, 0.0416584611f, 0.00833242343f, 0.00141565731f, 0.000201382374f}},
    [DEGREE_9] = {1.468, 9,
                  {1.0f, 0.499999783f, 0.166666647f, 0.0416680062f, 0.00833345445f, 0.00138665852f, 0.000198210939f,
                   2.61710046e-05f, 2.87975472e-06f}},
    [REDUCED] = {20, 0, {0}},
};

VEC vf expm1_near(enum method method, vf x) {
  vf q = vset(NEAR[method].q[NEAR[method].degree - 1]);
#pragma GCC unroll 8
  for (int k = NEAR[method].degree - 2; k >= 0; k--) q = q * x + NEAR[method].q[k];
  return q * x;
}

/* For |x| ≤ 20, as 2^n · e^r − 1 with |r| ≤ ln 2 / 2: one constant for ln 2 is enough, and 2^n is a normal number. */
VEC vf expm1_reduced(vf x) {
  const vf shift = vset(12582912.0f); /* 1.5 · 2^23: adding it rounds to an integer */
  vf t = x * 1.44269504f + shift;
  vf r = x - (t - shift) * 0.693147181f;
  vf p = r * 0.001393367373f + 0.008369174671f;
  p = p * r + 0.041666464711f;
  p = p * r + 0.166665050245f;
  p = p * r + 0.500000001349f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return (vf)((vi)p + ((vi)t << 23)) - 1.0f;
}

enum method method_for(double reach) {
  for (enum method method = MOMENTS; method < EXACT; method++)
    if (reach <= NEAR[method].limit) return method;
  return EXACT;
}

VEC void add_run(enum method method, const float *g, const float *const tiles[GROUP], int64_t count,
                 const struct scales *scales, union sums *sums) {
  vf free[GROUP], frozen[GROUP];
  const float *tile[GROUP];
  for (int k = 0; k < GROUP; k++) {
    free[k] = frozen[k] = vset(0);
    tile[k] = tiles[k];
  }
  for (int64_t v = 0; v < count; v += VL) {
    vf signature = vload(g + v);
#pragma GCC unroll 4
    for (int k = 0; k < GROUP; k++) {
      vf L = vload(tile[k] + v * PARTS), weight = vload(tile[k] + v * PARTS + VL);
      vf x = L * scales->alpha[k] + signature * scales->free[k], y = signature * scales->frozen[k];
      if (method == REDUCED) {
        free[k] += weight * expm1_reduced(x);
        frozen[k] += weight * expm1_reduced(y);
      } else {
        free[k] += weight * expm1_near(method, x);
        frozen[k] += weight * expm1_near(method, y);
      }
    }
  }
  for (int k = 0; k < GROUP; k++) {
    sums->free[k] += dwiden((float *)&free[k]) + dwiden((float *)&free[k] + DL);
    sums->frozen[k] += dwiden((float *)&frozen[k]) + dwiden((float *)&frozen[k] + DL);
  }
}

/* As many positions at a time as have their sums in registers, of which WebAssembly is made for 16. */
#if VEC_BYTES == 32 || defined(__wasm__)
enum { MOMENTS_AT_ONCE = 2 };
#else
enum { MOMENTS_AT_ONCE = 4 };
#endif

VEC void add_moments(int powers, const float *g, const float *const tiles[GROUP], int64_t count, union sums *sums) {
  for (int first = 0; first < GROUP; first += MOMENTS_AT_ONCE) {
    vf sum[MOMENTS_AT_ONCE][POWERS];
    const float *tile[MOMENTS_AT_ONCE];
    for (int k = 0; k < MOMENTS_AT_ONCE; k++) {
      tile[k] = tiles[first + k];
      for (int power = 0; power < powers; power++) sum[k][power] = vset(0);
    }
    for (int64_t v = 0; v < count; v += VL) {
      vf g1 = vload(g + v), g2 = g1 * g1, g3 = g2 * g1;
#pragma GCC unroll 4
      for (int k = 0; k < MOMENTS_AT_ONCE; k++) {
        const float *part = tile[k] + v * PARTS;
        vf P = vload(part + VL), PL = vload(part + 2 * VL), PLL = vload(part + 3 * VL);
        sum[k][LLG] += PLL * g1;
        sum[k][LGG] += PL * g2;
        sum[k][GGG] += P * g3;
        if (powers == THIRD_POWERS) continue;
        sum[k][G] += P * g1;
        sum[k][LG] += PL * g1;
        sum[k][GG] += P * g2;
      }
    }
#pragma GCC unroll 4
    for (int k = 0; k < MOMENTS_AT_ONCE; k++)
#pragma GCC unroll 8
      for (int power = 0; power < powers; power++) sums->moments[first + k][power] += sum[k][power];
  }
}

double sum_from_moments(const double *L, const double *m, double alpha, double scale) {
  double first = alpha * L[1] + scale * m[G];
  double second = alpha * alpha * L[2] + 2 * alpha * scale * m[LG] + scale * scale * m[GG];
  double third = alpha * alpha * (alpha * L[3] + 3 * scale * m[LLG]) +
                 scale * scale * (3 * alpha * m[LGG] + scale * m[GGG]);
  return first + NEAR[MOMENTS].q[1] * second + NEAR[MOMENTS].q[2] * third;
}

void add_tokens(enum method method, const float *g, const float *const tiles[GROUP], int64_t count,
                const struct scales *scales, union sums *sums) {
  switch (method) {
  case THIRD:
    return add_moments(THIRD_POWERS, g, tiles, count, sums);
  case MOMENTS:
    return add_moments(POWERS, g, tiles, count, sums);
  case DEGREE_5:
    return add_run(DEGREE_5, g, tiles, count, scales, sums);
  case DEGREE_7:
    return add_run(DEGREE_7, g, tiles, count, scales, sums);
  case DEGREE_9:
    return add_run(DEGREE_9, g, tiles, count, scales, sums);
  case REDUCED:
    return add_run(REDUCED, g, tiles, count, scales, sums);
  default:
    return; /* needs no sums, or all of them in one go */
  }
}
