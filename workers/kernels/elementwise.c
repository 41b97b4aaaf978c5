#include "pool.h"
#include "vec.h"

struct pair {
  const float *a, *b;
  float *out;
};

static void add(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct pair *p = context;
  for (int64_t i = begin; i < end; i++) p->out[i] = p->a[i] + p->b[i];
}

/* out = a + b */
EXPORT void KERNEL(add)(int64_t count, const float *a, const float *b, float *out) {
  pool_run(add, &(struct pair){a, b, out}, count, 16384);
}
