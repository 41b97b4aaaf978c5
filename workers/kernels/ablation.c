/* Pairs of a position and a neuron, in blocks: their scales, their sums over the vocabulary, their Δ. */
#include "ablation.h"

#include "ablationPair.h"
#include "ablationShortcut.h"
#include "ablationSums.h"
#include "pool.h"

enum {
  NEURONS = MOST_NEURONS, /* of a task */
  /* Positions of a task. Few pairs of a task are left where most are certified, so that it takes more positions to
   * fill groups of one method. */
  POSITIONS = 32,
  CERTIFIED_POSITIONS = 128,
  /* Tokens and neurons at a time, so that a group's tiles and the signatures stay in the first-level cache. */
  RUN = 512,
  NEURONS_AT_ONCE = 8,
};

VEC int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* Positions, by their place in the block, of one neuron and one method. The last group of a method repeats its last
 * position. */
struct group {
  uint8_t method, members, position[GROUP];
  struct scales scales;
  union sums sums;
};

/* The pairs of one task: positions row0 …, neurons neuron0 …. */
struct block {
  int64_t row0, rows, neuron0, neurons;
  uint8_t methods[CERTIFIED_POSITIONS][NEURONS];
  struct pair pairs[CERTIFIED_POSITIONS][NEURONS];
  int groups[NEURONS];
  struct group group[]; /* [NEURONS][groups_of(positionsAtOnce)] */
};

/* As many as a neuron can have: each method may leave one that is not full. */
static int64_t groups_of(int64_t positions) { return positions / GROUP + METHODS; }

VEC struct group *groups_at(const struct ablation *p, struct block *b, int64_t i) {
  return b->group + i * groups_of(p->positionsAtOnce);
}

VEC double magnitude(double x) { return x < 0 ? -x : x; }

/* The scales of a pair that has no shortcut, and how it is summed. */
static void prepare_pair(const struct ablation *p, struct block *b, int64_t r, int64_t i, double sigma) {
  int64_t row = b->row0 + r, neuron = b->neuron0 + i;
  double c = p->mean[neuron] - p->activations[row * p->activationStride + neuron];
  double after = deviation(p, row, neuron, c);
  struct pair pair = {.c = c, .alpha = sigma / after - 1, .free = c / after, .frozen = c / sigma};
  double L = p->positionRange[row], g = p->neuronRange[neuron];
  double x = magnitude(pair.alpha) * L + magnitude(pair.free) * g, y = magnitude(pair.frozen) * g;
  b->methods[r][i] = (uint8_t)(pair.alpha > LARGEST_ALPHA ? EXACT : method_for(x > y ? x : y));
  b->pairs[r][i] = pair;
}

static int64_t prepare_block(const struct ablation *p, struct block *b) {
  int64_t certified = 0;
  for (int64_t r = 0; r < b->rows; r++) {
    uint8_t *methods = b->methods[r];
    if (p->tolerance > 0)
      certify(p, b->row0 + r, b->neuron0, b->neurons, methods);
    else
      __builtin_memset(methods, METHODS, (size_t)b->neurons);
    double sigma = deviation(p, b->row0 + r, b->neuron0, 0);
    for (int64_t i = 0; i < b->neurons; i++) {
      if (methods[i] == METHODS)
        prepare_pair(p, b, r, i, sigma);
      else
        certified++;
    }
  }
  return certified;
}

/* Gathers a neuron's positions of one method. */
static void make_groups(const struct ablation *p, struct block *b, int64_t i, enum method method) {
  struct group *group = groups_at(p, b, i) + b->groups[i];
  int k = 0;
  for (int64_t r = 0; r < b->rows; r++) {
    if (b->methods[r][i] != method) continue;
    if (k == 0) __builtin_memset(&group->sums, 0, sizeof group->sums);
    const struct pair *pair = &b->pairs[r][i];
    group->position[k] = (uint8_t)r;
    group->scales.alpha[k] = (float)pair->alpha;
    group->scales.free[k] = (float)pair->free;
    group->scales.frozen[k] = (float)pair->frozen;
    group->method = (uint8_t)method;
    group->members = (uint8_t)++k;
    if (k < GROUP) continue;
    b->groups[i]++;
    group++;
    k = 0;
  }
  if (k == 0) return;
  b->groups[i]++;
  for (; k < GROUP; k++) {
    group->position[k] = group->position[k - 1];
    group->scales.alpha[k] = group->scales.free[k] = group->scales.frozen[k] = 0;
  }
}

static void sum_groups(const struct ablation *p, struct block *b) {
  int most = 0;
  for (int64_t i = 0; i < b->neurons; i++) most = b->groups[i] > most ? b->groups[i] : most;
  for (int64_t v = 0; v < p->ld; v += RUN)
    for (int64_t first = 0; first < b->neurons; first += NEURONS_AT_ONCE)
      for (int k = 0; k < most; k++)
        for (int64_t i = first; i < least(first + NEURONS_AT_ONCE, b->neurons); i++) {
          if (k >= b->groups[i]) continue;
          struct group *group = groups_at(p, b, i) + k;
          const float *tiles[GROUP];
          for (int j = 0; j < GROUP; j++)
            tiles[j] = tile_of((float *)p->tiles, p->ld, b->row0 + group->position[j], v);
          add_tokens(group->method, p->g + (b->neuron0 + i) * p->ld + v, tiles, least(RUN, p->ld - v),
                     &group->scales, &group->sums);
        }
}

static void finish_pair(const struct ablation *p, const struct block *b, int64_t i, const struct group *group, int k) {
  int64_t r = group->position[k], row = b->row0 + r, neuron = b->neuron0 + i;
  int64_t at = row * p->neurons + neuron, y = p->targets[row];
  const struct pair *pair = &b->pairs[r][i];
  const double *moments = p->positionMoments + row * 4;
  double m[POWERS], free, frozen;
  if (group->method <= MOMENTS)
    for (int power = 0; power < (group->method == THIRD ? THIRD_POWERS : POWERS); power++)
      m[power] = vsum(group->sums.moments[k][power]);
  switch (group->method) {
  case THIRD:
    third_order(p, row, neuron, m);
    return;
  case MOMENTS:
    free = sum_from_moments(moments, m, pair->alpha, pair->free);
    frozen = sum_from_moments(moments, m, 0, pair->frozen);
    break;
  default:
    free = dsum(group->sums.free[k]);
    frozen = dsum(group->sums.frozen[k]);
  }
  double L = p->L[row * p->ld + y], g = p->g[neuron * p->ld + y];
  p->free[at] = real_log1p(free / moments[0]) - (pair->alpha * L + pair->free * g);
  p->frozen[at] = real_log1p(frozen / moments[0]) - pair->frozen * g;
}

static void finish_block(const struct ablation *p, struct block *b) {
  for (int64_t i = 0; i < b->neurons; i++) {
    for (int64_t r = 0; r < b->rows; r++) {
      if (b->methods[r][i] != EXACT) continue;
      int64_t row = b->row0 + r, neuron = b->neuron0 + i, at = row * p->neurons + neuron;
      const struct pair *pair = &b->pairs[r][i];
      p->free[at] = exact_effect(p, row, neuron, pair->alpha, pair->free, pair->c);
      p->frozen[at] = exact_effect(p, row, neuron, 0, pair->frozen, pair->c);
    }
    for (int k = 0; k < b->groups[i]; k++) {
      const struct group *group = groups_at(p, b, i) + k;
      for (int j = 0; j < group->members; j++) finish_pair(p, b, i, group, j);
    }
  }
}

VEC int64_t blocks(int64_t count, int64_t size) { return (count + size - 1) / size; }

/* Each thread takes task after task, so that none waits for another but at the very end. */
static void effects_of_blocks(void *context, int64_t begin, int64_t end, int thread) {
  struct ablation *p = context;
  int64_t across = blocks(p->neurons, NEURONS), down = blocks(p->rows, p->positionsAtOnce);
  struct block *b = pool_scratch(
      SCRATCH_KERNEL,
      (int64_t)sizeof *b + NEURONS * groups_of(p->positionsAtOnce) * (int64_t)sizeof(struct group));
  (void)begin;
  (void)end;
  (void)thread;
  for (int64_t task; (task = atomic_fetch_add(&p->next, 1)) < across * down;) {
    b->row0 = task / across * p->positionsAtOnce;
    b->rows = least(p->positionsAtOnce, p->rows - b->row0);
    b->neuron0 = task % across * NEURONS;
    b->neurons = least(NEURONS, p->neurons - b->neuron0);
    __builtin_memset(b->groups, 0, sizeof b->groups);
    atomic_fetch_add(&p->certified, prepare_block(p, b));
    for (int64_t i = 0; i < b->neurons; i++)
      for (enum method method = THIRD; method < EXACT; method++) make_groups(p, b, i, method);
    sum_groups(p, b);
    finish_block(p, b);
  }
}

void ablation_effects(int64_t rows, int64_t neurons, int64_t V, int64_t ld, int64_t d, const float *L,
                      const float *tiles, const double *bias, const int32_t *targets, const double *positionRange,
                      const double *positionMoments, const float *g, const double *neuronRange, const float *activations,
                      int64_t activationStride, const double *mean, const double *residual, const double *output,
                      double epsilon, const float *gamma, const float *unembedding, double tolerance,
                      const double *middle, const double *outputVariance, const float *residualCovariance,
                      const float *meanSignature, const float *lessTarget, const float *covariance,
                      const float *squares, double *free, double *frozen, double *certified) {
  struct ablation p = {
      .rows = rows,
      .neurons = neurons,
      .V = V,
      .ld = ld,
      .d = d,
      .L = L,
      .tiles = tiles,
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
      .squares = squares,
      .free = free,
      .frozen = frozen,
      .positionsAtOnce = tolerance > 0 ? CERTIFIED_POSITIONS : POSITIONS,
  };
  pool_run(effects_of_blocks, &p, pool_threads(), 1);
  *certified = (double)atomic_load(&p.certified);
}
