/* Vectors of floats in GCC's vector extensions: the same source for every instruction set, WASM included. */
#ifndef PLATEAU_VEC_H
#define PLATEAU_VEC_H

#include <stdint.h>

#if defined(__AVX512F__)
#define VEC_BYTES 64
#elif defined(__AVX2__)
#define VEC_BYTES 32
#else
#define VEC_BYTES 16
#endif

/* Lanes. */
#define VL (VEC_BYTES / 4)

/* Aligned to a float only: what comes from a Float32Array may start anywhere. */
typedef float vf __attribute__((vector_size(VEC_BYTES), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(VEC_BYTES), aligned(4), may_alias));

#define VEC static inline __attribute__((always_inline, unused))

VEC vf vload(const float *p) { return *(const vf *)p; }
VEC void vstore(float *p, vf x) { *(vf *)p = x; }
VEC vf vset(float x) { return x - (vf){0}; }
VEC vf vselect(vi mask, vf yes, vf no) { return (vf)(((vi)yes & mask) | ((vi)no & ~mask)); }
/* A NaN in x stays. */
VEC vf vmax(vf x, vf least) { return vselect(x < least, least, x); }
VEC vf vmin(vf x, vf most) { return vselect(x > most, most, x); }

/* The lanes [0, count) from memory, the others from `rest`; reads no further than `count`. */
VEC vf vload_part(const float *p, int64_t count, float rest) {
  float lanes[VL];
  for (int i = 0; i < VL; i++) lanes[i] = i < count ? p[i] : rest;
  return vload(lanes);
}
VEC void vstore_part(float *p, int64_t count, vf x) {
  float lanes[VL];
  vstore(lanes, x);
  for (int i = 0; i < count; i++) p[i] = lanes[i];
}

/* One vector of a row of any length: what lies past its end reads as `rest` and is not written. */
VEC vf vload_row(const float *row, int64_t i, int64_t length, float rest) {
  return i + VL <= length ? vload(row + i) : vload_part(row + i, length - i, rest);
}
VEC void vstore_row(float *row, int64_t i, int64_t length, vf x) {
  if (i + VL <= length)
    vstore(row + i, x);
  else
    vstore_part(row + i, length - i, x);
}

VEC float vsum(vf x) {
  float lanes[VL];
  vstore(lanes, x);
  for (int half = VL / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}
VEC float vmaximum(vf x) {
  float lanes[VL];
  vstore(lanes, x);
  for (int half = VL / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] = lanes[i] < lanes[i + half] ? lanes[i + half] : lanes[i];
  return lanes[0];
}

/* e^x to 2 units in the last place; 0 below -87.3, infinity above 88.7, NaN stays.
 * e^x = 2^n · e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2; ln 2 is split in two so that r is exact enough, and
 * 2^n is applied in two halves so that neither leaves the range of the exponent. */
VEC vf vexp(vf x) {
  const vf shift = vset(12582912.0f); /* 1.5 · 2^23: adding it rounds to an integer */
  vf bounded = vmin(vmax(x, vset(-104.0f)), vset(89.0f));
  vf t = bounded * 1.44269504f + shift;
  vf n = t - shift;
  vf r = bounded - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  vf p = vset(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  vi exponent = (vi)t - (vi)shift;
  vi half = exponent >> 1;
  vf low = (vf)((half + 127) << 23), high = (vf)((exponent - half + 127) << 23);
  return vselect(x == x, p * low * high, x);
}

#endif
