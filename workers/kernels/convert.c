#include "convert.h"

#include <string.h>

#include "pool.h"
#include "vec.h"

enum { GRAIN = 1 << 16 };

/* 16-bit words, as many as a vector has lanes. */
typedef uint16_t vw __attribute__((vector_size(VEC_BYTES / 2), aligned(2), may_alias));

struct conversion {
  const uint16_t *from;
  float *to;
};

VEC vf widened_bf16(vi bits) { return (vf)(bits << 16); }

/* Sign, 5 bits of exponent, 10 of fraction, moved to the place of a float32's: there the exponent is too small by
 * 127 − 15. A subnormal number is what its fraction adds to 2^−14; infinities and NaN keep the largest exponent. Whole
 * numbers but for that one difference, which is exact, so every instruction set gives the same bits, a NaN's too. */
VEC vf widened_f16(vi bits) {
  vi magnitude = bits & 0x7fff, placed = magnitude << 13;
  vi least = (vi){0} + (113 << 23);
  vi subnormal = (vi)((vf)(placed + least) - (vf)least);
  vi normal = (placed + (112 << 23)) | ((magnitude >= 0x7c00) & 0x7f800000);
  vi small = magnitude < 0x0400;
  return (vf)((subnormal & small) | (normal & ~small) | (bits & 0x8000) << 16);
}

/* What is left of a vector goes through one with zeros behind it. */
#define WIDEN(format)                                                                      \
  static void widen_##format(void *context, int64_t begin, int64_t end, int thread) {      \
    const struct conversion *c = context;                                                  \
    int64_t i = begin;                                                                     \
    (void)thread;                                                                          \
    for (; i + VL <= end; i += VL)                                                         \
      vstore(c->to + i, widened_##format(__builtin_convertvector(*(const vw *)(c->from + i), vi))); \
    vw rest = {0};                                                                         \
    memcpy(&rest, c->from + i, (size_t)(end - i) * sizeof(uint16_t));                      \
    vstore_part(c->to + i, end - i, widened_##format(__builtin_convertvector(rest, vi)));  \
  }
WIDEN(bf16)
WIDEN(f16)

void convert_bf16(const uint16_t *from, float *to, int64_t count) {
  struct conversion c = {from, to};
  pool_run(widen_bf16, &c, count, GRAIN);
}

void convert_f16(const uint16_t *from, float *to, int64_t count) {
  struct conversion c = {from, to};
  pool_run(widen_f16, &c, count, GRAIN);
}
