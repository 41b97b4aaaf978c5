#include "symmetric.h"

#include "pool.h"

enum {
  /* Rows of a tile: TILE · 3 accumulators, three vectors and a broadcast fill the registers. */
  TILE = DL < 4 ? 3 : DL,
  /* Doubles of a cache line. */
  LINE = 8,
  /* Panels of the left operand that one task keeps in the second-level cache. */
  PANELS_AT_ONCE = 4,
};

struct product {
  int64_t n, K, ldc;
  double sign;
  const double *left, *right;
  double *C;
};

/* C is wanted only after K steps: until then memory has the time to bring it. */
static void prefetch(const struct product *p, int64_t row, int64_t column) {
  for (int64_t i = row; i < row + TILE && i < p->n; i++)
    for (int j = 0; j < PANEL; j += LINE) __builtin_prefetch(p->C + i * p->ldc + column + j, 1);
}

static void add_tile(const struct product *p, int64_t row, int64_t column) {
  prefetch(p, row, column);
  const double *a = p->left + row / PANEL * PANEL * p->K + row % PANEL, *b = p->right + column * p->K;
  vd sum[TILE][3];
#pragma GCC unroll 8
  for (int i = 0; i < TILE; i++) sum[i][0] = sum[i][1] = sum[i][2] = dset(0);
  for (int64_t k = 0; k < p->K; k++, a += PANEL, b += PANEL) {
    vd b0 = dload(b), b1 = dload(b + DL), b2 = dload(b + 2 * DL);
#pragma GCC unroll 8
    for (int i = 0; i < TILE; i++) {
      vd x = dset(a[i]);
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
      sum[i][2] += x * b2;
    }
  }
  int64_t rows = p->n - row, columns = p->n - column;
  double *C = p->C + row * p->ldc + column;
  vd sign = dset(p->sign);
  if (rows >= TILE && columns >= PANEL) {
#pragma GCC unroll 8
    for (int i = 0; i < TILE; i++, C += p->ldc)
#pragma GCC unroll 3
      for (int j = 0; j < 3; j++) dstore(C + j * DL, dload(C + j * DL) + sign * sum[i][j]);
  } else {
    double tile[TILE][PANEL];
#pragma GCC unroll 8
    for (int i = 0; i < TILE; i++)
#pragma GCC unroll 3
      for (int j = 0; j < 3; j++) dstore(tile[i] + j * DL, sign * sum[i][j]);
    for (int i = 0; i < TILE && i < rows; i++, C += p->ldc)
      for (int64_t j = 0; j < PANEL && j < columns; j++) C[j] += tile[i][j];
  }
}

static void add_rows(void *context, int64_t begin, int64_t end, int thread) {
  const struct product *p = context;
  (void)thread;
  for (int64_t column = 0; column < p->n && column < end * PANEL; column += PANEL)
    for (int64_t row = begin * PANEL > column ? begin * PANEL : column; row < p->n && row < end * PANEL; row += TILE)
      add_tile(p, row, column);
}

void symmetric_add(int64_t n, int64_t K, double sign, const double *left, const double *right, double *C,
                   int64_t ldc) {
  struct product p = {n, K, ldc, sign, left, right, C};
  pool_run(add_rows, &p, panel_count(n), PANELS_AT_ONCE);
}
