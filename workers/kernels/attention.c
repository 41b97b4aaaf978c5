#include <math.h>
#include <string.h>

#include "gemm.h"
#include "pool.h"
#include "softmax.h"

/* Queries at a time: their scores against all earlier keys are all that is held of a [context, context] matrix. */
enum { QUERIES = 64 };

/* qkv [batch · context, 3d]: each row holds q, k and v, each of them heads · width long. */
struct attention {
  int64_t batch, context, d, heads, width;
  const float *qkv, *dout;
  float *out;    /* [batch · context, d] */
  float *logsum; /* [batch, heads, context]: ln Σ exp(score) of each query */
  float *dqkv;
};

/* Where one head of one sequence lies. */
struct head {
  const float *q, *k, *v, *dout;
  float *out, *logsum, *dq, *dk, *dv;
  int64_t ld, out_ld;
};

static struct head head_at(const struct attention *a, int64_t index) {
  int64_t sequence = index / a->heads, column = index % a->heads * a->width;
  int64_t row = sequence * a->context, at = row * 3 * a->d + column, out_at = row * a->d + column;
  struct head h = {.q = a->qkv + at, .k = a->qkv + at + a->d, .v = a->qkv + at + 2 * a->d, .out = a->out + out_at,
                   .logsum = a->logsum + index * a->context, .ld = 3 * a->d, .out_ld = a->d};
  if (a->dqkv) {
    h.dout = a->dout + out_at;
    h.dq = a->dqkv + at;
    h.dk = h.dq + a->d;
    h.dv = h.dk + a->d;
  }
  return h;
}

VEC int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* scores [rows, keys] = q · kᵀ / √width for the queries from `first` on; the keys are those up to the last query. */
static void score(const struct attention *a, const struct head *h, int64_t first, int64_t rows, int64_t keys,
                  float *scores) {
  gemm(0, 1, rows, keys, a->width, 1 / sqrtf((float)a->width), h->q + first * h->ld, h->ld, h->k, h->ld, 0, scores,
       keys);
}

static void forward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct attention *a = context;
  float *scores = pool_scratch(SCRATCH_TASK, sizeof(float) * QUERIES * a->context), inverse[QUERIES];
  for (int64_t index = begin; index < end; index++) {
    struct head h = head_at(a, index);
    for (int64_t first = 0; first < a->context; first += QUERIES) {
      int64_t rows = least(QUERIES, a->context - first), keys = first + rows;
      score(a, &h, first, rows, keys, scores);
      for (int64_t i = 0; i < rows; i++) {
        float *row = scores + i * keys, top;
        int64_t seen = first + i + 1;
        double sum = exponentiate(row, seen, &top);
        memset(row + seen, 0, sizeof(float) * (keys - seen));
        inverse[i] = (float)(1 / sum);
        h.logsum[first + i] = top + (float)log(sum);
      }
      float *out = h.out + first * h.out_ld;
      gemm(0, 0, rows, a->width, keys, 1, scores, keys, h.v, h.ld, 0, out, h.out_ld);
      for (int64_t i = 0; i < rows; i++, out += h.out_ld)
        for (int64_t j = 0; j < a->width; j++) out[j] *= inverse[i];
    }
  }
}

/* out = softmax(q · kᵀ / √width, over keys not after the query) · v, for each head of each sequence. */
EXPORT void KERNEL(causal_attention)(int64_t batch, int64_t context, int64_t d, int64_t heads, const float *qkv,
                                     float *out, float *logsum) {
  struct attention a = {.batch = batch, .context = context, .d = d, .heads = heads, .width = d / heads, .qkv = qkv,
                        .out = out, .logsum = logsum};
  pool_run(forward, &a, batch * heads, 1);
}

VEC float dot(const float *x, const float *y, int64_t length) {
  vf sum = vset(0);
  for (int64_t i = 0; i < length; i += VL) sum += vload_row(x, i, length, 0) * vload_row(y, i, length, 0);
  return vsum(sum);
}

/* P is made again from the scores and logsum. With dP = dout · vᵀ and D = Σ dout · out of each query:
 *   dv = Pᵀ · dout, dS = P ∘ (dP − D) / √width, dq = dS · k, dk = dSᵀ · q  (Dao 2022). */
static void backward(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct attention *a = context;
  float *P = pool_scratch(SCRATCH_TASK, sizeof(float) * 2 * QUERIES * a->context), *dS = P + QUERIES * a->context;
  float scale = 1 / sqrtf((float)a->width);
  for (int64_t index = begin; index < end; index++) {
    struct head h = head_at(a, index);
    /* From the last queries to the first: the first block seen reaches every key, so that it can set what the
     * others add to. */
    for (int64_t first = (a->context - 1) / QUERIES * QUERIES; first >= 0; first -= QUERIES) {
      int64_t rows = least(QUERIES, a->context - first), keys = first + rows;
      float beta = keys == a->context ? 0 : 1;
      const float *q = h.q + first * h.ld, *dout = h.dout + first * h.out_ld;
      score(a, &h, first, rows, keys, P);
      gemm(0, 1, rows, keys, a->width, 1, dout, h.out_ld, h.v, h.ld, 0, dS, keys);
      for (int64_t i = 0; i < rows; i++) {
        float *p = P + i * keys, *ds = dS + i * keys, logsum = h.logsum[first + i];
        float D = dot(dout + i * h.out_ld, h.out + (first + i) * h.out_ld, a->width);
        int64_t seen = first + i + 1;
        for (int64_t j = 0; j < seen; j += VL) {
          vf probability = vexp(vload_row(p, j, seen, -INFINITY) - logsum);
          vstore_row(p, j, seen, probability);
          vstore_row(ds, j, seen, probability * (vload_row(ds, j, seen, 0) - D) * scale);
        }
        memset(p + seen, 0, sizeof(float) * (keys - seen));
        memset(ds + seen, 0, sizeof(float) * (keys - seen));
      }
      gemm(1, 0, keys, a->width, rows, 1, P, keys, dout, h.out_ld, beta, h.dv, h.ld);
      gemm(0, 0, rows, a->width, keys, 1, dS, keys, h.k, h.ld, 0, h.dq + first * h.ld, h.ld);
      gemm(1, 0, keys, a->width, rows, 1, dS, keys, q, h.ld, beta, h.dk, h.ld);
    }
  }
}

EXPORT void KERNEL(causal_attention_gradient)(int64_t batch, int64_t context, int64_t d, int64_t heads,
                                              const float *qkv, const float *out, const float *logsum,
                                              const float *dout, float *dqkv) {
  struct attention a = {.batch = batch, .context = context, .d = d, .heads = heads, .width = d / heads, .qkv = qkv,
                        .out = (float *)out, .logsum = (float *)logsum, .dout = dout, .dqkv = dqkv};
  pool_run(backward, &a, batch * heads, 1);
}
