#include "ablation.h"

#include "pool.h"
#include "real.h"

enum {
  /* Positions that one pass over a signature serves. */
  GROUP = 4,
  /* Pairs of one task. */
  POSITIONS = 32,
  NEURONS = 32,
  /* Tokens and neurons at a time, so that a group's tiles and the signatures stay in the first-level cache. */
  RUN = 512,
  NEURONS_AT_ONCE = 8,
};

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* ---- rows over the vocabulary ---- */

static double centre_row(float *row, int64_t V, int64_t ld) {
  vf low = vset(row[0]), high = low, middle, range = vset(0);
  for (int64_t v = V; v < ld; v++) row[v] = row[0];
  for (int64_t v = 0; v < ld; v += VL) {
    low = vmin(vload(row + v), low);
    high = vmax(vload(row + v), high);
  }
  middle = vset(vmaximum(high) / 2 - vmaximum(-low) / 2);
  for (int64_t v = 0; v < ld; v += VL) {
    vf x = vload(row + v) - middle;
    vstore(row + v, x);
    range = vmax(range, vmax(x, -x));
  }
  for (int64_t v = V; v < ld; v++) row[v] = 0;
  return vmaximum(range);
}

struct signatures {
  float *g;
  int64_t V, ld;
  double *range;
};

static void centre_signatures(void *context, int64_t begin, int64_t end, int thread) {
  const struct signatures *s = context;
  (void)thread;
  for (int64_t i = begin; i < end; i++) s->range[i] = centre_row(s->g + i * s->ld, s->V, s->ld);
}

void ablation_signatures(float *g, int64_t rows, int64_t V, int64_t ld, double *range) {
  struct signatures s = {g, V, ld, range};
  pool_run(centre_signatures, &s, rows, 8);
}

/* z [ld], which holds a shift or 0, becomes exp(z + L + bias − top). Returns top; *sum is the sum. */
static double exponentials(double *z, const float *L, const double *bias, int64_t ld, double *sum) {
  vd most = dset(-1e300), total = dset(0);
  for (int64_t v = 0; v < ld; v += DL) {
    vd x = dload(z + v) + dwiden(L + v) + dload(bias + v);
    dstore(z + v, x);
    most = dmax(x, most);
  }
  double top = dmaximum(most);
  for (int64_t v = 0; v < ld; v += DL) {
    vd e = dexp(dload(z + v) - top);
    dstore(z + v, e);
    total += e;
  }
  *sum = dsum(total);
  return top;
}

/* A weight below 2^-100 cannot reach 1e-8 of the sum, not even with e^20 against e^-20 (METHOD_LIMIT), and would make
 * numbers too small for full speed. */
#define LEAST_WEIGHT 0x1p-100f

struct positions {
  float *L;
  int64_t rows, V, ld;
  const double *bias;
  const int32_t *targets;
  float *tiles;
  double *range, *total, *loss;
};

static void prepare_position(const struct positions *s, int64_t row) {
  float *L = s->L + row * s->ld;
  double *z = pool_scratch(SCRATCH_TASK, (size_t)s->ld * sizeof *z);
  for (int64_t v = s->V; v < s->ld; v++) L[v] = 0;
  int32_t y = s->targets[row];
  double target = L[y] + s->bias[y], sum;
  __builtin_memset(z, 0, (size_t)s->ld * sizeof *z);
  double top = exponentials(z, L, s->bias, s->ld, &sum);
  s->loss[row] = real_log1p(sum - 1) + top - target;
  s->range[row] = centre_row(L, s->V, s->ld);

  float *tile = s->tiles + row / GROUP * GROUP * 2 * s->ld + row % GROUP * 2 * VL;
  vd total = dset(0);
  for (int64_t v = 0; v < s->ld; v += VL, tile += GROUP * 2 * VL) {
    float weights[VL];
    dnarrow(weights, dload(z + v));
    dnarrow(weights + DL, dload(z + v + DL));
    vf weight = vload(weights);
    vstore(tile, vload(L + v));
    vstore(tile + VL, vselect(weight < LEAST_WEIGHT, vset(0), weight));
    total += dwiden(tile + VL) + dwiden(tile + VL + DL);
  }
  s->total[row] = dsum(total);
}

/* A position that only fills up the last group: no weight anywhere. */
static void prepare_nothing(const struct positions *s, int64_t row) {
  float *tile = s->tiles + row / GROUP * GROUP * 2 * s->ld + row % GROUP * 2 * VL;
  for (int64_t v = 0; v < s->ld; v += VL, tile += GROUP * 2 * VL) {
    vstore(tile, vset(0));
    vstore(tile + VL, vset(0));
  }
}

static void prepare_positions(void *context, int64_t begin, int64_t end, int thread) {
  const struct positions *s = context;
  (void)thread;
  for (int64_t row = begin; row < end; row++) prepare_position(s, row);
  if (end == s->rows)
    for (int64_t row = end; row % GROUP != 0; row++) prepare_nothing(s, row);
}

void ablation_positions(float *L, int64_t rows, int64_t V, int64_t ld, const double *bias, const int32_t *targets,
                        float *tiles, double *range, double *total, double *loss) {
  struct positions s = {L, rows, V, ld, bias, targets, tiles, range, total, loss};
  pool_run(prepare_positions, &s, rows, GROUP);
}

/* ---- e^x − 1 ---- */

/* x·q(x), with q the interpolation of (e^x − 1)/x at the Chebyshev nodes of |x| ≤ limit: within half a unit in the
 * last place of 1 there, and, having no constant term, exact to float32 for small x. */
VEC vf expm1_3(vf x) { /* |x| ≤ .0489 */
  vf q = x * 0.166681593f + 0.500074635f;
  return (q * x + 1.0f) * x;
}
VEC vf expm1_5(vf x) { /* |x| ≤ .295 */
  vf q = x * 0.00835496346f + 0.0418181299f;
  q = q * x + 0.166666195f;
  q = q * x + 0.4999967f;
  return (q * x + 1.0f) * x;
}
VEC vf expm1_7(vf x) { /* |x| ≤ .782 */
  vf q = x * 0.000201382414f + 0.00141565767f;
  q = q * x + 0.0083324234f;
  q = q * x + 0.0416584609f;
  q = q * x + 0.166666736f;
  q = q * x + 0.500000628f;
  return (q * x + 1.0f) * x;
}

/* e^x for |x| ≤ 20 as 2^n · e^r with |r| ≤ ln 2 / 2: one constant for ln 2 is enough, and 2^n is a normal number. */
VEC vf exp_reduced(vf x) {
  const vf shift = vset(12582912.0f); /* 1.5 · 2^23: adding it rounds to an integer */
  vf t = x * 1.44269504f + shift;
  vf r = x - (t - shift) * 0.693147181f;
  vf p = r * 0.001393367373f + 0.008369174671f;
  p = p * r + 0.041666464711f;
  p = p * r + 0.166665050245f;
  p = p * r + 0.500000001349f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return (vf)((vi)p + ((vi)t << 23));
}

/* How a group's sums are made for one neuron, by how far |x| may reach, cheapest first.
 * SHARED: e^x = e^y · e^δ with y the frozen shift and δ = x − y = α(L + y), which is near 0 where α is. */
enum method { DEGREE_3, DEGREE_5, DEGREE_7, SHARED, REDUCED, EXACT };
static const double METHOD_LIMIT[] = {[DEGREE_3] = 0.0489, [DEGREE_5] = 0.295, [DEGREE_7] = 0.782, [REDUCED] = 20};

static enum method method_for(double reach, double difference) {
  if (reach <= METHOD_LIMIT[DEGREE_3]) return DEGREE_3;
  if (reach <= METHOD_LIMIT[DEGREE_5]) return DEGREE_5;
  if (reach <= METHOD_LIMIT[DEGREE_7]) return DEGREE_7;
  if (reach <= METHOD_LIMIT[REDUCED]) return difference <= METHOD_LIMIT[DEGREE_5] ? SHARED : REDUCED;
  return EXACT;
}

VEC vf expm1_by(enum method method, vf x) {
  if (method == DEGREE_3) return expm1_3(x);
  if (method == DEGREE_5) return expm1_5(x);
  if (method == DEGREE_7) return expm1_7(x);
  return exp_reduced(x) - 1.0f;
}

/* ---- sums over the vocabulary ---- */

/* A neuron and the positions of a group, as the loop over tokens wants them. */
struct scales {
  float alpha[GROUP], free[GROUP], frozen[GROUP];
};

struct sums {
  vd free[GROUP], frozen[GROUP];
};

/* Adds Σ P (e^x − 1) over `count` tokens. */
VEC void add_run(enum method method, const float *g, const float *tile, int64_t count, const struct scales *scales,
                 struct sums *sums) {
  vf free[GROUP], frozen[GROUP];
  for (int k = 0; k < GROUP; k++) free[k] = frozen[k] = vset(0);
  for (int64_t v = 0; v < count; v += VL, tile += GROUP * 2 * VL) {
    vf signature = vload(g + v);
#pragma GCC unroll 4
    for (int k = 0; k < GROUP; k++) {
      vf L = vload(tile + k * 2 * VL), weight = vload(tile + k * 2 * VL + VL);
      vf y = signature * scales->frozen[k];
      if (method == SHARED) {
        vf frozenTerm = weight * exp_reduced(y) - weight;
        frozen[k] += frozenTerm;
        free[k] += (weight + frozenTerm) * expm1_5((L + y) * scales->alpha[k]);
        continue;
      }
      vf x = L * scales->alpha[k] + signature * scales->free[k];
      free[k] += weight * expm1_by(method, x);
      frozen[k] += weight * expm1_by(method, y);
    }
  }
#pragma GCC unroll 4
  for (int k = 0; k < GROUP; k++) {
    vd frozenSum = dwiden((float *)&frozen[k]) + dwiden((float *)&frozen[k] + DL);
    vd freeSum = dwiden((float *)&free[k]) + dwiden((float *)&free[k] + DL);
    sums->frozen[k] += frozenSum;
    sums->free[k] += freeSum;
    if (method == SHARED) sums->free[k] += frozenSum;
  }
}

static void add_run_by(enum method method, const float *g, const float *tile, int64_t count,
                       const struct scales *scales, struct sums *sums) {
  switch (method) {
  case DEGREE_3:
    return add_run(DEGREE_3, g, tile, count, scales, sums);
  case DEGREE_5:
    return add_run(DEGREE_5, g, tile, count, scales, sums);
  case DEGREE_7:
    return add_run(DEGREE_7, g, tile, count, scales, sums);
  case SHARED:
    return add_run(SHARED, g, tile, count, scales, sums);
  case REDUCED:
    return add_run(REDUCED, g, tile, count, scales, sums);
  case EXACT:
    return; /* exact_effect does it in one go */
  }
}

/* ---- pairs of a position and a neuron ---- */

/* The arguments of ablation_effects. */
struct ablation {
  int64_t rows, neurons, V, ld, d;
  const float *L, *tiles;
  const double *bias;
  const int32_t *targets;
  const double *positionRange, *total;
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
  double *z = pool_scratch(SCRATCH_TASK, (size_t)(p->ld + p->d) * sizeof *z), clean, shifted;
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
  struct sums sums[POSITIONS / GROUP][NEURONS];
  uint8_t method[POSITIONS / GROUP][NEURONS];
};

static void prepare_pair(const struct ablation *p, struct block *b, int64_t r, int64_t i, double sigma) {
  int64_t row = b->row0 + r, neuron = b->neuron0 + i;
  double c = p->mean[neuron] - p->activations[row * p->activationStride + neuron];
  double after = deviation(p, row, neuron, c);
  struct pair pair = {.c = c, .alpha = sigma / after - 1, .free = c / after, .frozen = c / sigma};

  double alpha = __builtin_fabs(pair.alpha), L = p->positionRange[row], g = p->neuronRange[neuron];
  double x = alpha * L + __builtin_fabs(pair.free) * g, y = __builtin_fabs(pair.frozen) * g;
  enum method method = method_for(x > y ? x : y, alpha * (L + y));
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
        const float *tile = p->tiles + ((b->row0 + group * GROUP) * p->ld + v * GROUP) * 2;
        for (int64_t i = first; i < least(first + NEURONS_AT_ONCE, b->neurons); i++)
          add_run_by(b->method[group][i], p->g + (b->neuron0 + i) * p->ld + v, tile, least(RUN, p->ld - v),
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
  const struct sums *sums = &b->sums[r / GROUP][i];
  double L = p->L[row * p->ld + y], g = p->g[neuron * p->ld + y], total = p->total[row];
  p->free[at] = real_log1p(dsum(sums->free[r % GROUP]) / total) - (pair->alpha * L + pair->free * g);
  p->frozen[at] = real_log1p(dsum(sums->frozen[r % GROUP]) / total) - pair->frozen * g;
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
                      const double *total, const float *g, const double *neuronRange, const float *activations,
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
      .total = total,
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
