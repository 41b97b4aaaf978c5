/* Pairs of a position and a neuron of ablationExtended.h, in blocks: their scales, their sums over the vocabulary, their Δ. */
#include "ablationExtended.h"

#include "ablationExtendedPair.h"
#include "ablationFrequency.h"
#include "ablationPair.h"
#include "ablationSeries.h"
#include "pool.h"

enum {
  /* Pairs of one task, and tokens at a time: what a position reads stays in the first-level cache, the signatures in the second. */
  POSITIONS = 16,
  NEURONS = 32,
  RUN = 512,
  FREQUENCY_RUN = 1024,
};

struct block {
  struct extended_pair pairs[POSITIONS][NEURONS];
  struct extended_sums sums[POSITIONS][NEURONS];
};

/* What a pass sums. A capped shift's projection is known only after a pass, so what keeps it takes a second. */
enum pass { PLAIN, FREQUENCY, BEFORE_KEPT, KEPT };

/* Of a pair and a norm in float32. */
struct factors {
  vf alpha, scale, eta, all;
};

/* Where the tokens of a run begin. */
struct places {
  const float *L, *H, *P, *tanhs, *surprise, *g, *direction;
};

VEC struct factors factors_of(const struct shift_scales *s) {
  return (struct factors){vset((float)s->alpha), vset((float)s->scale), vset((float)s->eta), vset((float)s->all)};
}

/* tanh δ for |δ| ≤ 0.2, or any. */
VEC vf tanh_by(enum method method, vf x) {
  if (method == REDUCED) return vtanh(x);
  vf s = x * x;
  return x * (1 + s * (-1.0f / 3 + s * (2.0f / 15 + s * (-17.0f / 315))));
}

/* What stands between: nothing, a norm of the MLP's output, or a cap, with that norm or without. */
enum between { NOTHING, NORM, CAP };

VEC vf shift_by(enum method method, enum between between, vf L, vf H, vf g, vf tau, vf cap, vf perCap,
                const struct factors *by) {
  if (between == NOTHING) return L * by->alpha + g * by->scale;
  vf x = L * by->alpha + (g * by->scale + (H * by->eta + by->all));
  if (between == NORM) return x;
  vf t = tanh_by(method, x * perCap);
  return cap * t * (1 - tau * tau) / (1 + tau * t);
}

VEC vd widened(vf x) { return dwiden((const float *)&x) + dwiden((const float *)&x + DL); }

VEC void add_run(enum method method, enum pass pass, enum between between, const struct extended *p, const struct places *at,
                 int64_t count, const struct extended_pair *pair, struct extended_sums *sums) {
  struct places from = *at;
  struct factors byFree = factors_of(&pair->free), byFrozen = factors_of(&pair->frozen);
  vf free = vset(0), frozen = vset(0), kept = vset(0), cross = vset(0), first = vset(0), projected = vset(0);
  vf cap = vset((float)p->cap), perCap = vset(between == CAP ? (float)(1 / p->cap) : 0);
  vf along = vset((float)pair->free.along);
  for (int64_t v = 0; v < count; v += VL) {
    vf L = vload(from.L + v), H = between == NOTHING ? vset(0) : vload(from.H + v), g = vload(from.g + v), P = vload(from.P + v);
    vf tau = between == CAP ? vload(from.tanhs + v) : vset(0);
    vf x = shift_by(method, between, L, H, g, tau, cap, perCap, &byFree);
    if (pass == KEPT) {
      kept += P * expm1_by(method, x - along * vload(from.direction + v));
      continue;
    }
    vf e = P * expm1_by(method, x);
    free += e;
    vf y = g * byFrozen.scale;
    if (between != NOTHING) y = shift_by(method, between, L, H, g, tau, cap, perCap, &byFrozen);
    frozen += P * expm1_by(method, y);
    if (pass == PLAIN) continue;
    first += P * x;
    cross += e * (vload(from.surprise + v) + x);
    vf f = vload(from.direction + v);
    if (pass == FREQUENCY) kept += P * expm1_by(method, x - along * f);
    else projected += x * f;
  }
  if (pass == KEPT || pass == FREQUENCY) sums->kept += widened(kept);
  if (pass == KEPT) return;
  sums->free += widened(free);
  sums->frozen += widened(frozen);
  if (pass == PLAIN) return;
  sums->first += widened(first);
  sums->cross += widened(cross);
  if (pass == BEFORE_KEPT) sums->along += widened(projected);
}

/* One function of each, since the compiler is to see what they leave out. */
#define RUNS(method)                                                                                                   \
  static void add_run_##method(enum pass pass, const struct extended *p, const struct places *at, int64_t count,      \
                               const struct extended_pair *pair, struct extended_sums *sums) {                        \
    if (pass == FREQUENCY) return add_frequency_##method(p, at, count, pair, sums);                                    \
    if (p->cap == 0) return add_run(method, PLAIN, NORM, p, at, count, pair, sums);                                    \
    if (pass == PLAIN) add_run(method, PLAIN, CAP, p, at, count, pair, sums);                                          \
    if (pass == BEFORE_KEPT) add_run(method, BEFORE_KEPT, CAP, p, at, count, pair, sums);                              \
    if (pass == KEPT) add_run(method, KEPT, CAP, p, at, count, pair, sums);                                            \
  }
#define FREQUENCY_RUNS(method)                                                                                         \
  static void add_frequency_##method(const struct extended *p, const struct places *at, int64_t count,                \
                                     const struct extended_pair *pair, struct extended_sums *sums) {                  \
    if (p->H) add_run(method, FREQUENCY, NORM, p, at, count, pair, sums);                                              \
    else add_run(method, FREQUENCY, NOTHING, p, at, count, pair, sums);                                                \
  }
FREQUENCY_RUNS(MOMENTS)
FREQUENCY_RUNS(DEGREE_5)
FREQUENCY_RUNS(DEGREE_7)
FREQUENCY_RUNS(DEGREE_9)
FREQUENCY_RUNS(REDUCED)
RUNS(DEGREE_5)
RUNS(DEGREE_9)
RUNS(REDUCED)

static void sum_pairs(const struct extended *p, struct block *b, enum pass pass, int64_t row0, int64_t rows,
                      int64_t neuron0, int64_t neurons) {
  int64_t run = pass == FREQUENCY ? FREQUENCY_RUN : RUN;
  for (int64_t v = 0; v < p->ld; v += run)
    for (int64_t r = 0; r < rows; r++) {
      int64_t at = (row0 + r) * p->ld + v, count = least(run, p->ld - v);
      struct places places = {.L = p->L + at, .P = p->weights + at};
      /* Without a norm of the MLP's output, eta is 0, and any numbers will do. */
      places.H = p->H ? p->H + at : places.L;
      if (p->tanhs) places.tanhs = p->tanhs + at;
      if (p->direction) {
        places.surprise = p->surprise + at;
        places.direction = p->direction + v;
      }
      for (int64_t i = 0; i < neurons; i++) {
        const struct extended_pair *pair = &b->pairs[r][i];
        places.g = p->g + (neuron0 + i) * p->ld + v;
        if (pair->method == MOMENTS && !p->linear) add_frequency_MOMENTS(p, &places, count, pair, &b->sums[r][i]);
        if (pair->method == DEGREE_7) add_frequency_DEGREE_7(p, &places, count, pair, &b->sums[r][i]);
        if (pair->method == DEGREE_5) add_run_DEGREE_5(pass, p, &places, count, pair, &b->sums[r][i]);
        if (pair->method == DEGREE_9) add_run_DEGREE_9(pass, p, &places, count, pair, &b->sums[r][i]);
        if (pair->method == REDUCED) add_run_REDUCED(pass, p, &places, count, pair, &b->sums[r][i]);
      }
    }
}

static double shift_at_target(const struct extended *p, int64_t row, int64_t neuron, const struct shift_scales *s) {
  int64_t y = p->targets[row];
  double x = s->alpha * p->L[row * p->ld + y] + s->scale * p->g[neuron * p->ld + y] + s->all;
  if (p->H) x += s->eta * p->H[row * p->ld + y];
  if (p->cap == 0) return x;
  double tau = p->positions[row].target, t = capped_tanh(x / p->cap);
  return p->cap * t * (1 - tau * tau) / (1 + tau * t);
}

static void finish_pair(const struct extended *p, const struct extended_pair *pair, const struct extended_sums *sums,
                        int64_t row, int64_t neuron) {
  int64_t at = row * p->neurons + neuron;
  double weight = p->positions[row].weight;
  int lost = lost_digits(dsum(sums->free) / weight) || lost_digits(dsum(sums->frozen) / weight) ||
             lost_digits(dsum(sums->kept) / weight);
  if (lost || pair->method == EXACT) return exact_extended_pair(p, row, neuron, pair);
  double shift = shift_at_target(p, row, neuron, &pair->free);
  double logSum = real_log1p(dsum(sums->free) / weight);
  p->free[at] = logSum - shift;
  p->frozen[at] = real_log1p(dsum(sums->frozen) / weight) - shift_at_target(p, row, neuron, &pair->frozen);
  if (!p->direction) return;
  double keptShift = shift - pair->free.along * p->direction[p->targets[row]];
  p->kept[at] = real_log1p(dsum(sums->kept) / weight) - keptShift;
  p->divergence[at] = (dsum(sums->first) + dsum(sums->cross)) / (weight + dsum(sums->free)) - logSum;
}

static void extended_effects(void *context, int64_t begin, int64_t end, int thread) {
  struct extended *p = context;
  int64_t across = divide_up(p->neurons, NEURONS), tasks = across * divide_up(p->rows, POSITIONS);
  struct block *b = pool_scratch(SCRATCH_KERNEL, sizeof *b);
  enum pass first = !p->direction ? PLAIN : p->cap > 0 ? BEFORE_KEPT : FREQUENCY;
  (void)begin;
  (void)end;
  (void)thread;
  for (int64_t task; (task = atomic_fetch_add(&p->next, 1)) < tasks;) {
    int64_t row0 = task / across * POSITIONS, rows = least(POSITIONS, p->rows - row0);
    int64_t neuron0 = task % across * NEURONS, neurons = least(NEURONS, p->neurons - neuron0);
    __builtin_memset(b->sums, 0, sizeof b->sums);
    for (int64_t r = 0; r < rows; r++)
      for (int64_t i = 0; i < neurons; i++) extended_pair_of(p, row0 + r, neuron0 + i, &b->pairs[r][i]);
    sum_pairs(p, b, first, row0, rows, neuron0, neurons);
    for (int64_t r = 0; p->linear && r < rows; r++)
      for (int64_t i = 0; i < neurons; i++)
        if (b->pairs[r][i].method == MOMENTS)
          sum_frequency_products(p, &b->pairs[r][i], &b->sums[r][i], row0 + r, neuron0 + i);
    if (first == BEFORE_KEPT) {
      for (int64_t r = 0; r < rows; r++)
        for (int64_t i = 0; i < neurons; i++) b->pairs[r][i].free.along = dsum(b->sums[r][i].along);
      sum_pairs(p, b, KEPT, row0, rows, neuron0, neurons);
    }
    for (int64_t r = 0; r < rows; r++)
      for (int64_t i = 0; i < neurons; i++)
        finish_pair(p, &b->pairs[r][i], &b->sums[r][i], row0 + r, neuron0 + i);
  }
}

void ablation_extended_effects(int64_t rows, int64_t neurons, int64_t V, int64_t ld, int64_t d, const float *L,
                               const float *H, const double *bias, const int32_t *targets, double cap,
                               const float *direction, const float *weights, const float *tanhs,
                               const float *surprise, const double *positions, const float *g, const double *middle,
                               const double *range, const double *along, const float *activations,
                               int64_t activationStride, const double *mean, const double *residual,
                               const double *output, const double *inner, const double *mlpOutput,
                               const double *weight, double epsilon, double innerEpsilon, const float *gamma,
                               const float *unembedding, const float *linear, const float *squares,
                               const float *cubes, const float *fourths, const double *tableSums, double *free,
                               double *frozen, double *kept, double *divergence) {
  struct extended p = {
      .rows = rows,
      .neurons = neurons,
      .V = V,
      .ld = ld,
      .d = d,
      .L = L,
      .H = H,
      .bias = bias,
      .targets = targets,
      .cap = cap,
      .direction = direction,
      .weights = weights,
      .tanhs = tanhs,
      .surprise = surprise,
      .positions = (const void *)positions,
      .g = g,
      .middle = middle,
      .range = range,
      .along = along,
      .activations = activations,
      .activationStride = activationStride,
      .mean = mean,
      .residual = residual,
      .output = output,
      .inner = inner,
      .mlpOutput = mlpOutput,
      .weight = weight,
      .epsilon = epsilon,
      .innerEpsilon = innerEpsilon,
      .gamma = gamma,
      .unembedding = unembedding,
      .linear = linear,
      .squares = squares,
      .cubes = cubes,
      .fourths = fourths,
      .tableSums = tableSums,
      .free = free,
      .frozen = frozen,
      .kept = kept,
      .divergence = divergence,
  };
  pool_run(extended_effects, &p, pool_threads(), 1);
}
