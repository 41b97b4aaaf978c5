/* What the parts of the ablation share: how a position lies in memory, and the softmax. */
#ifndef PLATEAU_ABLATION_TABLES_H
#define PLATEAU_ABLATION_TABLES_H

#include "real.h"
#include "variant.h"

#define exponentials KERNEL(exponentials)

enum {
  /* Positions that one pass over a signature serves. */
  GROUP = 4,
  /* What the tiles hold of each position, for VL tokens at a time: L, P, P L and P L², with P the weight. */
  PARTS = 4,
};

/* The tiles of a position from token v on, the next VL tokens PARTS · VL further. */
VEC float *tile_of(float *tiles, int64_t ld, int64_t row, int64_t v) { return tiles + (row * ld + v) * PARTS; }

/* z [ld], which holds a shift or 0, becomes exp(z + L + bias − top). Returns top; *sum is the sum. */
double exponentials(double *z, const float *L, const double *bias, int64_t ld, double *sum);

#endif
