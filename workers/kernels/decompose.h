#ifndef PLATEAU_DECOMPOSE_H
#define PLATEAU_DECOMPOSE_H

#include <stdint.h>

#include "variant.h"

#define decompose KERNEL(decompose)
#define decompose_space KERNEL(decompose_space)
#define decompose_product KERNEL(decompose_product)

/* values [n] of the lower triangle of symmetric [n, n], in no order; NaN where an entry is none or infinite. At any
 * scale. `work` is from decompose_space. */
void decompose(const double *symmetric, int64_t n, double *work, double *values);

/* Memory of the calling thread, and the [n, n] of it that is free for the symmetric matrix itself. */
double *decompose_space(int64_t n);
double *decompose_product(double *work, int64_t n);

#endif
