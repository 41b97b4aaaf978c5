/* Spectra of many small matrices: each is one task, so that both cores are at work where a single one is too small to
 * share. The arithmetic of a matrix is that of gram.h and eigenvalues.h. */
#include "decompose.h"
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

static void eigenvalues(void *context, int64_t begin, int64_t end, int thread) {
  const struct batch *b = context;
  (void)thread;
  for (int64_t at = begin; at < end; at++)
    decompose(b->matrices + at * b->n * b->n, b->n, decompose_space(b->n), b->values + at * b->n);
}

static void gram_spectra(void *context, int64_t begin, int64_t end, int thread) {
  const struct batch *b = context;
  (void)thread;
  for (int64_t at = begin; at < end; at++) {
    const double *matrix = b->matrices + at * b->rows * b->columns;
    double *work = decompose_space(b->n), *product = decompose_product(work, b->n);
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
