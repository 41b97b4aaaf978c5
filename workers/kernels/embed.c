#include <string.h>

#include "pool.h"
#include "vec.h"

/* One call's shapes: ids [batch, context], token rows [V, d], position rows [most, d] with context ≤ most, or none. */
struct embed {
  int64_t batch, context, d, most;
  float scale;
  const int32_t *ids;
  const float *tokens, *positions, *dy;
  float *out, *dtokens, *dpositions;
};

VEC void add_row(float *to, float scale, const float *from, int64_t d) {
  for (int64_t j = 0; j < d; j++) to[j] += scale * from[j];
}

static void forward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct embed *e = context;
  for (int64_t i = begin; i < end; i++) {
    const float *token = e->tokens + e->ids[i] * e->d;
    float *out = e->out + i * e->d;
    for (int64_t j = 0; j < e->d; j++) out[j] = e->scale * token[j];
    if (e->positions) add_row(out, 1, e->positions + i % e->context * e->d, e->d);
  }
}

/* out [batch · context, d] = scale · tokens[ids] + positions, the latter unless they are 0 */
EXPORT void KERNEL(embed)(int64_t batch, int64_t context, int64_t d, float scale, const int32_t *ids,
                          const float *tokens, const float *positions, float *out) {
  struct embed e = {.batch = batch, .context = context, .d = d, .scale = scale, .ids = ids, .tokens = tokens,
                    .positions = positions, .out = out};
  pool_run(forward, &e, batch * context, 64);
}

/* A task owns the token rows [begin, end) and looks for their ids everywhere: no two write the same row. */
static void gather_tokens(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct embed *e = context;
  memset(e->dtokens + begin * e->d, 0, sizeof(float) * (end - begin) * e->d);
  for (int64_t i = 0; i < e->batch * e->context; i++) {
    int64_t id = e->ids[i];
    if (id >= begin && id < end) add_row(e->dtokens + id * e->d, e->scale, e->dy + i * e->d, e->d);
  }
}

static void gather_positions(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct embed *e = context;
  memset(e->dpositions + begin * e->d, 0, sizeof(float) * (end - begin) * e->d);
  for (int64_t i = begin; i < end && i < e->context; i++)
    for (int64_t b = 0; b < e->batch; b++)
      add_row(e->dpositions + i * e->d, 1, e->dy + (b * e->context + i) * e->d, e->d);
}

/* dtokens [V, d] (times scale) and dpositions [most, d] sum dy over where each row was used; unused rows are 0. */
EXPORT void KERNEL(embed_gradient)(int64_t batch, int64_t context, int64_t d, int64_t V, int64_t most, float scale,
                                   const int32_t *ids, const float *dy, float *dtokens, float *dpositions) {
  struct embed e = {.batch = batch, .context = context, .d = d, .most = most, .scale = scale, .ids = ids, .dy = dy,
                    .dtokens = dtokens, .dpositions = dpositions};
  pool_run(gather_tokens, &e, V, 256);
  pool_run(gather_positions, &e, most, 16);
}
