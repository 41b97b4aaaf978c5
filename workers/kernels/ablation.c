/* Pairs of a position and a neuron: their scales, their sums over the vocabulary, their Δ. */
#include "ablation.h"

#include "ablationSums.h"
#include "pool.h"

enum {
  /* Pairs of one task. */
  POSITIONS = 32,
  NEURONS = 32,
  /* Tokens and neurons at a time, so that a group's tiles and the signatures stay in the first-level cache. */
  RUN = 512,
  NEURONS_AT_ONCE = 8,
};

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* The arguments of ablation_effects. */
struct ablation {
  int64_t rows, neurons, V, ld, d;
  const float *L, *tiles;
  const double *bias;
  const int32_t *targets;
  const double *positionRange, *positionMoments;
  const float *g;
  const double *neuronRange;
  const float *activations;
  int64_t activationStride;
  const double *mean, *residual, *output;
  double epsilon;
  const float *gamma, *unembedding;
  double *free, *frozen;
};

/* √(|residual + c · output|² / d + ε) */
static double deviation(const struct ablation *p, int64_t row, int64_t neuron, double c) {
  const double *x = p->residual + row * p->d, *w = p->output + neuron * p->d;
  vd a = dset(0), b = dset(0);
  int64_t j = 0;
  for (; j + 2 * DL <= p->d; j += 2 * DL) {
    vd y = dload(x + j) + c * dload(w + j), z = dload(x + j + DL) + c * dload(w + j + DL);
    a += y * y;
    b += z * z;
  }
  double sum = dsum(a + b);
  for (; j < p->d; j++) {
    double y = x[j] + c * w[j];
    sum += y * y;
  }
  return __builtin_sqrt(sum / (double)p->d + p->epsilon);
}

/* x_v = U_v · ((residual + c·output)/σ' − residual/σ) γ */
static void shift_of_normed_row(const struct ablation *p, int64_t row, int64_t neuron, double c, double *x,
                                double *difference) {
  double before = deviation(p, row, neuron, 0), after = deviation(p, row, neuron, c);
  for (int64_t j = 0; j < p->d; j++) {
    double clean = p->residual[row * p->d + j], ablated = clean + c * p->output[neuron * p->d + j];
    difference[j] = (ablated / after - clean / before) * p->gamma[j];
  }
  for (int64_t v = 0; v < p->V; v++) {
    const float *token = p->unembedding + v * p->d;
    x[v] = 0;
    for (int64_t j = 0; j < p->d; j++) x[v] += difference[j] * token[j];
  }
  for (int64_t v = p->V; v < p->ld; v++) x[v] = 0;
}

struct pair {
  double c, alpha, free, frozen;
  int exact;
};

/* A neuron whose ablation leaves less than a quarter of σ has α L and s g cancel. */
#define LARGEST_ALPHA 3

/* Δ in float64, for shifts of any size: ln Σ exp(z + x) − ln Σ exp(z) − x_y. */
static double exact_effect(const struct ablation *p, int64_t row, int64_t neuron, double alpha, double scale,
                           double c) {
  const float *L = p->L + row * p->ld, *g = p->g + neuron * p->ld;
  double *z = pool_scratch(SCRATCH_TASK, (p->ld + p->d) * sizeof *z), clean, shifted;
  __builtin_memset(z, 0, (size_t)p->ld * sizeof *z);
  double cleanTop = exponentials(z, L, p->bias, p->ld, &clean);
  if (alpha > LARGEST_ALPHA)
    shift_of_normed_row(p, row, neuron, c, z, z + p->ld);
  else
    for (int64_t v = 0; v < p->ld; v += DL) dstore(z + v, alpha * dwiden(L + v) + scale * dwiden(g + v));
  double target = z[p->targets[row]];
  double shiftedTop = exponentials(z, L, p->bias, p->ld, &shifted);
  return shiftedTop - cleanTop + real_log1p(shifted - 1) - real_log1p(clean - 1) - target;
}

/* The pairs of one task: positions row0 …, neurons neuron0 …, by group of positions and neuron. */
struct block {
  int64_t row0, rows, neuron0, neurons;
  struct pair pairs[POSITIONS][NEURONS];
  struct scales scales[POSITIONS / GROUP][NEURONS];
  union sums sums[POSITIONS / GROUP][NEURONS];
  uint8_t method[POSITIONS / GROUP][NEURONS];
};

static void prepare_pair(const struct ablation *p, struct block *b, int64_t r, int64_t i, double sigma) {
  int64_t row = b->row0 + r, neuron = b->neuron0 + i;
  double c = p->mean[neuron] - p->activations[row * p->activationStride + neuron];
  double after = deviation(p, row, neuron, c);
  struct pair pair = {.c = c, .alpha = sigma / after - 1, .free = c / after, .frozen = c / sigma};

  double L = p->positionRange[row], g = p->neuronRange[neuron];
  double x = __builtin_fabs(pair.alpha) * L + __builtin_fabs(pair.free) * g, y = __builtin_fabs(pair.frozen) * g;
  enum method method = method_for(x > y ? x : y);
  if (pair.alpha > LARGEST_ALPHA) method = EXACT;
  pair.exact = method == EXACT;
  b->pairs[r][i] = pair;
  if (pair.exact) return;

  uint8_t *slowest = &b->method[r / GROUP][i];
  if (method > *slowest) *slowest = (uint8_t)method;
  struct scales *scales = &b->scales[r / GROUP][i];
  scales->alpha[r % GROUP] = (float)pair.alpha;
  scales->free[r % GROUP] = (float)pair.free;
  scales->frozen[r % GROUP] = (float)pair.frozen;
}

static void sum_pairs(const struct ablation *p, struct block *b) {
  for (int64_t v = 0; v < p->ld; v += RUN)
    for (int64_t first = 0; first < b->neurons; first += NEURONS_AT_ONCE)
      for (int64_t group = 0; group * GROUP < b->rows; group++) {
        const float *tile = tile_of((float *)p->tiles, p->ld, b->row0 + group * GROUP, v);
        for (int64_t i = first; i < least(first + NEURONS_AT_ONCE, b->neurons); i++)
          add_tokens(b->method[group][i], p->g + (b->neuron0 + i) * p->ld + v, tile, least(RUN, p->ld - v),
                     &b->scales[group][i], &b->sums[group][i]);
      }
}

static void finish_pair(const struct ablation *p, const struct block *b, int64_t r, int64_t i) {
  int64_t row = b->row0 + r, neuron = b->neuron0 + i, at = row * p->neurons + neuron, y = p->targets[row];
  const struct pair *pair = &b->pairs[r][i];
  if (pair->exact) {
    p->free[at] = exact_effect(p, row, neuron, pair->alpha, pair->free, pair->c);
    p->frozen[at] = exact_effect(p, row, neuron, 0, pair->frozen, pair->c);
    return;
  }
  const double *moments = p->positionMoments + row * 4;
  const union sums *sums = &b->sums[r / GROUP][i];
  int64_t k = r % GROUP;
  double free, frozen;
  if (b->method[r / GROUP][i] == MOMENTS) {
    double m[POWERS];
    for (int power = 0; power < POWERS; power++) m[power] = vsum(sums->moments[k][power]);
    free = sum_from_moments(moments, m, pair->alpha, pair->free);
    frozen = sum_from_moments(moments, m, 0, pair->frozen);
  } else {
    free = dsum(sums->free[k]);
    frozen = dsum(sums->frozen[k]);
  }
  double L = p->L[row * p->ld + y], g = p->g[neuron * p->ld + y];
  p->free[at] = real_log1p(free / moments[0]) - (pair->alpha * L + pair->free * g);
  p->frozen[at] = real_log1p(frozen / moments[0]) - pair->frozen * g;
}

static void effects_of_blocks(void *context, int64_t begin, int64_t end, int thread) {
  const struct ablation *p = context;
  int64_t across = (p->neurons + NEURONS - 1) / NEURONS;
  struct block *b = pool_scratch(SCRATCH_KERNEL, sizeof *b);
  (void)thread;
  for (int64_t task = begin; task < end; task++) {
    __builtin_memset(b, 0, sizeof *b);
    b->row0 = task / across * POSITIONS;
    b->rows = least(POSITIONS, p->rows - b->row0);
    b->neuron0 = task % across * NEURONS;
    b->neurons = least(NEURONS, p->neurons - b->neuron0);
    for (int64_t r = 0; r < b->rows; r++) {
      double sigma = deviation(p, b->row0 + r, b->neuron0, 0);
      for (int64_t i = 0; i < b->neurons; i++) prepare_pair(p, b, r, i, sigma);
    }
    sum_pairs(p, b);
    for (int64_t r = 0; r < b->rows; r++)
      for (int64_t i = 0; i < b->neurons; i++) finish_pair(p, b, r, i);
  }
}

void ablation_effects(int64_t rows, int64_t neurons, int64_t V, int64_t ld, int64_t d, const float *L,
                      const float *tiles, const double *bias, const int32_t *targets, const double *positionRange,
                      const double *positionMoments, const float *g, const double *neuronRange, const float *activations,
                      int64_t activationStride, const double *mean, const double *residual, const double *output,
                      double epsilon, const float *gamma, const float *unembedding, double *free, double *frozen) {
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
      .free = free,
      .frozen = frozen,
  };
  int64_t across = (neurons + NEURONS - 1) / NEURONS;
  int64_t down = (rows + POSITIONS - 1) / POSITIONS;
  pool_run(effects_of_blocks, &p, across * down, 1);
}
