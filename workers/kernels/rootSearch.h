/* Chandrupatla's (1997) search for a root between two points: inverse quadratic interpolation where three points
 * promise that it helps, else bisection. Many searches side by side; those that are done make room. */
#ifndef PLATEAU_ROOT_SEARCH_H
#define PLATEAU_ROOT_SEARCH_H

#include "sturm.h"

enum {
  ROOTS_AT_ONCE = 256,
  /* From this round on, bisection only: 54 more end every search. */
  INTERPOLATED_ROUNDS = 24,
};

/* How far from the root a result may be, for a matrix of norm 1. Two such are a rounding just below 1: a wider cell has
 * a point inside. */
#define ROOT_TOLERANCE 0x1p-54

/* Lanes of searches: the root lies between a and b, x is looked at next, and c was before. f are in units of
 * 2^unit. */
struct root_search {
  int64_t count;
  double a[ROOTS_AT_ONCE], b[ROOTS_AT_ONCE], c[ROOTS_AT_ONCE], x[ROOTS_AT_ONCE];
  double fa[ROOTS_AT_ONCE], fb[ROOTS_AT_ONCE], fc[ROOTS_AT_ONCE];
  int64_t unit[ROOTS_AT_ONCE], which[ROOTS_AT_ONCE];
};

/* 2^k, k kept within ±1000: further off, interpolation is of no use. */
VEC vd power_of_two(vl k) {
  k = ((vl)(k < -1000) & -1000) | ((vl)(k >= -1000) & k);
  k = ((vl)(k > 1000) & 1000) | ((vl)(k <= 1000) & k);
  return (vd)((k + 1023) << 52);
}

VEC void root_begin(struct root_search *s, double low, double fLow, int64_t lowExponent, double high, double fHigh,
                    int64_t highExponent, int64_t which) {
  int64_t i = s->count++, unit = lowExponent > highExponent ? lowExponent : highExponent;
  s->a[i] = s->c[i] = low;
  s->fa[i] = s->fc[i] = fLow * power_of_two((vl){0} + (lowExponent - unit))[0];
  s->b[i] = high;
  s->fb[i] = fHigh * power_of_two((vl){0} + (highExponent - unit))[0];
  s->unit[i] = unit;
  s->which[i] = which;
  double share = s->fa[i] / (s->fa[i] - s->fb[i]);
  s->x[i] = low + (high - low) * (share > 0.1 && share < 0.9 ? share : 0.5);
}

/* Takes p(x) = value · 2^exponent into the lanes from i on, and chooses their next x. Lanes that are done have all bits
 * of `done` set, and their root in x. */
VEC void root_step(struct root_search *s, int64_t i, vd value, vl exponent, int bisect, vl *done) {
  vd a = dload(s->a + i), b = dload(s->b + i), fa = dload(s->fa + i), fb = dload(s->fb + i), x = dload(s->x + i);
  vd f = value * power_of_two(exponent - *(const vl *)(s->unit + i));
  vl crossed = (vl)(((vl)f ^ (vl)fa) < 0);
  vd c = dselect(crossed, b, a), fc = dselect(crossed, fb, fa);
  b = dselect(crossed, a, b);
  fb = dselect(crossed, fa, fb);
  a = x;
  fa = f;
  vd width = magnitude(b - a);
  *done = (vl)(width <= 2 * ROOT_TOLERANCE) | (vl)(f == 0);

  vd share = dset(0.5);
  if (!bisect) {
    vd xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
    vl promising = (vl)(phi * phi < xi) & (vl)((1 - phi) * (1 - phi) < 1 - xi);
    vd interpolated = fa / (fb - fa) * (fc / (fb - fc)) + (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb));
    share = dselect(promising & (vl)(interpolated == interpolated), interpolated, share);
    vd least = 2 * ROOT_TOLERANCE / width;
    share = dmin(dmax(share, least), 1 - least);
  }
  vd better = dselect((vl)(magnitude(fa) < magnitude(fb)), a, b);
  dstore(s->a + i, a);
  dstore(s->b + i, b);
  dstore(s->fa + i, fa);
  dstore(s->fb + i, fb);
  dstore(s->c + i, c);
  dstore(s->fc + i, fc);
  dstore(s->x + i, dselect(*done, better, a + share * (b - a)));
}

VEC void root_move(struct root_search *s, int64_t from, int64_t to) {
  s->a[to] = s->a[from];
  s->b[to] = s->b[from];
  s->c[to] = s->c[from];
  s->x[to] = s->x[from];
  s->fa[to] = s->fa[from];
  s->fb[to] = s->fb[from];
  s->fc[to] = s->fc[from];
  s->unit[to] = s->unit[from];
  s->which[to] = s->which[from];
}

/* roots[which] of every search. */
VEC void root_finish(struct root_search *s, const struct tridiagonal *t, double *roots) {
  double values[ROOTS_AT_ONCE];
  int64_t exponents[ROOTS_AT_ONCE], done[ROOTS_AT_ONCE];
  for (int round = 0; s->count > 0; round++) {
    int64_t lanes = (s->count + POINTS - 1) / POINTS * POINTS;
    /* The rest of the last group repeats a search that there is. */
    for (int64_t i = s->count; i < lanes; i++) root_move(s, s->count - 1, i);
    for (int64_t i = 0; i < lanes; i += POINTS) sturm(t, s->x + i, values + i, exponents + i, 0);
    for (int64_t i = 0; i < lanes; i += DL)
      root_step(s, i, dload(values + i), *(const vl *)(exponents + i), round >= INTERPOLATED_ROUNDS,
                (vl *)(done + i));
    int64_t kept = 0;
    for (int64_t i = 0; i < s->count; i++) {
      if (done[i])
        roots[s->which[i]] = s->x[i];
      else
        root_move(s, i, kept++);
    }
    s->count = kept;
  }
}

#endif
