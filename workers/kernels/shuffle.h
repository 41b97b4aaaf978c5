#ifndef PLATEAU_SHUFFLE_H
#define PLATEAU_SHUFFLE_H

#include <stdint.h>

#include "variant.h"

#define shuffle KERNEL(shuffle)

/* Fisher and Yates's shuffle in place: the permutation of src/core/stats/shuffle.ts for the same seed. */
EXPORT void shuffle(float *values, int64_t n, int seed);

#endif
