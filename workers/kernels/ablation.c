/* Pairs of a position and a neuron, in blocks: their scales, their sums over the vocabulary, their Δ. */
#include "ablation.h"

#include "ablationPair.h"
#include "pool.h"

enum {
  /* Pairs of one task. */
  POSITIONS = 32,
  NEURONS = 32,
  GROUPS = POSITIONS / GROUP,
  /* Tokens and neurons at a time, so that what a group reads and the signatures stay in the first-level cache. */
  RUN = 512,
  NEURONS_AT_ONCE = 8,
};

/* The pairs of one task: positions row0 …, neurons neuron0 …, by group of positions and neuron. */
struct block {
  int64_t row0, rows, neuron0, neurons;
  struct pair pairs[POSITIONS][NEURONS];
  uint8_t exact[POSITIONS][NEURONS];
  struct scales scales[GROUPS][NEURONS];
  union sums sums[GROUPS][NEURONS];
  enum method method[GROUPS][NEURONS]; /* the slowest of its pairs, or CERTIFIED where none needs a sum */
};

static void prepare_pairs(const struct ablation *p, struct block *b, int64_t r) {
  double sigma = deviation(p, b->row0 + r, b->neuron0, 0);
  for (int64_t i = 0; i < b->neurons; i++) {
    struct pair *pair = &b->pairs[r][i];
    enum method method = pair_of(p, b->row0 + r, b->neuron0 + i, sigma, pair);
    b->exact[r][i] = method == EXACT;
    if (method == EXACT) continue;
    enum method *slowest = &b->method[r / GROUP][i];
    if (method > *slowest) *slowest = method;
    struct scales *scales = &b->scales[r / GROUP][i];
    scales->alpha[r % GROUP] = (float)pair->alpha;
    scales->free[r % GROUP] = (float)pair->free;
    scales->frozen[r % GROUP] = (float)pair->frozen;
  }
}

static void sum_pairs(const struct ablation *p, struct block *b) {
  struct tokens tokens = {.power = p->rows * p->ld};
  for (int64_t v = 0; v < p->ld; v += RUN)
    for (int64_t first = 0; first < b->neurons; first += NEURONS_AT_ONCE)
      for (int64_t group = 0; group * GROUP < b->rows; group++) {
        for (int k = 0; k < GROUP; k++) {
          /* The last group may lack positions: the last one stands in for them. */
          int64_t at = (b->row0 + least(group * GROUP + k, b->rows - 1)) * p->ld + v;
          tokens.L[k] = p->L + at;
          tokens.P[k] = p->weights + at;
        }
        for (int64_t i = first; i < least(first + NEURONS_AT_ONCE, b->neurons); i++) {
          tokens.g = p->g + (b->neuron0 + i) * p->ld + v;
          add_tokens(b->method[group][i], &tokens, least(RUN, p->ld - v), &b->scales[group][i], &b->sums[group][i]);
        }
      }
}

static void finish_pair(const struct ablation *p, const struct block *b, int64_t r, int64_t i) {
  int64_t row = b->row0 + r, neuron = b->neuron0 + i;
  const struct pair *pair = &b->pairs[r][i];
  const union sums *sums = &b->sums[r / GROUP][i];
  if (b->exact[r][i]) {
    keep_exact_effects(p, row, neuron, pair);
  } else if (b->method[r / GROUP][i] == MOMENTS) {
    const double *moments = p->positionMoments + row * POSITION_MOMENTS;
    double m[POWERS];
    for (int power = 0; power < POWERS; power++) m[power] = vsum(sums->moments[r % GROUP][power]);
    keep_effects(p, row, neuron, pair, sum_from_moments(moments, m, pair->alpha, pair->free),
                 sum_from_moments(moments, m, 0, pair->frozen));
  } else {
    keep_effects(p, row, neuron, pair, dsum(sums->free[r % GROUP]), dsum(sums->frozen[r % GROUP]));
  }
}

static void exact_effects(void *context, int64_t begin, int64_t end, int thread) {
  struct ablation *p = context;
  int64_t across = divide_up(p->neurons, NEURONS), tasks = across * divide_up(p->rows, POSITIONS);
  struct block *b = pool_scratch(SCRATCH_KERNEL, sizeof *b);
  (void)begin;
  (void)end;
  (void)thread;
  for (int64_t task; (task = atomic_fetch_add(&p->next, 1)) < tasks;) {
    __builtin_memset(b, 0, sizeof *b);
    b->row0 = task / across * POSITIONS;
    b->rows = least(POSITIONS, p->rows - b->row0);
    b->neuron0 = task % across * NEURONS;
    b->neurons = least(NEURONS, p->neurons - b->neuron0);
    for (int64_t r = 0; r < b->rows; r++) prepare_pairs(p, b, r);
    sum_pairs(p, b);
    for (int64_t r = 0; r < b->rows; r++)
      for (int64_t i = 0; i < b->neurons; i++) finish_pair(p, b, r, i);
  }
}

/* Each thread takes task after task, so that none waits for another but at the very end. */
void ablation_effects(int64_t rows, int64_t neurons, int64_t V, int64_t ld, int64_t d, const float *L,
                      const float *weights, const double *bias, const int32_t *targets, const double *positionRange,
                      const double *positionMoments, const float *g, const double *neuronRange, const float *activations,
                      int64_t activationStride, const double *mean, const double *residual, const double *output,
                      double epsilon, const float *gamma, const float *unembedding, double tolerance,
                      const double *middle, const double *outputVariance, const float *residualCovariance,
                      const float *meanSignature, const float *lessTarget, const float *covariance,
                      int64_t planes, const float *moments, const float *crossed, double *free, double *frozen,
                      double *certified) {
  struct ablation p = {
      .rows = rows,
      .neurons = neurons,
      .V = V,
      .ld = ld,
      .d = d,
      .L = L,
      .weights = weights,
      .bias = bias,
      .targets = targets,
      .positionRange = positionRange,
      .positionMoments = positionMoments,
      .g = g,
      .neuronRange = neuronRange,
      .activations = activations,
      .activationStride = activationStride,
      .mean = mean,
      .residual = residual,
      .output = output,
      .epsilon = epsilon,
      .gamma = gamma,
      .unembedding = unembedding,
      .tolerance = tolerance,
      .middle = middle,
      .outputVariance = outputVariance,
      .residualCovariance = residualCovariance,
      .meanSignature = meanSignature,
      .lessTarget = lessTarget,
      .covariance = covariance,
      .planes = planes,
      .moments = moments,
      .crossed = crossed,
      .free = free,
      .frozen = frozen,
  };
  pool_run(tolerance > 0 ? certified_effects : exact_effects, &p, pool_threads(), 1);
  *certified = (double)atomic_load(&p.certified);
}
