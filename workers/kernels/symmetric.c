#include "symmetric.h"

#include "pool.h"

enum {
  /* Rows of a tile: TILE · 2 accumulators and two vectors stay in registers. */
  TILE = PANEL / 2,
  /* Panels of the left operand that one task keeps in the second-level cache. */
  PANELS_AT_ONCE = 4,
};

struct product {
  int64_t n, K, ldc;
  double sign;
  const double *left, *right;
  double *C;
};

static void add_tile(const struct product *p, int64_t row, int64_t column) {
  const double *a = p->left + row / PANEL * PANEL * p->K + row % PANEL, *b = p->right + column * p->K;
  vd sum[TILE][2];
#pragma GCC unroll 8
  for (int i = 0; i < TILE; i++) sum[i][0] = sum[i][1] = dset(0);
  for (int64_t k = 0; k < p->K; k++, a += PANEL, b += PANEL) {
    vd b0 = dload(b), b1 = dload(b + DL);
#pragma GCC unroll 8
    for (int i = 0; i < TILE; i++) {
      vd x = dset(a[i]);
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
    }
  }
  int64_t rows = p->n - row, columns = p->n - column;
  double tile[TILE][PANEL];
#pragma GCC unroll 8
  for (int i = 0; i < TILE; i++) {
    dstore(tile[i], p->sign * sum[i][0]);
    dstore(tile[i] + DL, p->sign * sum[i][1]);
  }
  for (int i = 0; i < TILE && i < rows; i++) {
    double *c = p->C + (row + i) * p->ldc + column;
    if (columns >= PANEL)
      for (int j = 0; j < PANEL; j++) c[j] += tile[i][j];
    else
      for (int64_t j = 0; j < columns; j++) c[j] += tile[i][j];
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
