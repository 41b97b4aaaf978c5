/* Reduction in blocks, after LAPACK's dsytrd (Dongarra, Sorensen and Hammarling 1989), for row-major lower triangles:
 * rows are eliminated from the last to the first, so that every vector lies along a row. Within a block of rows the
 * matrix is left as it was, A_now = A − Σ_p (u_p w_pᵀ + w_p u_pᵀ); after it, the sum is subtracted as one product. */
#include "eigenvalues.h"

#include "pool.h"
#include "symmetric.h"

enum {
  /* Rows eliminated between two updates of the matrix. */
  BLOCK = 32,
  /* Rows of A that one pass over u and y serves. */
  ROWS = 4,
  /* Below so many rows one thread does the product with a vector, above, PARTS tasks: always as many, so that the
   * order of the sums does not depend on the number of threads. */
  PARALLEL = 512,
  PARTS = 8,
};

/* 0, 1, 2 … */
VEC vl lane_numbers(void) {
  vl lanes;
  for (int i = 0; i < DL; i++) lanes[i] = i;
  return lanes;
}

struct reduction {
  double *A;
  int64_t n, ld;
  /* Each [BLOCK, ld]: the reflections of this block. */
  double *u, *w;
  int64_t count;
  /* [PARTS, ld] */
  double *y;
  /* of the product at hand, rows bounds[part] … of y = A x, A [size, size] */
  const double *x;
  int64_t size;
  /* Both [2 BLOCK, n], packed for symmetric_add. */
  double *left, *right;
};

/* y += the part of A x that ROWS rows of the lower triangle from r on give, and their mirror images. */
VEC void multiply_together(const struct reduction *s, int64_t r, double *y) {
  const double *x = s->x, *a = s->A + r * s->ld;
  vd dot[ROWS], xr[ROWS];
#pragma GCC unroll 8
  for (int i = 0; i < ROWS; i++) {
    dot[i] = dset(0);
    xr[i] = dset(x[r + i]);
  }
  int64_t j = 0;
  for (; j + DL <= r; j += DL) {
    vd xj = dload(x + j), yj = dload(y + j);
#pragma GCC unroll 8
    for (int i = 0; i < ROWS; i++) {
      vd entry = dload(a + i * s->ld + j);
      dot[i] += entry * xj;
      yj += entry * xr[i];
    }
    dstore(y + j, yj);
  }
  /* Where the rows end one after the other. */
  for (; j < r + ROWS; j += DL) {
    vl column = lane_numbers() + j;
    vd xj = dload(x + j), yj = dload(y + j);
#pragma GCC unroll 8
    for (int i = 0; i < ROWS; i++) {
      vd entry = dload(a + i * s->ld + j);
      dot[i] += dselect((vl)(column <= r + i), entry, dset(0)) * xj;
      yj += dselect((vl)(column < r + i), entry, dset(0)) * xr[i];
    }
    dstore(y + j, yj);
  }
#pragma GCC unroll 8
  for (int i = 0; i < ROWS; i++) y[r + i] += dsum(dot[i]);
}

static void multiply_rows(const struct reduction *s, int64_t begin, int64_t end, double *y) {
  int64_t r = begin;
  for (; r + ROWS <= end; r += ROWS) multiply_together(s, r, y);
  for (; r < end; r++) {
    const double *a = s->A + r * s->ld, *x = s->x;
    double sum = a[r] * x[r];
    for (int64_t k = 0; k < r; k++) {
      sum += a[k] * x[k];
      y[k] += a[k] * x[r];
    }
    y[r] += sum;
  }
}

/* Where a part begins, so that each has about as much of the triangle. */
static int64_t part_begin(int64_t size, int64_t part) {
  return part == PARTS ? size : (int64_t)(size * __builtin_sqrt((double)part / PARTS)) / ROWS * ROWS;
}

static void multiply_parts(void *context, int64_t begin, int64_t end, int thread) {
  const struct reduction *s = context;
  (void)thread;
  for (int64_t part = begin; part < end; part++) {
    double *y = s->y + part * s->ld;
    __builtin_memset(y, 0, (size_t)s->size * sizeof *y);
    multiply_rows(s, part_begin(s->size, part), part_begin(s->size, part + 1), y);
  }
}

/* y [size] = A x */
static void multiply(struct reduction *s, const double *x, int64_t size, double *y) {
  s->x = x;
  s->size = size;
  __builtin_memset(y, 0, (size_t)size * sizeof *y);
  if (size < PARALLEL) {
    multiply_rows(s, 0, size, y);
    return;
  }
  pool_run(multiply_parts, s, PARTS, 1);
  for (int64_t part = 0; part < PARTS; part++)
    for (int64_t j = 0; j < part_begin(size, part + 1); j++) y[j] += s->y[part * s->ld + j];
}

static double dot(const double *x, const double *y, int64_t n) {
  vd a = dset(0), b = dset(0);
  int64_t j = 0;
  for (; j + 2 * DL <= n; j += 2 * DL) {
    a += dload(x + j) * dload(y + j);
    b += dload(x + j + DL) * dload(y + j + DL);
  }
  double sum = dsum(a + b);
  for (; j < n; j++) sum += x[j] * y[j];
  return sum;
}

/* y −= a u + b w */
static void subtract(double *restrict y, double a, const double *restrict u, double b, const double *restrict w,
                     int64_t n) {
  for (int64_t j = 0; j < n; j++) y[j] -= a * u[j] + b * w[j];
}

/* Eliminates row k left of its subdiagonal: H = 1 − τ u uᵀ maps its first k entries to (0 … 0, β), and the rest of
 * the matrix becomes A − u wᵀ − w uᵀ with w = τ A u − ½ τ² (uᵀ A u) u. */
static void eliminate(struct reduction *s, int64_t k, double *diagonal, double *offDiagonal) {
  double *row = s->A + k * s->ld, *u = s->u + s->count * s->ld, *w = s->w + s->count * s->ld;
  for (int64_t p = 0; p < s->count; p++) {
    const double *up = s->u + p * s->ld, *wp = s->w + p * s->ld;
    subtract(row, wp[k], up, up[k], wp, k + 1);
  }
  diagonal[k] = row[k];
  if (k == 0) return;
  double alpha = row[k - 1], rest = dot(row, row, k - 1), tau = 0;
  double beta = alpha;
  if (rest > 0) {
    beta = __builtin_sqrt(alpha * alpha + rest);
    if (alpha > 0) beta = -beta;
    tau = (beta - alpha) / beta;
  }
  offDiagonal[k - 1] = beta;
  double scale = rest > 0 ? 1 / (alpha - beta) : 0;
  for (int64_t j = 0; j < k - 1; j++) u[j] = row[j] * scale;
  u[k - 1] = 1;
  /* Whole vectors may be read at its end. */
  for (int64_t j = k; j < k + DL && j < s->ld; j++) u[j] = 0;

  multiply(s, u, k, w);
  for (int64_t p = 0; p < s->count; p++) {
    const double *up = s->u + p * s->ld, *wp = s->w + p * s->ld;
    subtract(w, dot(wp, u, k), up, dot(up, u, k), wp, k);
  }
  double half = tau * tau * dot(w, u, k) / 2;
  for (int64_t j = 0; j < k; j++) w[j] = tau * w[j] - half * u[j];
  s->count++;
}

static void pack(void *context, int64_t begin, int64_t end, int thread) {
  const struct reduction *s = context;
  (void)thread;
  for (int64_t row = begin * PANEL; row < end * PANEL; row++) {
    int64_t at = row / PANEL * PANEL * 2 * s->count + row % PANEL;
    for (int64_t p = 0; p < s->count; p++, at += 2 * PANEL) {
      double u = row < s->size ? s->u[p * s->ld + row] : 0, w = row < s->size ? s->w[p * s->ld + row] : 0;
      s->left[at] = s->right[at + PANEL] = u;
      s->left[at + PANEL] = s->right[at] = w;
    }
  }
}

/* A [size, size] −= Σ_p u_p w_pᵀ + w_p u_pᵀ */
static void update(struct reduction *s, int64_t size) {
  s->size = size;
  pool_run(pack, s, panel_count(size), 4);
  symmetric_add(size, 2 * s->count, -1, s->left, s->right, s->A, s->ld);
  s->count = 0;
}

void tridiagonalise(double *A, int64_t n, int64_t ld, double *diagonal, double *offDiagonal) {
  int64_t panels = panel_count(n) * PANEL * 2 * BLOCK;
  double *memory = pool_scratch(SCRATCH_KERNEL, (2 * panels + (2 * BLOCK + PARTS) * ld) * sizeof *memory);
  struct reduction s = {.A = A, .n = n, .ld = ld, .left = memory, .right = memory + panels};
  s.u = memory + 2 * panels;
  s.w = s.u + BLOCK * ld;
  s.y = s.w + BLOCK * ld;
  for (int64_t k = n - 1; k >= 0; k--) {
    eliminate(&s, k, diagonal, offDiagonal);
    if (s.count == BLOCK) update(&s, k);
  }
}
