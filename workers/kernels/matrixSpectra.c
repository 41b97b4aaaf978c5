/* The spectra that one weight matrix is measured by: its own, that of its entries shuffled, and those of square windows
 * along its longer side. What windows have to themselves is multiplied once for them and for the whole, and the
 * shuffle, which no threads can share, goes on beside that. */
#include <stddef.h>

#include "decompose.h"
#include "gram.h"
#include "pool.h"
#include "shuffle.h"

enum {
  /* Entries of the products that are kept at a time, where that is enough for two windows. */
  MOST_ENTRIES = 1 << 23,
};

struct windows {
  const float *weights;
  /* n of the shorter side, `length` of the longer one; a product is [n, ld] of `size` */
  int64_t n, length, rowStep, step, ld, size;
  const int32_t *starts;
  /* the windows at hand */
  int64_t first, count;
  /* [count, size]; `whole` and `baseline` stand behind them */
  double *products, *whole, *baseline;
  double *values;
  float *shuffled;
  int seed, toShuffle;
};

static void multiply(const struct windows *s, const float *entries, struct range columns, double *G) {
  gram_add_f32(entries, s->n, columns, s->rowStep, s->step, G, s->ld);
}

/* Products of what lies between the start of a window and the next; task 0 may be the shuffle. */
static void multiply_own(void *context, int64_t begin, int64_t end, int thread) {
  const struct windows *s = context;
  (void)thread;
  for (int64_t task = begin; task < end; task++) {
    int64_t at = task - s->toShuffle, entries = s->n * s->length;
    if (at >= 0) {
      double *product = s->products + at * s->size;
      const int32_t *start = s->starts + s->first + at;
      __builtin_memset(product, 0, (size_t)s->size * sizeof *product);
      multiply(s, s->weights, (struct range){start[0], start[1]}, product);
    } else {
      __builtin_memcpy(s->shuffled, s->weights, (size_t)entries * sizeof *s->shuffled);
      shuffle(s->shuffled, entries, s->seed);
    }
  }
}

static void add_to_whole(void *context, int64_t begin, int64_t end, int thread) {
  const struct windows *s = context;
  (void)thread;
  for (int64_t i = begin; i < end; i++)
    for (int64_t at = 0; at < s->count; at++)
      for (int64_t j = 0; j <= i; j++) s->whole[i * s->ld + j] += s->products[at * s->size + i * s->ld + j];
}

/* Adds to a window what the next one has, too, and decomposes; also what stands behind the windows. */
static void decompose_each(void *context, int64_t begin, int64_t end, int thread) {
  const struct windows *s = context;
  (void)thread;
  for (int64_t at = begin; at < end; at++) {
    double *product = s->products + at * s->size;
    const int32_t *start = s->starts + s->first + at;
    if (at < s->count) multiply(s, s->weights, (struct range){start[1], start[0] + s->n}, product);
    decompose(product, s->n, s->values + (s->first + at) * s->n);
  }
}

/* Windows of n = min(rows, columns) each begin at starts [count + 1] and follow or overlap one another; at the last
 * start begins what is in none.
 *   shuffled  [rows, columns], written: the entries in the order of `seed`
 *   values    [count + 2, n]: eigenvalues of the Gram matrices of the windows, of the whole and of `shuffled`, each in
 *             no order; NaN where an entry is none or infinite */
EXPORT void KERNEL(matrix_spectra)(const float *weights, int64_t rows, int64_t columns, const int32_t *starts,
                                   int64_t count, int seed, float *shuffled, double *values) {
  int wide = rows <= columns;
  struct windows s = {.weights = weights, .starts = starts, .values = values, .shuffled = shuffled, .seed = seed};
  s.n = wide ? rows : columns;
  s.length = wide ? columns : rows;
  s.rowStep = wide ? columns : 1;
  s.step = wide ? 1 : columns;
  if (s.n == 0) return;
  s.ld = row_length(s.n);
  int64_t size = s.size = matrix_length(s.n), most = MOST_ENTRIES / size - 2;
  if (most < 2) most = 2;
  if (most > count) most = count;
  double *memory = pool_scratch(SCRATCH_MATRICES, (most + 3) * size * (int64_t)sizeof *memory);
  /* The sum over the windows so far waits in front, while their number changes where the others stand. */
  double *sum = memory;
  __builtin_memset(sum, 0, (size_t)size * sizeof *sum);
  s.products = memory + size;
  s.toShuffle = 1;
  do {
    s.count = count - s.first < most ? count - s.first : most;
    s.whole = sum;
    pool_run(multiply_own, &s, s.count + s.toShuffle, 1);
    pool_run(add_to_whole, &s, s.n, 16);
    s.toShuffle = 0;
    int64_t behind = 0;
    if (s.first + s.count == count) {
      s.whole = s.products + s.count * size;
      s.baseline = s.whole + size;
      __builtin_memcpy(s.whole, sum, (size_t)size * sizeof *sum);
      __builtin_memset(s.baseline, 0, (size_t)size * sizeof *sum);
      multiply(&s, weights, (struct range){starts[count], s.length}, s.whole);
      multiply(&s, shuffled, (struct range){0, s.length}, s.baseline);
      behind = 2;
    }
    pool_run(decompose_each, &s, s.count + behind, 1);
    s.first += s.count;
  } while (s.first < count);
}
