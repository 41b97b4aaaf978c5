#include <string.h>

#include "pool.h"
#include "vec.h"

struct rotary {
  int64_t context, heads, width, pairs;
  int interleaved;
  float direction;
  const float *x, *cosines, *sines;
  float *y;
};

/* (y0, y1) is (x0, x1) turned by the angle of each pair; entries of a pair are `apart`, pairs `step` from each other. */
VEC void turn(const float *restrict x, float *restrict y, const float *restrict cosines, const float *restrict sines,
              float direction, int64_t pairs, int64_t step, int64_t apart) {
  for (int64_t j = 0; j < pairs; j++) {
    float a = x[j * step], b = x[j * step + apart], sine = direction * sines[j];
    y[j * step] = a * cosines[j] - b * sine;
    y[j * step + apart] = b * cosines[j] + a * sine;
  }
}

static void rotate(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct rotary *r = context;
  int64_t turned = 2 * r->pairs;
  for (int64_t i = begin; i < end; i++) {
    const float *cosines = r->cosines + i % r->context * r->pairs, *sines = r->sines + i % r->context * r->pairs;
    for (int64_t head = 0; head < r->heads; head++) {
      int64_t at = (i * r->heads + head) * r->width;
      if (r->interleaved)
        turn(r->x + at, r->y + at, cosines, sines, r->direction, r->pairs, 2, 1);
      else
        turn(r->x + at, r->y + at, cosines, sines, r->direction, r->pairs, 1, r->pairs);
      memcpy(r->y + at + turned, r->x + at + turned, sizeof(float) * (r->width - turned));
    }
  }
}

/* Rotary positions (Su et al. 2021): within each head of x [batch · context, heads · width], pair j of the first
 * 2 · pairs entries is turned by the angle whose cosine and sine are in row `position` of the tables
 * [context, pairs]; the rest passes. A pair is (j, j + pairs), or (2j, 2j + 1) when interleaved. direction −1 turns
 * back, which is also the gradient. */
EXPORT void KERNEL(rotary)(int64_t batch, int64_t context, int64_t heads, int64_t width, int64_t pairs,
                           int interleaved, float direction, const float *x, const float *cosines, const float *sines,
                           float *y) {
  struct rotary r = {context, heads, width, pairs, interleaved, direction, x, cosines, sines, y};
  pool_run(rotate, &r, batch * context, 16);
}
