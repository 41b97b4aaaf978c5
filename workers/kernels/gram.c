#include "gram.h"

#include "pack.h"
#include "pool.h"
#include "symmetric.h"

/* Columns of W at a time: a panel of them and half of another fit the first cache. */
enum { CHUNK = 128 };

struct gram {
  const float *f32; /* one of these two */
  const double *f64;
  int64_t n, rowStep, step;
  double *G;
  int64_t ld;
  /* the chunk at hand, packed for symmetric_add */
  int64_t k0, count;
  double *panels;
};

/* Memory runs across the panels, and is read in that order. */
static void pack_rows_across(const struct gram *w, int64_t begin, int64_t end) {
  for (int64_t k = 0; k < w->count; k++) {
    const float *from = w->f32 + (w->k0 + k) * w->step;
    for (int64_t row = begin * PANEL; row < end * PANEL; row += PANEL) {
      double *to = w->panels + row * w->count + k * PANEL;
      if (row + PANEL <= w->n)
        for (int i = 0; i < PANEL; i++) to[i] = from[row + i];
      else
        for (int i = 0; i < PANEL; i++) to[i] = row + i < w->n ? from[row + i] : 0;
    }
  }
}

static void pack_rows_along(const struct gram *w, int64_t begin, int64_t end) {
  float panel[CHUNK * PANEL];
  for (int64_t row = begin * PANEL; row < end * PANEL; row += PANEL) {
    const float *from = w->f32 + row * w->rowStep + w->k0;
    double *to = w->panels + row * w->count;
    pack_along(from, w->rowStep, least(PANEL, w->n - row), w->count, PANEL, panel);
    for (int64_t i = 0; i < w->count * PANEL; i++) to[i] = panel[i];
  }
}

static void pack(void *context, int64_t begin, int64_t end, int thread) {
  const struct gram *w = context;
  (void)thread;
  if (w->f32) {
    if (w->step == 1)
      pack_rows_along(w, begin, end);
    else
      pack_rows_across(w, begin, end);
    return;
  }
  for (int64_t row = begin * PANEL; row < end * PANEL; row += PANEL) {
    double *to = w->panels + row * w->count;
    for (int64_t k = w->k0; k < w->k0 + w->count; k++, to += PANEL)
      for (int i = 0; i < PANEL; i++) to[i] = row + i < w->n ? w->f64[(row + i) * w->rowStep + k * w->step] : 0;
  }
}

static void mirror(void *context, int64_t begin, int64_t end, int thread) {
  const struct gram *w = context;
  (void)thread;
  for (int64_t j = begin; j < end; j++)
    for (int64_t i = j + 1; i < w->n; i++) w->G[j * w->ld + i] = w->G[i * w->ld + j];
}

static void add(struct gram *w, int64_t begin, int64_t end) {
  w->panels = pool_scratch(SCRATCH_KERNEL, panel_count(w->n) * PANEL * CHUNK * sizeof *w->panels);
  for (w->k0 = begin; w->k0 < end; w->k0 += CHUNK) {
    w->count = least(end - w->k0, CHUNK);
    pool_run(pack, w, panel_count(w->n), 1);
    symmetric_add(w->n, w->count, 1, w->panels, w->panels, w->G, w->ld);
  }
}

static void gram(struct gram *w, int64_t K) {
  __builtin_memset(w->G, 0, (size_t)w->n * (size_t)w->n * sizeof *w->G);
  w->ld = w->n;
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

void gram_add_f32(const float *weights, int64_t n, struct range columns, int64_t rowStep, int64_t step, double *G,
                  int64_t ld) {
  struct gram w = {.f32 = weights, .n = n, .rowStep = rowStep, .step = step, .G = G, .ld = ld};
  add(&w, columns.begin, columns.end);
}

void gram_add_f64(const double *weights, int64_t n, struct range columns, int64_t rowStep, int64_t step, double *G,
                  int64_t ld) {
  struct gram w = {.f64 = weights, .n = n, .rowStep = rowStep, .step = step, .G = G, .ld = ld};
  add(&w, columns.begin, columns.end);
}
