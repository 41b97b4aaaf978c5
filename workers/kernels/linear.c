#include "gemm.h"
#include "pool.h"
#include "sumcolumns.h"

/* y [N, out] = x [N, in] · weight [in, out], stored [out, in] when transposed, + bias [out] unless that is 0 */
EXPORT void KERNEL(linear)(int64_t N, int64_t in, int64_t out, int transposed, const float *x, const float *weight,
                           const float *bias, float *y) {
  gemm_bias(0, transposed, N, out, in, x, in, weight, transposed ? in : out, bias, y, out);
}

/* dx = dy · weightᵀ, dweight = xᵀ · dy in the layout of weight, dbias = Σ over rows of dy unless it is 0 */
EXPORT void KERNEL(linear_gradient)(int64_t N, int64_t in, int64_t out, int transposed, const float *x,
                                    const float *weight, const float *dy, float *dx, float *dweight, float *dbias) {
  gemm(0, !transposed, N, in, out, 1, dy, out, weight, transposed ? in : out, 0, dx, in);
  if (transposed)
    gemm(1, 0, out, in, N, 1, dy, out, x, in, 0, dweight, in);
  else
    gemm(1, 0, in, out, N, 1, x, in, dy, out, 0, dweight, out);
  if (dbias) sum_columns(dy, N, out, 0, dbias);
}
