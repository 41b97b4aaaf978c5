#ifndef PLATEAU_DECOMPOSE_H
#define PLATEAU_DECOMPOSE_H

#include <stdint.h>

#include "variant.h"

#define decompose KERNEL(decompose)

/* A matrix to decompose is [n, row_length(n)]: an odd number of cache lines, so that a row's neighbours do not evict it,
 * and at least one more than n needs, since whole vectors are read. One more row behind it is working memory. */
static inline int64_t row_length(int64_t n) { return ((n + 15) / 8 | 1) * 8; }
static inline int64_t matrix_length(int64_t n) { return (n + 1) * row_length(n); }

/* values [n] of the lower triangle of a symmetric matrix, in no order; NaN where an entry is none or infinite. At any
 * scale. The matrix is destroyed. */
void decompose(double *matrix, int64_t n, double *values);

#endif
