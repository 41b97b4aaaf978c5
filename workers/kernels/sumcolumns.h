#ifndef PLATEAU_SUM_COLUMNS_H
#define PLATEAU_SUM_COLUMNS_H

#include <stdint.h>

#include "variant.h"

#define sum_columns KERNEL(sum_columns)

/* sum [width] = keep · sum + Σ over rows of data [rows, width]; with keep = 0 it is not read. */
void sum_columns(const float *data, int64_t rows, int64_t width, int keep, float *sum);

#endif
