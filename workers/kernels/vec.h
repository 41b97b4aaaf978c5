/* Vectors of floats in GCC's vector extensions: the same source for every instruction set, WASM included. */
#ifndef PLATEAU_VEC_H
#define PLATEAU_VEC_H

#include <stdint.h>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

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

VEC int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
VEC int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

VEC vf vload(const float *p) { return *(const vf *)p; }
VEC void vstore(float *p, vf x) { *(vf *)p = x; }
VEC vf vset(float x) { return x - (vf){0}; }
VEC vf vselect(vi mask, vf yes, vf no) { return (vf)(((vi)yes & mask) | ((vi)no & ~mask)); }
/* The comparison is hidden from the compiler: of the whole it would make relaxed SIMD's minimum, where a NaN may end. */
VEC vi hidden(vi mask) {
#if defined(__wasm_relaxed_simd__)
  __asm__("" : "+r"(mask));
#endif
  return mask;
}
/* a · b + c, rounded once wherever the instruction set can. */
VEC vf vmadd(vf a, vf b, vf c) {
#if defined(__wasm_relaxed_simd__)
  return (vf)__builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
  return a * b + c;
#endif
}
/* A NaN in x stays: so x is the second operand of the instruction, which is what comes out when either is a NaN. */
#if defined(__AVX512F__)
VEC vf vmax(vf x, vf least) { return (vf)_mm512_max_ps((__m512)least, (__m512)x); }
VEC vf vmin(vf x, vf most) { return (vf)_mm512_min_ps((__m512)most, (__m512)x); }
#elif defined(__AVX2__)
VEC vf vmax(vf x, vf least) { return (vf)_mm256_max_ps((__m256)least, (__m256)x); }
VEC vf vmin(vf x, vf most) { return (vf)_mm256_min_ps((__m256)most, (__m256)x); }
#else
VEC vf vmax(vf x, vf least) { return vselect(hidden(x < least), least, x); }
VEC vf vmin(vf x, vf most) { return vselect(hidden(x > most), most, x); }
#endif

/* Stays in a register where there are 32 of them: left alone, the compiler reads it from memory again for each use. */
VEC vf vkept(vf x) {
#if defined(__AVX512F__)
  __asm__("" : "+v"(x));
#endif
  return x;
}

/* The lanes [0, count) of memory, the others as in `rest`; touches nothing further on. 0 ≤ count ≤ VL. */
#if defined(__AVX512F__)
#define LANES(count) ((__mmask16)_cvtu32_mask16((1u << (count)) - 1))
VEC vf vload_part(const float *p, int64_t count, vf rest) {
  return (vf)_mm512_mask_loadu_ps((__m512)rest, LANES(count), p);
}
VEC void vstore_part(float *p, int64_t count, vf x) { _mm512_mask_storeu_ps(p, LANES(count), (__m512)x); }
#elif defined(__AVX2__)
static const int32_t lane_masks[2 * VL] = {-1, -1, -1, -1, -1, -1, -1, -1};
#define LANES(count) (*(const vi *)(lane_masks + VL - (count)))
VEC vf vload_part(const float *p, int64_t count, vf rest) {
  return vselect(LANES(count), (vf)_mm256_maskload_ps(p, (__m256i)LANES(count)), rest);
}
VEC void vstore_part(float *p, int64_t count, vf x) { _mm256_maskstore_ps(p, (__m256i)LANES(count), (__m256)x); }
#else
VEC vf vload_part(const float *p, int64_t count, vf rest) {
  for (int i = 0; i < count; i++) rest[i] = p[i];
  return rest;
}
VEC void vstore_part(float *p, int64_t count, vf x) {
  for (int i = 0; i < count; i++) p[i] = x[i];
}
#endif

/* One vector of a row of any length: what lies past its end reads as `rest` and is not written. */
VEC vf vload_row(const float *row, int64_t i, int64_t length, float rest) {
  return i + VL <= length ? vload(row + i) : vload_part(row + i, length - i, vset(rest));
}
VEC void vstore_row(float *row, int64_t i, int64_t length, vf x) {
  if (i + VL <= length)
    vstore(row + i, x);
  else
    vstore_part(row + i, length - i, x);
}

/* The halves of a vector are folded onto each other until one lane is left. */
#if defined(__clang__)
#define FOLD(x, ...) __builtin_shufflevector(x, x, __VA_ARGS__)
#else
#define FOLD(x, ...) __builtin_shuffle(x, (vi){__VA_ARGS__})
#endif
#if VEC_BYTES == 64
#define FOLD_8(x) FOLD(x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)
#define FOLD_4(x) FOLD(x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)
#define FOLD_2(x) FOLD(x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
#define FOLD_1(x) FOLD(x, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)
#elif VEC_BYTES == 32
#define FOLD_4(x) FOLD(x, 4, 5, 6, 7, 0, 1, 2, 3)
#define FOLD_2(x) FOLD(x, 2, 3, 0, 1, 6, 7, 4, 5)
#define FOLD_1(x) FOLD(x, 1, 0, 3, 2, 5, 4, 7, 6)
#else
#define FOLD_2(x) FOLD(x, 2, 3, 0, 1)
#define FOLD_1(x) FOLD(x, 1, 0, 3, 2)
#endif

VEC float vsum(vf x) {
#if VEC_BYTES == 64
  x += FOLD_8(x);
#endif
#if VEC_BYTES >= 32
  x += FOLD_4(x);
#endif
  x += FOLD_2(x);
  x += FOLD_1(x);
  return x[0];
}
VEC float vmaximum(vf x) {
#if VEC_BYTES == 64
  x = vmax(x, FOLD_8(x));
#endif
#if VEC_BYTES >= 32
  x = vmax(x, FOLD_4(x));
#endif
  x = vmax(x, FOLD_2(x));
  x = vmax(x, FOLD_1(x));
  return x[0];
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
  return p * low * high;
}

/* tanh x to 3 units in the last place; NaN stays. Near 0 the odd polynomial of Cephes' tanhf (Moshier 1992), which
 * loses nothing where 1 − 2 / (e^2x + 1) would cancel. */
VEC vf vtanh(vf x) {
  vf a = vselect(x < 0, -x, x), z = x * x;
  vf p = vset(-5.70498872745e-3f);
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  p = p * z * x + x;
  vf far = 1 - 2 / (vexp(2 * a) + 1);
  return vselect(a < 0.625f, p, vselect(x < 0, -far, far));
}

#endif
