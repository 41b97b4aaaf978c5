/* Reduction in blocks, after LAPACK's dsytrd (Dongarra, Sorensen and Hammarling 1989), for row-major lower triangles:
 * rows are eliminated from the last to the first, so that every vector lies along a row. Within a block of rows the
 * matrix is left as it was, A_now = A − Σ_p (u_p w_pᵀ + w_p u_pᵀ); after it, the sum is subtracted as one product. */
#include "eigenvalues.h"

#include "pool.h"
#include "symmetric.h"

enum {
  /* Rows eliminated between two updates of the matrix. */
  BLOCK = 16,
  /* Rows of A that one pass over u and y serves: a sum and a factor of each stay in registers, where there are 32. */
  ROWS = DL < 8 ? 4 : 8,
  /* Reflections that one pass over a vector serves. */
  TOGETHER = 4,
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
  /* [BLOCK, 2, ld]: u and w of each reflection of this block; after them what earlier blocks left, or 0. */
  double *pairs;
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

/* What was read last is read first the next time: so much of it is still in the cache. */
static void multiply_parts(void *context, int64_t begin, int64_t end, int thread) {
  const struct reduction *s = context;
  (void)thread;
  for (int64_t at = begin; at < end; at++) {
    int64_t part = s->size % 2 ? PARTS - 1 - at : at;
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

/* Of the next reflections: products of both vectors with x, which is 0 from n to the end of a vector. */
static void dots(const double *pairs, int64_t ld, const double *x, int64_t n, double *products) {
  vd sums[2 * TOGETHER];
#pragma GCC unroll 8
  for (int i = 0; i < 2 * TOGETHER; i++) sums[i] = dset(0);
  for (int64_t j = 0; j < n; j += DL) {
    vd xj = dload(x + j);
#pragma GCC unroll 8
    for (int i = 0; i < 2 * TOGETHER; i++) sums[i] += dload(pairs + i * ld + j) * xj;
  }
#pragma GCC unroll 8
  for (int i = 0; i < 2 * TOGETHER; i++) products[i] = dsum(sums[i]);
}

/* y −= Σ_p a_p u_p + b_p w_p over the next reflections, where factors are a_0, b_0, a_1 … Whole vectors are written. */
static void subtract(double *y, const double *factors, const double *pairs, int64_t ld, int64_t n) {
  vd f[2 * TOGETHER];
#pragma GCC unroll 8
  for (int i = 0; i < 2 * TOGETHER; i++) f[i] = dset(factors[i]);
  for (int64_t j = 0; j < n; j += DL) {
    vd sum = f[0] * dload(pairs + j), other = f[1] * dload(pairs + ld + j);
#pragma GCC unroll 8
    for (int i = 2; i < 2 * TOGETHER; i += 2) {
      sum += f[i] * dload(pairs + i * ld + j);
      other += f[i + 1] * dload(pairs + (i + 1) * ld + j);
    }
    dstore(y + j, dload(y + j) - (sum + other));
  }
}

/* y −= Σ_p u_p w_pᵀ x + w_p u_pᵀ x over all reflections of the block, for the products with x that are given. */
static void subtract_all(const struct reduction *s, double *y, double *products, int64_t n) {
  for (int64_t p = 0; p < s->count; p += TOGETHER) {
    double factors[2 * TOGETHER];
    for (int i = 0; i < 2 * TOGETHER; i++) factors[i] = p + i / 2 < s->count ? products[2 * p + (i ^ 1)] : 0;
    subtract(y, factors, s->pairs + 2 * p * s->ld, s->ld, n);
  }
}

/* Eliminates row k left of its subdiagonal: H = 1 − τ u uᵀ maps its first k entries to (0 … 0, β), and the rest of
 * the matrix becomes A − u wᵀ − w uᵀ with w = τ A u − ½ τ² (uᵀ A u) u. */
static void eliminate(struct reduction *s, int64_t k, double *diagonal, double *offDiagonal) {
  double *row = s->A + k * s->ld, *u = s->pairs + 2 * s->count * s->ld, *w = u + s->ld, products[2 * BLOCK];
  for (int64_t i = 0; i < 2 * s->count; i++) products[i] = s->pairs[i * s->ld + k];
  subtract_all(s, row, products, k + 1);
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
  for (int64_t p = 0; p < s->count; p += TOGETHER)
    dots(s->pairs + 2 * p * s->ld, s->ld, u, k, products + 2 * p);
  subtract_all(s, w, products, k);
  double half = tau * tau * dot(w, u, k) / 2;
  for (int64_t j = 0; j < k; j++) w[j] = tau * w[j] - half * u[j];
  s->count++;
}

static void pack(void *context, int64_t begin, int64_t end, int thread) {
  const struct reduction *s = context;
  (void)thread;
  for (int64_t row = begin * PANEL; row < end * PANEL; row += PANEL)
    for (int64_t i = 0; i < 2 * s->count; i++) {
      const double *from = s->pairs + i * s->ld + row;
      double *left = s->left + row * 2 * s->count + i * PANEL;
      double *right = s->right + row * 2 * s->count + (i ^ 1) * PANEL;
      for (int j = 0; j < PANEL; j++) left[j] = right[j] = row + j < s->size ? from[j] : 0;
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
  s.pairs = memory + 2 * panels;
  s.y = s.pairs + 2 * BLOCK * ld;
  __builtin_memset(s.pairs, 0, (size_t)(2 * BLOCK * ld) * sizeof *memory);
  for (int64_t k = n - 1; k >= 0; k--) {
    eliminate(&s, k, diagonal, offDiagonal);
    if (s.count == BLOCK) update(&s, k);
  }
}
