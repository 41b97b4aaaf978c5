/* What the parts of the ablation share. */
#ifndef PLATEAU_ABLATION_TABLES_H
#define PLATEAU_ABLATION_TABLES_H

#include "real.h"
#include "variant.h"

#define exponentials KERNEL(exponentials)

/* Positions that one pass over a signature serves. */
enum { GROUP = 4 };

/* z [ld], which holds a shift or 0, becomes exp(z + L + bias − top). Returns top; *sum is the sum. */
double exponentials(double *z, const float *L, const double *bias, int64_t ld, double *sum);

#endif
