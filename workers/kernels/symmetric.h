/* Products that are symmetric by construction, in float64: half of a matrix product. */
#ifndef PLATEAU_SYMMETRIC_H
#define PLATEAU_SYMMETRIC_H

#include <stdint.h>

#include "real.h"
#include "variant.h"

#define symmetric_add KERNEL(symmetric_add)

/* An operand [n, K] lies in panels of PANEL rows, each [K, PANEL], the last filled up with 0. */
enum { PANEL = 3 * DL };

VEC int64_t panel_count(int64_t n) { return (n + PANEL - 1) / PANEL; }

/* Lower triangle of C [n, ldc] += sign · left · rightᵀ, on all threads of the pool. Above the diagonal, where a tile
 * crosses it, C is written too. K is not split: every bit is the same for any number of threads. */
void symmetric_add(int64_t n, int64_t K, double sign, const double *left, const double *right, double *C,
                   int64_t ldc);

#endif
