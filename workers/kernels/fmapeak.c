#include "vec.h"
#include "variant.h"

/* Twelve sums that do not wait for each other keep two units of a latency of four to five busy. */
enum { SUMS = 12 };

/* Multiplies and adds in registers on the calling thread: the ceiling that a matrix product is measured against.
 * result[0] = floating-point operations done. */
EXPORT void KERNEL(fma_peak)(int64_t rounds, double *result) {
  vf sum[SUMS], factor = vset(1.0000001f), term = vset(1e-9f);
#pragma GCC unroll 12
  for (int i = 0; i < SUMS; i++) sum[i] = vset((float)i);
  for (int64_t round = 0; round < rounds; round++) {
#pragma GCC unroll 12
    for (int i = 0; i < SUMS; i++) sum[i] = sum[i] * factor + term;
  }
  float total = 0;
#pragma GCC unroll 12
  for (int i = 0; i < SUMS; i++) total += vsum(sum[i]);
  /* total ≥ 0 always, but the compiler does not know: the sums are not left out. */
  result[0] = total >= 0 ? 2.0 * SUMS * VL * (double)rounds : 0;
}
