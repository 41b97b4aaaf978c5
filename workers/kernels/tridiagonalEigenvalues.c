/* The square-root free QL iteration of Pal, Walker and Kahan, as in LAPACK's dsterf: it works on the squares of the
 * couplings between neighbours. */
#include "eigenvalues.h"

#include "vec.h"

enum { SWEEPS_PER_VALUE = 30 };

/* Whether a coupling is lost in the rounding of its neighbours, or too small for a square to have all its digits. */
VEC int negligible(double e2, double before, double after) {
  return e2 <= 0x1p-106 * __builtin_fabs(before * after) + 0x1p-1000;
}

/* Eigenvalues of [[a, b], [b, c]] with b² given: the larger by its formula, the other from the determinant, so that
 * nothing cancels. */
static void solve_pair(double *a, double *c, double b2) {
  double half = (*a + *c) / 2, difference = (*a - *c) / 2;
  double radius = __builtin_sqrt(difference * difference + b2);
  double outer = half < 0 ? half - radius : half + radius;
  double inner = outer == 0 ? 0 : *a / outer * *c - b2 / outer;
  *a = outer;
  *c = inner;
}

/* One QL sweep over d [0 … last], with the shift that the first two rows suggest. */
static void sweep(double *d, double *e2, int64_t last) {
  double root = __builtin_sqrt(e2[0]), slope = (d[1] - d[0]) / (2 * root);
  double length = __builtin_sqrt(slope * slope + 1);
  double shift = d[0] - root / (slope + (slope < 0 ? -length : length));
  double c = 1, s = 0, gamma = d[last] - shift, p = gamma * gamma;
  for (int64_t i = last - 1; i >= 0; i--) {
    double b2 = e2[i], r = p + b2, previous = c, carried = gamma;
    if (i < last - 1) e2[i + 1] = s * r;
    c = p / r;
    s = b2 / r;
    gamma = c * (d[i] - shift) - s * carried;
    d[i + 1] = carried + (d[i] - gamma);
    p = c == 0 ? previous * b2 : gamma * gamma / c;
  }
  e2[0] = s * p;
  d[0] = shift + gamma;
}

/* QL finds the values at the small end first: the other way round it takes many more sweeps. */
static void put_small_end_first(double *d, double *e2, int64_t n) {
  if (__builtin_fabs(d[0]) <= __builtin_fabs(d[n - 1])) return;
  for (int64_t i = 0, j = n - 1; i < j; i++, j--) {
    double kept = d[i];
    d[i] = d[j];
    d[j] = kept;
  }
  for (int64_t i = 0, j = n - 2; i < j; i++, j--) {
    double kept = e2[i];
    e2[i] = e2[j];
    e2[j] = kept;
  }
}

/* A block without a negligible coupling. Returns 0 when it takes too many sweeps. */
static int solve_block(double *d, double *e2, int64_t n) {
  int64_t sweeps = SWEEPS_PER_VALUE * n, last;
  put_small_end_first(d, e2, n);
  for (int64_t first = 0; first < n; first = last > first + 1 ? first : last + 1) {
    for (last = first; last < n - 1 && !negligible(e2[last], d[last], d[last + 1]);) last++;
    if (last == first + 1) solve_pair(d + first, d + last, e2[first]);
    if (last <= first + 1) continue;
    if (sweeps-- == 0) return 0;
    sweep(d + first, e2 + first, last - first);
  }
  return 1;
}

void tridiagonal_eigenvalues(double *diagonal, double *offDiagonal, int64_t n) {
  for (int64_t i = 0; i < n - 1; i++) offDiagonal[i] *= offDiagonal[i];
  int converged = 1;
  for (int64_t first = 0, last; first < n && converged; first = last + 1) {
    for (last = first; last < n - 1 && !negligible(offDiagonal[last], diagonal[last], diagonal[last + 1]);) last++;
    converged = solve_block(diagonal + first, offDiagonal + first, last - first + 1);
  }
  for (int64_t i = 0; i < n && !converged; i++) diagonal[i] = __builtin_nan("");
}
