#ifndef PLATEAU_SOFTMAX_H
#define PLATEAU_SOFTMAX_H

#include <math.h>

#include "vec.h"

/* row[0 … length) becomes exp(row − max); returns the sum of that, and the maximum by `top`. Short runs of float32
 * are collected in float64, so that the sum over a vocabulary keeps float32's precision. */
VEC double exponentiate(float *row, int64_t length, float *top) {
  vf most = vset(-INFINITY);
  for (int64_t i = 0; i < length; i += VL) most = vmax(vload_row(row, i, length, -INFINITY), most);
  *top = vmaximum(most);
  double sum = 0;
  for (int64_t run = 0; run < length; run += 16 * VL) {
    int64_t end = run + 16 * VL < length ? run + 16 * VL : length;
    vf part = vset(0);
    for (int64_t i = run; i < end; i += VL) {
      vf e = vexp(vload_row(row, i, length, -INFINITY) - *top);
      vstore_row(row, i, length, e);
      part += e;
    }
    sum += vsum(part);
  }
  return sum;
}

/* Soft capping: row becomes cap · tanh(row / cap); slope, unless it is 0, the derivative 1 − tanh². */
VEC void soften(float *row, int64_t length, float cap, float *slope) {
  float inverse = 1 / cap;
  for (int64_t i = 0; i < length; i += VL) {
    vf t = vtanh(vload_row(row, i, length, 0) * inverse);
    vstore_row(row, i, length, cap * t);
    if (slope) vstore_row(slope, i, length, 1 - t * t);
  }
}

#endif
