/* e^x − 1 of a vector. */
#ifndef PLATEAU_ABLATION_SERIES_H
#define PLATEAU_ABLATION_SERIES_H

#include "ablationSums.h"

/* e^x − 1 ≈ x·q(x) for |x| ≤ limit, with q the interpolation of (e^x − 1)/x at the Chebyshev nodes: within half a unit
 * in the last place of 1, and, having no constant term, exact to float32 for small x. */
static const struct {
  double limit;
  int degree;
  float q[9];
} NEAR[] = {
    [MOMENTS] = {0.0489, 3, {1.0f, 0.50007473f, 0.166681612f}},
    [DEGREE_5] = {0.295, 5, {1.0f, 0.499996707f, 0.166666196f, 0.0418179867f, 0.00835494302f}},
    [DEGREE_7] = {0.782, 7,
                  {1.0f, 0.500000628f, 0.166666736f, 0.0416584611f, 0.00833242343f, 0.00141565731f, 0.000201382374f}},
    [DEGREE_9] = {1.468, 9,
                  {1.0f, 0.499999783f, 0.166666647f, 0.0416680062f, 0.00833345445f, 0.00138665852f, 0.000198210939f,
                   2.61710046e-05f, 2.87975472e-06f}},
    [REDUCED] = {20, 0, {0}},
};

VEC vf expm1_near(enum method method, vf x) {
  vf q = vset(NEAR[method].q[NEAR[method].degree - 1]);
#pragma GCC unroll 8
  for (int k = NEAR[method].degree - 2; k >= 0; k--) q = q * x + NEAR[method].q[k];
  return q * x;
}

/* For |x| ≤ 20, as 2^n · e^r − 1 with |r| ≤ ln 2 / 2: one constant for ln 2 is enough, and 2^n is a normal number. */
VEC vf expm1_reduced(vf x) {
  const vf shift = vset(12582912.0f); /* 1.5 · 2^23: adding it rounds to an integer */
  vf t = x * 1.44269504f + shift;
  vf r = x - (t - shift) * 0.693147181f;
  vf p = r * 0.001393367373f + 0.008369174671f;
  p = p * r + 0.041666464711f;
  p = p * r + 0.166665050245f;
  p = p * r + 0.500000001349f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return (vf)((vi)p + ((vi)t << 23)) - 1.0f;
}

VEC vf expm1_by(enum method method, vf x) { return method == REDUCED ? expm1_reduced(x) : expm1_near(method, x); }

#endif
