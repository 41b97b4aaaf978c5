#ifndef PLATEAU_GRAM_H
#define PLATEAU_GRAM_H

#include <stdint.h>

#include "variant.h"

#define gram_f32 KERNEL(gram_f32)
#define gram_f64 KERNEL(gram_f64)
#define window_grams_f32 KERNEL(window_grams_f32)
#define window_grams_f64 KERNEL(window_grams_f64)

/* G [n, n] = W Wᵀ in float64, both triangles, for W(i, k) = weights[i · rowStep + k · step], i < n, k < K. Steps of
 * 1 and n give the Gram matrix of the columns. */
EXPORT void gram_f32(const float *weights, int64_t n, int64_t K, int64_t rowStep, int64_t step, double *G);
EXPORT void gram_f64(const double *weights, int64_t n, int64_t K, int64_t rowStep, int64_t step, double *G);

/* The same of windows of n columns each, which begin at starts [count + 1] and follow or overlap one another, and of
 * everything from the first start to the last, where no window begins. What windows have to themselves is multiplied
 * once.
 *   products  [count + 1, n, n], lower triangles: the windows', then that of everything */
EXPORT void window_grams_f32(const float *weights, int64_t n, int64_t rowStep, int64_t step, const int32_t *starts,
                             int64_t count, double *products);
EXPORT void window_grams_f64(const double *weights, int64_t n, int64_t rowStep, int64_t step, const int32_t *starts,
                             int64_t count, double *products);

#endif
