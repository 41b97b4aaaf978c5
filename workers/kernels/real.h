/* Vectors of doubles and the two transcendental functions the analyses need, without libm. */
#ifndef PLATEAU_REAL_H
#define PLATEAU_REAL_H

#include "vec.h"

/* Lanes. */
#define DL (VL / 2)

typedef double vd __attribute__((vector_size(VEC_BYTES), aligned(8), may_alias));
typedef int64_t vl __attribute__((vector_size(VEC_BYTES), aligned(8), may_alias));
typedef float vhalf __attribute__((vector_size(VEC_BYTES / 2), aligned(4), may_alias));

VEC vd dload(const double *p) { return *(const vd *)p; }
VEC void dstore(double *p, vd x) { *(vd *)p = x; }
VEC vd dset(double x) { return x - (vd){0}; }
VEC vd dselect(vl mask, vd yes, vd no) { return (vd)(((vl)yes & mask) | ((vl)no & ~mask)); }
VEC vd dmax(vd x, vd least) { return dselect((vl)hidden((vi)(x < least)), least, x); }
VEC vd dmin(vd x, vd most) { return dselect((vl)hidden((vi)(x > most)), most, x); }
/* DL floats from memory or to memory. */
VEC vd dwiden(const float *p) { return __builtin_convertvector(*(const vhalf *)p, vd); }
VEC void dnarrow(float *p, vd x) { *(vhalf *)p = __builtin_convertvector(x, vhalf); }

/* Both halves of a vector of floats: through memory they would wait for it. */
VEC vf dnarrow_both(vd low, vd high) {
#if defined(__AVX512F__)
  __m256 a = _mm512_cvtpd_ps((__m512d)low), b = _mm512_cvtpd_ps((__m512d)high);
  return (vf)_mm512_insertf32x8(_mm512_castps256_ps512(a), b, 1);
#else
  float both[VL];
  dnarrow(both, low);
  dnarrow(both + DL, high);
  return vload(both);
#endif
}

VEC double dsum(vd x) {
  double lanes[DL];
  dstore(lanes, x);
  for (int half = DL / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}
VEC double dmaximum(vd x) {
  double lanes[DL];
  dstore(lanes, x);
  for (int half = DL / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] = lanes[i] < lanes[i + half] ? lanes[i + half] : lanes[i];
  return lanes[0];
}

/* e^x to 2 units in the last place for |x| ≤ 700, clamped there: 2^n · e^r with |r| ≤ ln 2 / 2 and the Taylor
 * polynomial of degree 13. */
VEC vd dexp(vd x) {
  const vd shift = dset(6755399441055744.0); /* 1.5 · 2^52: adding it rounds to an integer */
  x = dmin(dmax(x, dset(-700)), dset(700));
  vd t = x * 1.4426950408889634 + shift;
  vd n = t - shift;
  vd r = x - n * 6.93147180369123816490e-01;
  r = r - n * 1.90821492927058770002e-10;
  vd p = dset(1.6059043836821613e-10);
  p = p * r + 2.0876756987868099e-09;
  p = p * r + 2.5052108385441720e-08;
  p = p * r + 2.7557319223985888e-07;
  p = p * r + 2.7557319223985893e-06;
  p = p * r + 2.4801587301587302e-05;
  p = p * r + 1.9841269841269841e-04;
  p = p * r + 1.3888888888888889e-03;
  p = p * r + 8.3333333333333332e-03;
  p = p * r + 4.1666666666666664e-02;
  p = p * r + 1.6666666666666666e-01;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  return p * (vd)(((vl)t + 1023) << 52);
}

/* ln(1 + y) for y > -1, exact relative to y: ln m = 2 artanh((m - 1) / (m + 1)) with 1 + y = 2^e · m, √½ < m ≤ √2,
 * and e = 0 near 1, where 1 + y would lose the digits of y. */
VEC double real_log1p(double y) {
  double w, e = 0;
  if (y > -0.25 && y < 0.4) {
    w = y / (2 + y);
  } else {
    union {
      double value;
      int64_t bits;
    } m = {.value = 1 + y};
    e = (double)((m.bits >> 52) - 1023);
    m.bits = (m.bits & 0xfffffffffffff) | 0x3ff0000000000000;
    if (m.value > 1.4142135623730951) {
      m.value /= 2;
      e += 1;
    }
    w = (m.value - 1) / (m.value + 1);
  }
  double s = w * w, p = 1.0 / 21;
  p = p * s + 1.0 / 19;
  p = p * s + 1.0 / 17;
  p = p * s + 1.0 / 15;
  p = p * s + 1.0 / 13;
  p = p * s + 1.0 / 11;
  p = p * s + 1.0 / 9;
  p = p * s + 1.0 / 7;
  p = p * s + 1.0 / 5;
  p = p * s + 1.0 / 3;
  p = p * s + 1;
  return 2 * w * p + e * 0.69314718055994531;
}

#endif
