/* Eigenvalues of a tridiagonal matrix by its Sturm sequence: cells of the line are divided until each holds one
 * eigenvalue or is as narrow as rounding, then each eigenvalue is a root in its cell. Every x is on its own, so that
 * many go through the matrix side by side, and no bit depends on which of them do. */
#include "eigenvalues.h"

#include "pool.h"
#include "rootSearch.h"
#include "sturm.h"

/* A point of the line: the determinant there, and how many eigenvalues lie below. */
struct point {
  double x, value;
  int64_t exponent, below;
};

/* Between its ends lie high.below − low.below eigenvalues, at least one. */
struct cell {
  struct point low, high;
};

struct division {
  struct tridiagonal t;
  struct point *points;
  int64_t pointCount;
  struct cell *cells;
  double *values;
};

static int64_t held(const struct cell *cell) { return cell->high.below - cell->low.below; }

static int is_narrow(const struct cell *cell) { return cell->high.x - cell->low.x <= 2 * ROOT_TOLERANCE; }

/* Points that divide a cell: about as many as would part what it holds, were it evenly spread. */
static int64_t divisions(const struct cell *cell) { return held(cell) < 2 || is_narrow(cell) ? 0 : held(cell); }

static void count_points(void *context, int64_t begin, int64_t end, int thread) {
  const struct division *s = context;
  (void)thread;
  double x[POINTS], values[POINTS];
  int64_t exponents[POINTS], changes[POINTS];
  for (int64_t group = begin; group < end; group++) {
    struct point *points = s->points + group * POINTS;
    int64_t count = s->pointCount - group * POINTS;
    for (int64_t i = 0; i < POINTS; i++) x[i] = points[i < count ? i : count - 1].x;
    sturm(&s->t, x, values, exponents, changes);
    for (int64_t i = 0; i < POINTS && i < count; i++) {
      points[i].value = values[i];
      points[i].exponent = exponents[i];
      points[i].below = changes[i];
    }
  }
}

static void count_all(struct division *s) { pool_run(count_points, s, (s->pointCount + POINTS - 1) / POINTS, 1); }

/* Divides every cell once into `to`. Returns how many cells there are then. */
static int64_t divide(struct division *s, const struct cell *cells, int64_t count, struct cell *to) {
  s->pointCount = 0;
  for (int64_t i = 0; i < count; i++)
    for (int64_t j = 1, parts = divisions(cells + i) + 1; j < parts; j++)
      s->points[s->pointCount++].x = cells[i].low.x + (cells[i].high.x - cells[i].low.x) / (double)parts * (double)j;
  count_all(s);
  int64_t made = 0;
  const struct point *next = s->points;
  for (int64_t i = 0; i < count; i++) {
    struct cell cell = cells[i];
    struct point last = cell.high;
    for (int64_t parts = divisions(cells + i); parts > 0; parts--, next++) {
      /* Rounding may count one less further right. */
      cell.high = *next;
      if (cell.high.below > last.below) cell.high.below = last.below;
      if (cell.high.below < cell.low.below) cell.high.below = cell.low.below;
      if (held(&cell) > 0) to[made++] = cell;
      cell.low = cell.high;
    }
    cell.high = last;
    if (held(&cell) > 0) to[made++] = cell;
  }
  return made;
}

/* The eigenvalues of cells [begin, end). */
static void settle(void *context, int64_t begin, int64_t end, int thread) {
  const struct division *s = context;
  (void)thread;
  struct root_search search;
  for (int64_t first = begin; first < end; first += ROOTS_AT_ONCE) {
    search.count = 0;
    for (int64_t i = first; i < end && i < first + ROOTS_AT_ONCE; i++) {
      const struct cell *cell = s->cells + i;
      if (held(cell) == 1 && !is_narrow(cell))
        root_begin(&search, cell->low.x, cell->low.value, cell->low.exponent, cell->high.x, cell->high.value,
                   cell->high.exponent, cell->low.below);
      else
        for (int64_t k = cell->low.below; k < cell->high.below; k++)
          s->values[k] = (cell->low.x + cell->high.x) / 2;
    }
    root_finish(&search, &s->t, s->values);
  }
}

/* What no eigenvalue reaches, by Gershgorin's circles; NaN or infinite if an entry is. */
static double bound(const double *d, const double *e, int64_t n) {
  double largest = 0;
  for (int64_t i = 0; i < n; i++) {
    double before = i > 0 ? __builtin_fabs(e[i - 1]) : 0, after = i < n - 1 ? __builtin_fabs(e[i]) : 0;
    double reach = __builtin_fabs(d[i]) + before + after;
    if (!(reach <= largest)) largest = reach;
    if (largest - largest != 0) break;
  }
  return largest * (1 + 0x1p-20);
}

void tridiagonal_eigenvalues(double *diagonal, const double *offDiagonal, int64_t n) {
  double size = bound(diagonal, offDiagonal, n);
  if (n < 2 || size == 0) return;
  if (size - size != 0) {
    for (int64_t i = 0; i < n; i++) diagonal[i] = __builtin_nan("");
    return;
  }
  int64_t cells = n * (int64_t)sizeof(struct cell), points = (n + POINTS) * (int64_t)sizeof(struct point);
  char *memory = pool_scratch(SCRATCH_KERNEL, 2 * cells + points + 2 * n * (int64_t)sizeof(double));
  struct cell *from = (struct cell *)memory, *to = (struct cell *)(memory + cells);
  double *d = (double *)(memory + 2 * cells + points), *e2 = d + n;
  struct division s = {.points = (struct point *)(memory + 2 * cells), .values = diagonal};
  s.t = (struct tridiagonal){n, d, e2};
  for (int64_t i = 0; i < n; i++) {
    d[i] = diagonal[i] / size;
    double e = i > 0 ? offDiagonal[i - 1] / size : 0;
    e2[i] = i == 0 ? 0 : e * e > SMALLEST_SQUARE ? e * e : SMALLEST_SQUARE;
  }

  s.points[0].x = -1;
  s.points[1].x = 1;
  s.pointCount = 2;
  count_all(&s);
  from[0] = (struct cell){s.points[0], s.points[1]};
  from[0].low.below = 0;
  from[0].high.below = n;
  int64_t count = 1;
  for (int64_t divided = 1; divided;) {
    count = divide(&s, from, count, to);
    struct cell *kept = from;
    from = to;
    to = kept;
    divided = 0;
    for (int64_t i = 0; i < count; i++) divided += divisions(from + i);
  }
  s.cells = from;
  pool_run(settle, &s, count, ROOTS_AT_ONCE);
  for (int64_t i = 0; i < n; i++) diagonal[i] *= size;
}
