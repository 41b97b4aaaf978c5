#include "gram.h"

#include "pool.h"
#include "symmetric.h"

/* Columns of W at a time. */
enum { CHUNK = 256 };

struct gram {
  const float *f32; /* one of these two */
  const double *f64;
  int64_t n, rowStep, step;
  double *G;
  /* the chunk at hand, packed for symmetric_add */
  int64_t k0, count;
  double *panels;
};

static void pack(void *context, int64_t begin, int64_t end, int thread) {
  const struct gram *w = context;
  (void)thread;
  for (int64_t panel = begin; panel < end; panel++) {
    int64_t row = panel * PANEL, rows = w->n - row < PANEL ? w->n - row : PANEL;
    double *to = w->panels + row * w->count;
    for (int64_t k = w->k0; k < w->k0 + w->count; k++, to += PANEL) {
      int64_t from = row * w->rowStep + k * w->step;
      for (int i = 0; i < PANEL; i++, from += w->rowStep)
        to[i] = i >= rows ? 0 : w->f32 ? w->f32[from] : w->f64[from];
    }
  }
}

static void mirror(void *context, int64_t begin, int64_t end, int thread) {
  const struct gram *w = context;
  (void)thread;
  for (int64_t j = begin; j < end; j++)
    for (int64_t i = j + 1; i < w->n; i++) w->G[j * w->n + i] = w->G[i * w->n + j];
}

static void add(struct gram *w, int64_t begin, int64_t end) {
  w->panels = pool_scratch(SCRATCH_KERNEL, panel_count(w->n) * PANEL * CHUNK * sizeof *w->panels);
  for (w->k0 = begin; w->k0 < end; w->k0 += CHUNK) {
    w->count = end - w->k0 < CHUNK ? end - w->k0 : CHUNK;
    pool_run(pack, w, panel_count(w->n), 1);
    symmetric_add(w->n, w->count, 1, w->panels, w->panels, w->G, w->n);
  }
}

static void gram(struct gram *w, int64_t K) {
  __builtin_memset(w->G, 0, (size_t)w->n * (size_t)w->n * sizeof *w->G);
  add(w, 0, K);
  pool_run(mirror, w, w->n, 16);
}

void gram_f32(const float *weights, int64_t n, int64_t K, int64_t rowStep, int64_t step, double *G) {
  struct gram w = {.f32 = weights, .n = n, .rowStep = rowStep, .step = step, .G = G};
  gram(&w, K);
}

void gram_f64(const double *weights, int64_t n, int64_t K, int64_t rowStep, int64_t step, double *G) {
  struct gram w = {.f64 = weights, .n = n, .rowStep = rowStep, .step = step, .G = G};
  gram(&w, K);
}

void gram_add(const float *weights, int64_t n, struct range columns, int64_t rowStep, int64_t step, double *G) {
  struct gram w = {.f32 = weights, .n = n, .rowStep = rowStep, .step = step, .G = G};
  add(&w, columns.begin, columns.end);
}
