#include "ablationSums.h"

#include "ablationSeries.h"

enum method method_for(double reach) {
  for (enum method method = MOMENTS; method < EXACT; method++)
    if (reach <= NEAR[method].limit) return method;
  return EXACT;
}

VEC void add_shifts(enum method method, vf L, vf P, vf g, const struct scales *scales, int k, vf *free, vf *frozen) {
  vf x = L * scales->alpha[k] + g * scales->free[k], y = g * scales->frozen[k];
  *free += P * expm1_by(method, x);
  *frozen += P * expm1_by(method, y);
}

VEC void keep_shifts(const vf *free, const vf *frozen, union sums *sums) {
  for (int k = 0; k < GROUP; k++) {
    sums->free[k] += dwiden((const float *)&free[k]) + dwiden((const float *)&free[k] + DL);
    sums->frozen[k] += dwiden((const float *)&frozen[k]) + dwiden((const float *)&frozen[k] + DL);
  }
}

VEC void add_run(enum method method, const struct tokens *tokens, int64_t count, const struct scales *scales,
                 union sums *sums) {
  const struct tokens from = *tokens;
  vf free[GROUP], frozen[GROUP];
  for (int k = 0; k < GROUP; k++) free[k] = frozen[k] = vset(0);
  for (int64_t v = 0; v < count; v += VL) {
    vf g = vload(from.g + v);
#pragma GCC unroll 4
    for (int k = 0; k < GROUP; k++)
      add_shifts(method, vload(from.L[k] + v), vload(from.P[k] + v), g, scales, k, &free[k], &frozen[k]);
  }
  keep_shifts(free, frozen, sums);
}

VEC void add_run_of_pairs(enum method method, const struct pairs_tokens *tokens, int64_t count,
                          const struct scales *scales, union sums *sums) {
  vf free[GROUP], frozen[GROUP];
  for (int first = 0; first < GROUP; first += 2) {
    const float *g[2], *L[2], *P[2];
    for (int k = 0; k < 2; k++) {
      free[first + k] = frozen[first + k] = vset(0);
      g[k] = tokens->g[first + k];
      L[k] = tokens->L[first + k];
      P[k] = tokens->P[first + k];
    }
    for (int64_t v = 0; v < count; v += VL)
#pragma GCC unroll 2
      for (int k = 0; k < 2; k++)
        add_shifts(method, vload(L[k] + v), vload(P[k] + v), vload(g[k] + v), scales, first + k, &free[first + k],
                   &frozen[first + k]);
  }
  keep_shifts(free, frozen, sums);
}

/* As many positions at a time as have their sums in registers, of which WebAssembly is made for 16. */
#if VEC_BYTES == 32 || defined(__wasm__)
enum { MOMENTS_AT_ONCE = 2 };
#else
enum { MOMENTS_AT_ONCE = 4 };
#endif

static void add_moments(const struct tokens *tokens, int64_t count, union sums *sums) {
  const float *g = tokens->g;
  int64_t power = tokens->power;
  for (int first = 0; first < GROUP; first += MOMENTS_AT_ONCE) {
    vf sum[MOMENTS_AT_ONCE][POWERS];
    const float *part[MOMENTS_AT_ONCE];
    for (int k = 0; k < MOMENTS_AT_ONCE; k++) {
      part[k] = tokens->P[first + k];
      for (int n = 0; n < POWERS; n++) sum[k][n] = vset(0);
    }
    for (int64_t v = 0; v < count; v += VL) {
      vf g1 = vload(g + v), g2 = g1 * g1, g3 = g2 * g1;
#pragma GCC unroll 4
      for (int k = 0; k < MOMENTS_AT_ONCE; k++) {
        vf P = vkept(vload(part[k] + v)), PL = vkept(vload(part[k] + v + power)), PLL = vload(part[k] + v + 2 * power);
        sum[k][G] += P * g1;
        sum[k][GG] += P * g2;
        sum[k][GGG] += P * g3;
        sum[k][LG] += PL * g1;
        sum[k][LGG] += PL * g2;
        sum[k][LLG] += PLL * g1;
      }
    }
#pragma GCC unroll 4
    for (int k = 0; k < MOMENTS_AT_ONCE; k++)
#pragma GCC unroll 8
      for (int n = 0; n < POWERS; n++) sums->moments[first + k][n] += sum[k][n];
  }
}

static void add_third(const struct pairs_tokens *tokens, int64_t count, union sums *sums) {
  for (int first = 0; first < GROUP; first += 2) {
    const float *g[2], *L[2], *P[2];
    vf sum[2][THIRD_POWERS];
    for (int k = 0; k < 2; k++) {
      for (int n = 0; n < THIRD_POWERS; n++) sum[k][n] = vset(0);
      g[k] = tokens->g[first + k];
      L[k] = tokens->L[first + k];
      P[k] = tokens->P[first + k];
    }
    for (int64_t v = 0; v < count; v += VL)
#pragma GCC unroll 2
      for (int k = 0; k < 2; k++) {
        vf g1 = vload(g[k] + v), l = vload(L[k] + v), Pg = vload(P[k] + v) * g1, PLg = Pg * l;
        sum[k][LLG] += PLg * l;
        sum[k][LGG] += PLg * g1;
        sum[k][GGG] += Pg * (g1 * g1);
      }
    for (int k = 0; k < 2; k++)
      for (int n = 0; n < THIRD_POWERS; n++) sums->moments[first + k][n] += sum[k][n];
  }
}

double sum_from_moments(const double *L, const double *m, double alpha, double scale) {
  double first = alpha * L[1] + scale * m[G];
  double second = alpha * alpha * L[2] + 2 * alpha * scale * m[LG] + scale * scale * m[GG];
  double third = alpha * alpha * (alpha * L[3] + 3 * scale * m[LLG]) +
                 scale * scale * (3 * alpha * m[LGG] + scale * m[GGG]);
  return first + NEAR[MOMENTS].q[1] * second + NEAR[MOMENTS].q[2] * third;
}

void add_tokens(enum method method, const struct tokens *tokens, int64_t count, const struct scales *scales,
                union sums *sums) {
  switch (method) {
  case MOMENTS:
    return add_moments(tokens, count, sums);
  case DEGREE_5:
    return add_run(DEGREE_5, tokens, count, scales, sums);
  case DEGREE_7:
    return add_run(DEGREE_7, tokens, count, scales, sums);
  case DEGREE_9:
    return add_run(DEGREE_9, tokens, count, scales, sums);
  case REDUCED:
    return add_run(REDUCED, tokens, count, scales, sums);
  default:
    return; /* needs no sums, or all of them in one go */
  }
}

void add_tokens_of_pairs(enum method method, const struct pairs_tokens *tokens, int64_t count,
                         const struct scales *scales, union sums *sums) {
  switch (method) {
  case THIRD:
    return add_third(tokens, count, sums);
  case DEGREE_5:
    return add_run_of_pairs(DEGREE_5, tokens, count, scales, sums);
  case DEGREE_7:
    return add_run_of_pairs(DEGREE_7, tokens, count, scales, sums);
  case DEGREE_9:
    return add_run_of_pairs(DEGREE_9, tokens, count, scales, sums);
  case REDUCED:
    return add_run_of_pairs(REDUCED, tokens, count, scales, sums);
  default:
    return;
  }
}
