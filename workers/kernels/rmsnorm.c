#include <math.h>
#include <string.h>

#include "pool.h"
#include "vec.h"

struct norm {
  int64_t rows, width;
  const float *x, *gamma;
  float epsilon;
  float *y, *inverse;
};

static void forward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct norm *n = context;
  for (int64_t i = begin; i < end; i++) {
    const float *x = n->x + i * n->width;
    float *y = n->y + i * n->width;
    vf squares = vset(0);
    for (int64_t j = 0; j < n->width; j += VL) {
      vf part = vload_row(x, j, n->width, 0);
      squares += part * part;
    }
    float inverse = 1 / sqrtf(vsum(squares) / (float)n->width + n->epsilon);
    for (int64_t j = 0; j < n->width; j++) y[j] = x[j] * inverse * n->gamma[j];
    n->inverse[i] = inverse;
  }
}

/* y = x / sqrt(mean x² + ε) · gamma for each row of x [rows, width] (Zhang and Sennrich 2019). Kept for the gradient:
 * inverse [rows] = 1 / sqrt(mean x² + ε). */
EXPORT void KERNEL(rms_norm)(int64_t rows, int64_t width, const float *x, const float *gamma, float epsilon, float *y,
                             float *inverse) {
  pool_run(forward, &(struct norm){rows, width, x, gamma, epsilon, y, inverse}, rows, 16);
}

/* The sums over rows are made in this many blocks whatever the number of threads, so that the bits are the same. */
enum { BLOCKS = 32 };

struct norm_gradient {
  int64_t rows, width;
  const float *x, *gamma, *inverse, *dy;
  float *dx, *partial; /* [BLOCKS, width]: dgamma */
};

/* With h = x·inverse and z = dy·gamma: dx = inverse · (z − h · mean(z·h)). */
static void backward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct norm_gradient *n = context;
  int64_t width = n->width;
  for (int64_t block = begin; block < end; block++) {
    float *dgamma = n->partial + block * width;
    memset(dgamma, 0, sizeof(float) * width);
    for (int64_t i = n->rows * block / BLOCKS; i < n->rows * (block + 1) / BLOCKS; i++) {
      const float *x = n->x + i * width, *dy = n->dy + i * width;
      float inverse = n->inverse[i], *dx = n->dx + i * width;
      vf product = vset(0);
      for (int64_t j = 0; j < width; j += VL) {
        vf gh = vload_row(dy, j, width, 0) * vload_row(x, j, width, 0) * inverse;
        product += gh * vload_row(n->gamma, j, width, 0);
        vstore_row(dgamma, j, width, vload_row(dgamma, j, width, 0) + gh);
      }
      float mean = vsum(product) / (float)width;
      for (int64_t j = 0; j < width; j++) dx[j] = inverse * (dy[j] * n->gamma[j] - x[j] * inverse * mean);
    }
  }
}

/* dgamma = Σ over rows of dy · h. */
EXPORT void KERNEL(rms_norm_gradient)(int64_t rows, int64_t width, const float *x, const float *gamma,
                                      const float *inverse, const float *dy, float *dx, float *dgamma) {
  float *partial = pool_scratch(SCRATCH_KERNEL, sizeof(float) * BLOCKS * width);
  pool_run(backward, &(struct norm_gradient){rows, width, x, gamma, inverse, dy, dx, partial}, BLOCKS, 1);
  for (int64_t j = 0; j < width; j++) {
    double sum = 0;
    for (int block = 0; block < BLOCKS; block++) sum += partial[block * width + j];
    dgamma[j] = (float)sum;
  }
}
