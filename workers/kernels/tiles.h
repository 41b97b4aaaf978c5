/* Products of float32 matrices on the tile unit of a CPU, which multiplies bfloat16: see tiles.c. */
#ifndef PLATEAU_TILES_H
#define PLATEAU_TILES_H

#include "product.h"
#include "variant.h"

#ifdef TILES
#define tiles_in_parts KERNEL(tiles_in_parts)

#define tiles_pay KERNEL(tiles_pay)

/* The way to multiply by tiles with 1, 2 or 3 parts of each number. */
const struct method *tiles_in_parts(int parts);

/* Whether B is large enough for that to be faster than registers. */
int tiles_pay(int64_t N, int64_t K);
#endif

#endif
