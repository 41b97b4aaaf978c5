#include "decompose.h"

#include "eigenvalues.h"

#define INFINITE 0x7ff0000000000000

typedef int64_t bits __attribute__((may_alias));

/* The power of two that brings `size`, by its bits, to the order of 1; multiplying by it loses nothing. */
static double scale_for(int64_t size, double *back) {
  union {
    double value;
    int64_t bits;
  } scale, inverse;
  int64_t exponent = 2045 - (size >> 52);
  if (exponent < 1) exponent = 1;
  scale.bits = exponent << 52;
  inverse.bits = (2046 - exponent) << 52;
  *back = inverse.value;
  return scale.value;
}

/* Bits of the largest entry in size, of which the order is that of the numbers: what is infinite or none is the largest. */
static int64_t largest(const double *matrix, int64_t n) {
  int64_t most = 0;
  for (int64_t i = 0; i < n; i++) {
    const bits *row = (const bits *)(matrix + i * row_length(n));
    for (int64_t j = 0; j <= i; j++) {
      int64_t size = row[j] & INT64_MAX;
      most = size > most ? size : most;
    }
  }
  return most;
}

void decompose(double *matrix, int64_t n, double *values) {
  int64_t size = largest(matrix, n), ld = row_length(n);
  for (int64_t i = 0; i < n; i++) values[i] = size < INFINITE ? 0 : __builtin_nan("");
  if (size >= INFINITE || size == 0) return;
  double back, scale = scale_for(size, &back), *offDiagonal = matrix + n * ld;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j <= i; j++) matrix[i * ld + j] *= scale;
  tridiagonalise(matrix, n, ld, values, offDiagonal);
  tridiagonal_eigenvalues(values, offDiagonal, n);
  for (int64_t i = 0; i < n; i++) values[i] *= back;
}
