/* Spectra of many small matrices: each is one task, so that both cores are at work where a single one is too small to
 * share. The arithmetic of a matrix is that of gram.h and eigenvalues.h. */
#include <stddef.h>

#include "decompose.h"
#include "gram.h"
#include "pool.h"

#define eigenvalues_of_each KERNEL(eigenvalues_of_each)
#define gram_spectra_of_each KERNEL(gram_spectra_of_each)

struct batch {
  const double *matrices;
  int64_t rows, columns, n;
  double *values;
};

static double *memory_for(int64_t n) {
  return pool_scratch(SCRATCH_TASK, matrix_length(n) * (int64_t)sizeof(double));
}

static void eigenvalues(void *context, int64_t begin, int64_t end, int thread) {
  const struct batch *b = context;
  (void)thread;
  double *copy = memory_for(b->n);
  for (int64_t at = begin; at < end; at++) {
    for (int64_t i = 0; i < b->n; i++)
      __builtin_memcpy(copy + i * row_length(b->n), b->matrices + (at * b->n + i) * b->n,
                       (size_t)(i + 1) * sizeof *copy);
    decompose(copy, b->n, b->values + at * b->n);
  }
}

static void gram_spectra(void *context, int64_t begin, int64_t end, int thread) {
  const struct batch *b = context;
  (void)thread;
  int64_t ld = row_length(b->n);
  double *product = memory_for(b->n);
  for (int64_t at = begin; at < end; at++) {
    const double *matrix = b->matrices + at * b->rows * b->columns;
    __builtin_memset(product, 0, (size_t)(b->n * ld) * sizeof *product);
    if (b->rows <= b->columns)
      gram_add_f64(matrix, b->n, (struct range){0, b->columns}, b->columns, 1, product, ld);
    else
      gram_add_f64(matrix, b->n, (struct range){0, b->rows}, 1, b->columns, product, ld);
    decompose(product, b->n, b->values + at * b->n);
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
