#ifndef PLATEAU_GRAM_H
#define PLATEAU_GRAM_H

#include <stdint.h>

#include "variant.h"

#define gram_f32 KERNEL(gram_f32)
#define gram_f64 KERNEL(gram_f64)
#define gram_add_f32 KERNEL(gram_add_f32)
#define gram_add_f64 KERNEL(gram_add_f64)

/* G [n, n] = W Wᵀ in float64, both triangles, for W(i, k) = weights[i · rowStep + k · step], i < n, k < K. Steps of
 * 1 and n give the Gram matrix of the columns. */
EXPORT void gram_f32(const float *weights, int64_t n, int64_t K, int64_t rowStep, int64_t step, double *G);
EXPORT void gram_f64(const double *weights, int64_t n, int64_t K, int64_t rowStep, int64_t step, double *G);

struct range {
  int64_t begin, end;
};

/* The lower triangle of G [n, ld] += what the columns k in a range give. Above the diagonal G is written too. */
void gram_add_f32(const float *weights, int64_t n, struct range columns, int64_t rowStep, int64_t step, double *G,
                  int64_t ld);
void gram_add_f64(const double *weights, int64_t n, struct range columns, int64_t rowStep, int64_t step, double *G,
                  int64_t ld);

#endif
