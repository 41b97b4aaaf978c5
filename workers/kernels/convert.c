#include "convert.h"

#include "pool.h"
#include "vec.h"

enum { GRAIN = 1 << 16 };

struct conversion {
  const uint16_t *from;
  float *to;
};

union word {
  uint32_t bits;
  float value;
};

/* bfloat16 is the upper half of a float32. */
static void widen_bf16(void *context, int64_t begin, int64_t end, int thread) {
  const struct conversion *c = context;
  (void)thread;
  for (int64_t i = begin; i < end; i++) c->to[i] = (union word){.bits = (uint32_t)c->from[i] << 16}.value;
}

/* Sign, 5 bits of exponent, 10 of fraction. Moved to the place of a float32's, the exponent is too small by 127 − 15,
 * which a product corrects, of subnormal numbers too; infinities and NaN keep the largest exponent. */
static void widen_f16(void *context, int64_t begin, int64_t end, int thread) {
  const struct conversion *c = context;
  (void)thread;
  for (int64_t i = begin; i < end; i++) {
    uint32_t half = c->from[i], magnitude = half & 0x7fff;
    union word scaled = {.bits = magnitude << 13};
    scaled.value *= 0x1p112f;
    scaled.bits |= (magnitude >= 0x7c00 ? 0x7f800000u : 0u) | (half & 0x8000) << 16;
    c->to[i] = scaled.value;
  }
}

void convert_bf16(const uint16_t *from, float *to, int64_t count) {
  struct conversion c = {from, to};
  pool_run(widen_bf16, &c, count, GRAIN);
}

void convert_f16(const uint16_t *from, float *to, int64_t count) {
  struct conversion c = {from, to};
  pool_run(widen_f16, &c, count, GRAIN);
}
