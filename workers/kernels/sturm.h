/* The characteristic polynomial of a tridiagonal matrix T and of its leading blocks, at many x at once, each in a lane:
 *     p_0 = 1,   p_i = (d_i − x) p_{i−1} − e_i² p_{i−2},   p_n(x) = det(T − x).
 * The signs change along it as often as T has eigenvalues below x (Givens 1954), in floating point for a matrix within
 * a few roundings of T. There is no division in it, and chains of different x overlap. */
#ifndef PLATEAU_STURM_H
#define PLATEAU_STURM_H

#include "real.h"

typedef uint64_t vu __attribute__((vector_size(VEC_BYTES), aligned(8), may_alias));

enum {
  CHAINS = 4,
  /* How many x there are at a time. */
  POINTS = CHAINS * DL,
  /* Steps between two scalings. With |d_i − x| ≤ 2 and SMALLEST_SQUARE ≤ e_i² ≤ 1 neither 3^16 nor 2^(−108 · 8)
   * leaves the range of doubles. */
  STRIDE = 16,
};

/* For T of norm 1: a coupling raised to 2^−54 moves no eigenvalue by more than a rounding. */
#define SMALLEST_SQUARE 0x1p-108

/* e2[i] is the square of the coupling of i − 1 and i, e2[0] = 0. */
struct tridiagonal {
  int64_t n;
  const double *d, *e2;
};

VEC vd magnitude(vd x) { return (vd)((vu)x & ~(vu){0} >> 1); }

/* p_n(x) = values · 2^exponents; `changes` of sign where it is not null. */
VEC void sturm(const struct tridiagonal *t, const double *x, double *values, int64_t *exponents, int64_t *changes) {
  vd at[CHAINS], p[CHAINS], before[CHAINS];
  vu exponent[CHAINS], changed[CHAINS];
#pragma GCC unroll 4
  for (int c = 0; c < CHAINS; c++) {
    at[c] = dload(x + c * DL);
    p[c] = dset(1);
    before[c] = dset(0);
    exponent[c] = changed[c] = (vu){0};
  }
  for (int64_t begin = 0; begin < t->n; begin += STRIDE) {
    int64_t end = begin + STRIDE < t->n ? begin + STRIDE : t->n;
    for (int64_t i = begin; i < end; i++) {
      vd diagonal = dset(t->d[i]), coupling = dset(t->e2[i]);
#pragma GCC unroll 4
      for (int c = 0; c < CHAINS; c++) {
        vd carried = coupling * before[c];
        before[c] = p[c];
        p[c] = (diagonal - at[c]) * p[c] - carried;
        if (changes) changed[c] += ((vu)p[c] ^ (vu)before[c]) >> 63;
      }
    }
#pragma GCC unroll 4
    for (int c = 0; c < CHAINS; c++) {
      vu power = (vu)dmax(magnitude(p[c]), magnitude(before[c])) >> 52;
      vd scale = (vd)((2046 - power) << 52);
      p[c] *= scale;
      before[c] *= scale;
      exponent[c] += power - 1023;
    }
  }
#pragma GCC unroll 4
  for (int c = 0; c < CHAINS; c++) {
    dstore(values + c * DL, p[c]);
    *(vu *)(exponents + c * DL) = exponent[c];
    if (changes) *(vu *)(changes + c * DL) = changed[c];
  }
}

#endif
