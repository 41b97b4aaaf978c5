#include <math.h>

#include "real.h"

/* The one function of the C library that the kernels use and WebAssembly has no instruction for; 2 units in the last
 * place. 1 + (x − 1) is x wherever x is at least a half, and below that the kernels do not ask. */
double log(double x) {
  if (x != x || x == INFINITY) return x;
  return x > 0 ? real_log1p(x - 1) : x == 0 ? -INFINITY : NAN;
}
