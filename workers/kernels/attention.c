#include <math.h>
#include <string.h>

#include "gemm.h"
#include "pool.h"
#include "softmax.h"

/* Queries at a time: their scores against the keys they see are all that is held of a [context, context] matrix. */
enum { QUERIES = 64 };

/* q [batch · context, heads · width], k and v [batch · context, heads / group · width]; a row of each is ld* from the
 * next. Neighbouring query heads share keys and values in groups. */
struct attention {
  int64_t batch, context, heads, group, width;
  const float *q, *k, *v, *dout;
  int64_t ldq, ldk;
  float scale;
  float cap;      /* of the scores, or 0 */
  int64_t window; /* keys that a query sees, itself among them; 0: all */
  float *out;     /* [batch · context, heads · width] */
  float *logsum;  /* [batch, heads, context]: ln Σ exp(score) of each query */
  float *dq, *dk, *dv;
};

/* Where one head of one sequence lies. */
struct head {
  int64_t q, k, out;
  float *logsum;
};

static struct head head_at(const struct attention *a, int64_t sequence, int64_t head) {
  int64_t row = sequence * a->context;
  return (struct head){.q = row * a->ldq + head * a->width,
                       .k = row * a->ldk + head / a->group * a->width,
                       .out = (row * a->heads + head) * a->width,
                       .logsum = a->logsum + (sequence * a->heads + head) * a->context};
}


/* The queries [first, first + rows), and the keys [low, low + keys) that any of them sees. */
struct block {
  int64_t first, rows, low, keys;
};

VEC int64_t first_key(const struct attention *a, int64_t query) {
  return a->window > 0 && query >= a->window ? query - a->window + 1 : 0;
}

VEC struct block block_at(const struct attention *a, int64_t first) {
  int64_t rows = least(QUERIES, a->context - first), low = first_key(a, first);
  return (struct block){first, rows, low, first + rows - low};
}

/* The keys of the block that its query i sees: [begin, end). */
struct seen {
  int64_t begin, end;
};

VEC struct seen seen_by(const struct attention *a, const struct block *b, int64_t i) {
  return (struct seen){first_key(a, b->first + i) - b->low, b->first + i - b->low + 1};
}

VEC void clear_unseen(float *row, struct seen s, int64_t keys) {
  memset(row, 0, sizeof(float) * s.begin);
  memset(row + s.end, 0, sizeof(float) * (keys - s.end));
}

/* scores [rows, keys] = scale · q · kᵀ */
static void score(const struct attention *a, const struct head *h, const struct block *b, float *scores) {
  gemm(0, 1, b->rows, b->keys, a->width, a->scale, a->q + h->q + b->first * a->ldq, a->ldq,
       a->k + h->k + b->low * a->ldk, a->ldk, 0, scores, b->keys);
}

static void forward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct attention *a = context;
  int64_t ld = a->heads * a->width;
  float *scores = pool_scratch(SCRATCH_TASK, sizeof(float) * QUERIES * a->context), inverse[QUERIES];
  for (int64_t index = begin; index < end; index++) {
    struct head h = head_at(a, index / a->heads, index % a->heads);
    for (int64_t first = 0; first < a->context; first += QUERIES) {
      struct block b = block_at(a, first);
      score(a, &h, &b, scores);
      for (int64_t i = 0; i < b.rows; i++) {
        struct seen s = seen_by(a, &b, i);
        float *row = scores + i * b.keys, top;
        if (a->cap > 0) soften(row + s.begin, s.end - s.begin, a->cap, 0);
        double sum = exponentiate(row + s.begin, s.end - s.begin, &top);
        clear_unseen(row, s, b.keys);
        inverse[i] = (float)(1 / sum);
        h.logsum[first + i] = top + (float)log(sum);
      }
      float *out = a->out + h.out + first * ld;
      gemm(0, 0, b.rows, a->width, b.keys, 1, scores, b.keys, a->v + h.k + b.low * a->ldk, a->ldk, 0, out, ld);
      for (int64_t i = 0; i < b.rows; i++, out += ld)
        for (int64_t j = 0; j < a->width; j++) out[j] *= inverse[i];
    }
  }
}

VEC float dot(const float *x, const float *y, int64_t length) {
  vf sum = vset(0);
  for (int64_t i = 0; i < length; i += VL) sum += vload_row(x, i, length, 0) * vload_row(y, i, length, 0);
  return vsum(sum);
}

/* One query: its raw scores p become probabilities, made again from logsum, and dP in ds becomes dS. `slope` is
 * memory for as many. */
VEC void differentiate(const struct attention *a, float *p, float *ds, float *slope, int64_t count, float logsum,
                       float D) {
  if (a->cap > 0) soften(p, count, a->cap, slope);
  for (int64_t j = 0; j < count; j += VL) {
    vf probability = vexp(vload_row(p, j, count, -INFINITY) - logsum);
    vf change = probability * (vload_row(ds, j, count, 0) - D) * a->scale;
    if (a->cap > 0) change *= vload_row(slope, j, count, 0);
    vstore_row(p, j, count, probability);
    vstore_row(ds, j, count, change);
  }
}

/* With dP = dout · vᵀ and D = Σ dout · out of each query: dv = Pᵀ · dout, dS = P ∘ (dP − D) · scale, and under a cap
 * times the slope of the latter, dq = dS · k, dk = dSᵀ · q  (Dao 2022). dk and dv are added to. */
static void backward_head(const struct attention *a, const struct head *h, float *P) {
  float *dS = P + QUERIES * a->context, *slope = dS + QUERIES * a->context;
  int64_t ld = a->heads * a->width, ldq = a->ldq, ldk = a->ldk;
  for (int64_t first = 0; first < a->context; first += QUERIES) {
    struct block b = block_at(a, first);
    int64_t key = h->k + b.low * ldk, query = h->q + first * ldq;
    const float *dout = a->dout + h->out + first * ld, *out = a->out + h->out + first * ld;
    score(a, h, &b, P);
    gemm(0, 1, b.rows, b.keys, a->width, 1, dout, ld, a->v + key, ldk, 0, dS, b.keys);
    for (int64_t i = 0; i < b.rows; i++) {
      float *p = P + i * b.keys, *ds = dS + i * b.keys, D = dot(dout + i * ld, out + i * ld, a->width);
      struct seen s = seen_by(a, &b, i);
      differentiate(a, p + s.begin, ds + s.begin, slope, s.end - s.begin, h->logsum[first + i], D);
      clear_unseen(p, s, b.keys);
      clear_unseen(ds, s, b.keys);
    }
    gemm(1, 0, b.keys, a->width, b.rows, 1, P, b.keys, dout, ld, 1, a->dv + key, ldk);
    gemm(0, 0, b.rows, a->width, b.keys, 1, dS, b.keys, a->k + key, ldk, 0, a->dq + query, ldq);
    gemm(1, 0, b.keys, a->width, b.rows, 1, dS, b.keys, a->q + query, ldq, 1, a->dk + key, ldk);
  }
}

/* A task owns the keys and values of a group: no two write the same. */
static void backward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct attention *a = context;
  int64_t groups = a->heads / a->group;
  float *P = pool_scratch(SCRATCH_TASK, sizeof(float) * (2 * QUERIES + 1) * a->context);
  for (int64_t index = begin; index < end; index++) {
    int64_t sequence = index / groups, leader = index % groups * a->group;
    int64_t own = head_at(a, sequence, leader).k;
    for (int64_t i = 0; i < a->context; i++) {
      memset(a->dk + own + i * a->ldk, 0, sizeof(float) * a->width);
      memset(a->dv + own + i * a->ldk, 0, sizeof(float) * a->width);
    }
    for (int64_t head = leader; head < leader + a->group; head++) {
      struct head h = head_at(a, sequence, head);
      backward_head(a, &h, P);
    }
  }
}

/* out = softmax(capped(scale · q · kᵀ), over the last `window` keys that are not after the query) · v, for each head
 * of each sequence. */
EXPORT void KERNEL(attention)(int64_t batch, int64_t context, int64_t heads, int64_t keyHeads, int64_t width,
                              float scale, float cap, int64_t window, const float *q, const float *k, const float *v,
                              float *out, float *logsum) {
  struct attention a = {.batch = batch, .context = context, .heads = heads, .group = heads / keyHeads, .width = width,
                        .q = q, .k = k, .v = v, .ldq = heads * width, .ldk = keyHeads * width, .scale = scale,
                        .cap = cap, .window = window, .out = out, .logsum = logsum};
  pool_run(forward, &a, batch * heads, 1);
}

EXPORT void KERNEL(attention_gradient)(int64_t batch, int64_t context, int64_t heads, int64_t keyHeads, int64_t width,
                                       float scale, float cap, int64_t window, const float *q, const float *k,
                                       const float *v, const float *out, const float *logsum, const float *dout,
                                       float *dq, float *dk, float *dv) {
  struct attention a = {.batch = batch, .context = context, .heads = heads, .group = heads / keyHeads, .width = width,
                        .q = q, .k = k, .v = v, .dout = dout, .ldq = heads * width, .ldk = keyHeads * width,
                        .scale = scale, .cap = cap, .window = window, .out = (float *)out, .logsum = (float *)logsum,
                        .dq = dq, .dk = dk, .dv = dv};
  pool_run(backward, &a, batch * keyHeads, 1);
}

/* All keys, as many heads of keys as of queries, and q, k and v side by side in rows of qkv [batch · context, 3d]. */
static struct attention side_by_side(int64_t batch, int64_t context, int64_t d, int64_t heads, const float *qkv) {
  return (struct attention){.batch = batch, .context = context, .heads = heads, .group = 1, .width = d / heads,
                            .q = qkv, .k = qkv + d, .v = qkv + 2 * d, .ldq = 3 * d, .ldk = 3 * d,
                            .scale = 1 / sqrtf((float)d / (float)heads)};
}

/* out = softmax(q · kᵀ / √width, over keys not after the query) · v, for each head of each sequence. */
EXPORT void KERNEL(causal_attention)(int64_t batch, int64_t context, int64_t d, int64_t heads, const float *qkv,
                                     float *out, float *logsum) {
  struct attention a = side_by_side(batch, context, d, heads, qkv);
  a.out = out;
  a.logsum = logsum;
  pool_run(forward, &a, batch * heads, 1);
}

EXPORT void KERNEL(causal_attention_gradient)(int64_t batch, int64_t context, int64_t d, int64_t heads,
                                              const float *qkv, const float *out, const float *logsum,
                                              const float *dout, float *dqkv) {
  struct attention a = side_by_side(batch, context, d, heads, qkv);
  a.out = (float *)out;
  a.logsum = (float *)logsum;
  a.dout = dout;
  a.dq = dqkv;
  a.dk = dqkv + d;
  a.dv = dqkv + 2 * d;
  pool_run(backward, &a, batch * heads, 1);
}
