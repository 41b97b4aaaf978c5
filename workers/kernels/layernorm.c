#include <math.h>
#include <string.h>

#include "pool.h"
#include "vec.h"

struct norm {
  int64_t rows, width;
  const float *x, *gamma, *beta;
  float epsilon;
  float *y, *mean, *inverse;
};

static void forward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct norm *n = context;
  for (int64_t i = begin; i < end; i++) {
    const float *x = n->x + i * n->width;
    vf sum = vset(0), squares = vset(0);
    for (int64_t j = 0; j < n->width; j += VL) sum += vload_row(x, j, n->width, 0);
    float mean = vsum(sum) / (float)n->width;
    for (int64_t j = 0; j < n->width; j += VL) {
      vf centred = vload_row(x, j, n->width, mean) - mean;
      squares += centred * centred;
    }
    float inverse = 1 / sqrtf(vsum(squares) / (float)n->width + n->epsilon);
    float *y = n->y + i * n->width;
    for (int64_t j = 0; j < n->width; j++) y[j] = (x[j] - mean) * inverse * n->gamma[j] + n->beta[j];
    n->mean[i] = mean;
    n->inverse[i] = inverse;
  }
}

/* y = (x − mean x) / sqrt(var x + ε) · gamma + beta for each row of x [rows, width]. Kept for the gradient, each
 * [rows]: mean, and inverse = 1 / sqrt(var + ε). */
EXPORT void KERNEL(layer_norm)(int64_t rows, int64_t width, const float *x, const float *gamma, const float *beta,
                               float epsilon, float *y, float *mean, float *inverse) {
  pool_run(forward, &(struct norm){rows, width, x, gamma, beta, epsilon, y, mean, inverse}, rows, 16);
}

/* The sums over rows are made in this many blocks whatever the number of threads, so that the bits are the same. */
enum { BLOCKS = 32 };

struct norm_gradient {
  int64_t rows, width;
  const float *x, *gamma, *mean, *inverse, *dy;
  float *dx, *partial; /* [BLOCKS, 2, width]: dgamma, dbeta */
};

/* With h = (x − mean)·inverse and z = dy·gamma: dx = inverse · (z − mean(z) − h · mean(z·h)). */
static void backward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct norm_gradient *n = context;
  int64_t width = n->width;
  for (int64_t block = begin; block < end; block++) {
    float *dgamma = n->partial + block * 2 * width, *dbeta = dgamma + width;
    memset(dgamma, 0, sizeof(float) * 2 * width);
    for (int64_t i = n->rows * block / BLOCKS; i < n->rows * (block + 1) / BLOCKS; i++) {
      const float *x = n->x + i * width, *dy = n->dy + i * width;
      float mean = n->mean[i], inverse = n->inverse[i], *dx = n->dx + i * width;
      vf sum = vset(0), product = vset(0);
      for (int64_t j = 0; j < width; j += VL) {
        vf h = (vload_row(x, j, width, mean) - mean) * inverse, g = vload_row(dy, j, width, 0);
        vf z = g * vload_row(n->gamma, j, width, 0);
        sum += z;
        product += z * h;
        vstore_row(dgamma, j, width, vload_row(dgamma, j, width, 0) + g * h);
        vstore_row(dbeta, j, width, vload_row(dbeta, j, width, 0) + g);
      }
      float a = vsum(sum) / (float)width, b = vsum(product) / (float)width;
      for (int64_t j = 0; j < width; j++)
        dx[j] = inverse * (dy[j] * n->gamma[j] - a - (x[j] - mean) * inverse * b);
    }
  }
}

/* dgamma = Σ over rows of dy · h, dbeta = Σ over rows of dy. */
EXPORT void KERNEL(layer_norm_gradient)(int64_t rows, int64_t width, const float *x, const float *gamma,
                                        const float *mean, const float *inverse, const float *dy, float *dx,
                                        float *dgamma, float *dbeta) {
  float *partial = pool_scratch(SCRATCH_KERNEL, sizeof(float) * BLOCKS * 2 * width);
  pool_run(backward, &(struct norm_gradient){rows, width, x, gamma, mean, inverse, dy, dx, partial}, BLOCKS, 1);
  for (int64_t j = 0; j < width; j++) {
    double g = 0, b = 0;
    for (int block = 0; block < BLOCKS; block++) {
      g += partial[block * 2 * width + j];
      b += partial[(block * 2 + 1) * width + j];
    }
    dgamma[j] = (float)g;
    dbeta[j] = (float)b;
  }
}
