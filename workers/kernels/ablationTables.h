/* What the parts of the ablation share. */
#ifndef PLATEAU_ABLATION_TABLES_H
#define PLATEAU_ABLATION_TABLES_H

#include "real.h"
#include "variant.h"

#define exponentials KERNEL(exponentials)
#define centre_row KERNEL(centre_row)

/* Positions that one pass over a signature serves, and sums over the softmax that are kept of each. */
enum { GROUP = 4, POSITION_MOMENTS = 5 };

/* What ablation_moments makes for every pair: by tiles all, else the first. */
enum { OF_SQUARE, OF_CUBE, OF_FOURTH, OF_WEIGHTED_SQUARE, MOMENT_PLANES };

/* z [ld], which holds a shift or 0, becomes exp(z + L + bias − top). Returns top; *sum is the sum. */
double exponentials(double *z, const float *L, const double *bias, int64_t ld, double *sum);

/* Centres a row [ld] on the middle of its first V values, fills the rest with 0. Returns how far it reaches. */
double centre_row(float *row, int64_t V, int64_t ld, double *centre);

/* A weight below 2^-100 cannot reach 1e-8 of the sum, not even with e^20 against e^-20 (see ablationSums.c), and would make
 * numbers too small for full speed. */
#define LEAST_WEIGHT 0x1p-100f

#endif
