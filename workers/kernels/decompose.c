#include "decompose.h"

#include "eigenvalues.h"
#include "pool.h"

static int64_t padded(int64_t n) { return (n + 7) / 8 * 8 + 8; }

double *decompose_space(int64_t n) {
  return pool_scratch(SCRATCH_TASK, (n * padded(n) + n * n + n) * (int64_t)sizeof(double));
}

double *decompose_product(double *work, int64_t n) { return work + n * padded(n); }

/* The power of two that brings `size` to the order of 1, by its exponent bits; multiplying by it loses nothing. */
static double scale_for(double size, double *back) {
  union {
    double value;
    int64_t bits;
  } s = {.value = size}, inverse;
  int64_t exponent = 2045 - (s.bits >> 52);
  if (exponent < 1) exponent = 1;
  s.bits = exponent << 52;
  inverse.bits = (2046 - exponent) << 52;
  *back = inverse.value;
  return s.value;
}

void decompose(const double *symmetric, int64_t n, double *work, double *values) {
  double largest = 0, back, *offDiagonal = work + n * padded(n) + n * n;
  int finite = 1;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j <= i; j++) {
      double size = __builtin_fabs(symmetric[i * n + j]);
      if (size > largest) largest = size;
      finite &= size - size == 0;
    }
  for (int64_t i = 0; i < n; i++) values[i] = finite ? 0 : __builtin_nan("");
  if (!finite || largest == 0) return;
  double scale = scale_for(largest, &back);
  int64_t ld = padded(n);
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j <= i; j++) work[i * ld + j] = symmetric[i * n + j] * scale;
  tridiagonalise(work, n, ld, values, offDiagonal);
  tridiagonal_eigenvalues(values, offDiagonal, n);
  for (int64_t i = 0; i < n; i++) values[i] *= back;
}
