/* Sums over positions of what each neuron does there, by cell: a band and a sequence. */
#include "ablation.h"

#include "pool.h"

struct collection {
  int64_t rows, neurons, m;
  const int32_t *cells;
  const double *effects;
  double *absolute, *sign;
};

/* Positions in their order, whatever the threads. */
static void collect(void *context, int64_t begin, int64_t end, int thread) {
  const struct collection *s = context;
  (void)thread;
  for (int64_t row = 0; row < s->rows; row++) {
    const double *effects = s->effects + row * s->neurons;
    double *absolute = s->absolute + s->cells[row] * s->m, *sign = s->sign + s->cells[row] * s->m;
    for (int64_t i = begin; i < end; i++) {
      absolute[i] += __builtin_fabs(effects[i]);
      sign[i] += effects[i];
    }
  }
}

void ablation_collect(int64_t rows, int64_t neurons, int64_t m, const int32_t *cells, const double *effects,
                      double *absolute, double *sign) {
  struct collection s = {rows, neurons, m, cells, effects, absolute, sign};
  pool_run(collect, &s, neurons, 64);
}
