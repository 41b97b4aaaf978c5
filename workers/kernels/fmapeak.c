#include "pool.h"
#include "vec.h"

/* Twelve sums that do not wait for each other keep two units of a latency of four to five busy. */
enum { SUMS = 12 };

/* Enough for each thread to have its share, however late it comes. */
enum { TASKS_PER_THREAD = 16 };

struct peak {
  int64_t rounds;
  double *done;
};

static void multiply_add(const struct peak *p, double *done) {
  vf sum[SUMS], factor = vset(1.0000001f), term = vset(1e-9f);
#pragma GCC unroll 12
  for (int i = 0; i < SUMS; i++) sum[i] = vset((float)i);
  for (int64_t round = 0; round < p->rounds; round++) {
#pragma GCC unroll 12
    for (int i = 0; i < SUMS; i++) sum[i] = vmadd(sum[i], factor, term);
  }
  float total = 0;
#pragma GCC unroll 12
  for (int i = 0; i < SUMS; i++) total += vsum(sum[i]);
  /* total ≥ 0 always, but the compiler does not know: the sums are not left out. */
  *done = total >= 0 ? 2.0 * SUMS * VL * (double)p->rounds : 0;
}

static void run(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct peak *p = context;
  for (int64_t task = begin; task < end; task++) multiply_add(p, p->done + task);
}

/* Multiplies and adds in registers on all threads of the pool: the ceiling that a matrix product is measured against.
 * result[0] = floating-point operations done. */
EXPORT void KERNEL(fma_peak)(int64_t rounds, double *result) {
  int64_t tasks = (int64_t)pool_threads() * TASKS_PER_THREAD;
  double *done = pool_scratch(SCRATCH_KERNEL, sizeof *done * tasks);
  pool_run(run, &(struct peak){rounds, done}, tasks, 1);
  result[0] = 0;
  for (int64_t task = 0; task < tasks; task++) result[0] += done[task];
}
