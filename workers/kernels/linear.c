#include "gemm.h"
#include "pool.h"
#include "vec.h"

/* y [N, out] = x [N, in] · weight [in, out] + bias [out] */
EXPORT void KERNEL(linear)(int64_t N, int64_t in, int64_t out, const float *x, const float *weight, const float *bias,
                           float *y) {
  gemm_bias(0, 0, N, out, in, x, in, weight, out, bias, y, out);
}

struct columns {
  const float *data;
  int64_t rows, width;
  float *sum;
};

static void sum_columns(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct columns *c = context;
  for (int64_t j = begin; j < end; j++) c->sum[j] = 0;
  for (int64_t i = 0; i < c->rows; i++) {
    const float *row = c->data + i * c->width;
    for (int64_t j = begin; j < end; j++) c->sum[j] += row[j];
  }
}

/* dx = dy · weightᵀ, dweight = xᵀ · dy, dbias = Σ over rows of dy */
EXPORT void KERNEL(linear_gradient)(int64_t N, int64_t in, int64_t out, const float *x, const float *weight,
                                    const float *dy, float *dx, float *dweight, float *dbias) {
  gemm(0, 1, N, in, out, 1, dy, out, weight, out, 0, dx, in);
  gemm(1, 0, in, out, N, 1, x, in, dy, out, 0, dweight, out);
  pool_run(sum_columns, &(struct columns){dy, N, out, dbias}, out, 64);
}
