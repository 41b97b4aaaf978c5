#include "sumcolumns.h"

#include "pool.h"
#include "vec.h"

struct columns {
  const float *data;
  int64_t rows, width;
  int keep;
  float *sum;
};

static void add_rows(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct columns *c = context;
  if (!c->keep)
    for (int64_t j = begin; j < end; j++) c->sum[j] = 0;
  for (int64_t i = 0; i < c->rows; i++) {
    const float *row = c->data + i * c->width;
    for (int64_t j = begin; j < end; j++) c->sum[j] += row[j];
  }
}

void sum_columns(const float *data, int64_t rows, int64_t width, int keep, float *sum) {
  pool_run(add_rows, &(struct columns){data, rows, width, keep, sum}, width, 64);
}
