/* Spectra of many small matrices: each is one task, so that both cores are at work where a single one is too small to
 * share. The arithmetic of a matrix is that of gram.h and eigenvalues.h. */
#include "eigenvalues.h"
#include "gram.h"
#include "pool.h"
#include "real.h"

#define eigenvalues_of_each KERNEL(eigenvalues_of_each)
#define gram_spectra_of_each KERNEL(gram_spectra_of_each)

struct batch {
  const double *matrices;
  int64_t rows, columns, n;
  double *values;
};

static int64_t padded(int64_t n) { return (n + 7) / 8 * 8 + 8; }

/* Room for the matrix that is decomposed, a Gram matrix and couplings. */
static double *work_space(int64_t n) {
  return pool_scratch(SCRATCH_TASK, (n * padded(n) + n * n + n) * (int64_t)sizeof(double));
}

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

/* values [n] of the lower triangle of symmetric [n, n], in no order; NaN where an entry is none or infinite. */
static void decompose(const double *symmetric, int64_t n, double *work, double *values) {
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

static void eigenvalues(void *context, int64_t begin, int64_t end, int thread) {
  const struct batch *b = context;
  (void)thread;
  for (int64_t at = begin; at < end; at++)
    decompose(b->matrices + at * b->n * b->n, b->n, work_space(b->n), b->values + at * b->n);
}

static void gram_spectra(void *context, int64_t begin, int64_t end, int thread) {
  const struct batch *b = context;
  (void)thread;
  for (int64_t at = begin; at < end; at++) {
    const double *matrix = b->matrices + at * b->rows * b->columns;
    double *work = work_space(b->n), *product = work + b->n * padded(b->n);
    if (b->rows <= b->columns)
      gram_f64(matrix, b->n, b->columns, b->columns, 1, product);
    else
      gram_f64(matrix, b->n, b->rows, 1, b->columns, product);
    decompose(product, b->n, work, b->values + at * b->n);
  }
}

/* Eigenvalues of symmetric matrices [count, n, n] of which the lower triangles are read: values [count, n], each in no
 * order; NaN for a matrix that holds what is not finite or did not converge. */
EXPORT void eigenvalues_of_each(const double *matrices, int64_t count, int64_t n, double *values) {
  struct batch b = {.matrices = matrices, .n = n, .values = values};
  pool_run(eigenvalues, &b, count, 1);
}

/* The same of the Gram matrices of the smaller side of matrices [count, rows, columns]. */
EXPORT void gram_spectra_of_each(const double *matrices, int64_t count, int64_t rows, int64_t columns,
                                 double *values) {
  struct batch b = {.matrices = matrices, .rows = rows, .columns = columns, .values = values};
  b.n = rows <= columns ? rows : columns;
  pool_run(gram_spectra, &b, count, 1);
}
