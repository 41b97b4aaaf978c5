#include "ablation.h"

#include "pool.h"
#include "real.h"

enum {
  /* Positions that one pass over a signature serves. */
  GROUP = 4,
  /* What a group's tiles hold of each position, for VL tokens at a time: L, P, P L and P L², with P the weight. */
  PARTS = 4,
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
  double *range, *moments, *loss;
};

static float *tile_of(float *tiles, int64_t ld, int64_t row, int64_t v) {
  return tiles + (row / GROUP * ld + v) * GROUP * PARTS + row % GROUP * PARTS * VL;
}

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

  float *tile = tile_of(s->tiles, s->ld, row, 0);
  vd sums[4] = {dset(0), dset(0), dset(0), dset(0)};
  for (int64_t v = 0; v < s->ld; v += VL, tile += GROUP * PARTS * VL) {
    float narrowed[VL];
    dnarrow(narrowed, dload(z + v));
    dnarrow(narrowed + DL, dload(z + v + DL));
    vf l = vload(L + v), weight = vload(narrowed);
    weight = vselect(weight < LEAST_WEIGHT, vset(0), weight);
    vstore(tile, l);
    vstore(tile + VL, weight);
    vstore(tile + 2 * VL, weight * l);
    vstore(tile + 3 * VL, weight * l * l);
    for (int half = 0; half < VL; half += DL) {
      vd x = dwiden(tile + half), term = dwiden(tile + VL + half);
      for (int power = 0; power < 4; power++, term *= x) sums[power] += term;
    }
  }
  for (int power = 0; power < 4; power++) s->moments[row * 4 + power] = dsum(sums[power]);
}

/* A position that only fills up the last group: no weight anywhere. */
static void prepare_nothing(const struct positions *s, int64_t row) {
  float *tile = tile_of(s->tiles, s->ld, row, 0);
  for (int64_t v = 0; v < s->ld; v += VL, tile += GROUP * PARTS * VL)
    for (int part = 0; part < PARTS; part++) vstore(tile + part * VL, vset(0));
}

static void prepare_positions(void *context, int64_t begin, int64_t end, int thread) {
  const struct positions *s = context;
  (void)thread;
  for (int64_t row = begin; row < end; row++) prepare_position(s, row);
  if (end == s->rows)
    for (int64_t row = end; row % GROUP != 0; row++) prepare_nothing(s, row);
}

void ablation_positions(float *L, int64_t rows, int64_t V, int64_t ld, const double *bias, const int32_t *targets,
                        float *tiles, double *range, double *moments, double *loss) {
  struct positions s = {L, rows, V, ld, bias, targets, tiles, range, moments, loss};
  pool_run(prepare_positions, &s, rows, GROUP);
}

/* ---- e^x − 1 ---- */

/* How a group's sums are made for one neuron, by how far |x| may reach, cheapest first. The first uses that for a
 * polynomial Σ P (αL + s g)^n needs only Σ P L^j g^k, which the free and the frozen norm share. */
enum method { MOMENTS, DEGREE_5, DEGREE_7, DEGREE_9, REDUCED, EXACT };

/* e^x − 1 ≈ x·q(x) for |x| ≤ limit, with q the interpolation of (e^x − 1)/x at the Chebyshev nodes: within half a unit
 * in the last place of 1, and, having no constant term, exact to float32 for small x. */
static const struct {
  double limit;
  int degree;
  float q[9];
} NEAR[] = {
    [MOMENTS] = {0.0489, 3, {1.0f, 0.50007473f, 0.166681612f}},
    [DEGREE_5] = {0.295, 5, {1.0f, 0.499996707f, 0.166666196f, 0.0418179867f, 0.00835494302f}},
    [DEGREE_7] = {0.782, 7,
                  {1.0f, 0.500000628f, 0.166666736f, 0.0416584611f, 0.00833242343f, 0.00141565731f, 0.000201382374f}},
    [DEGREE_9] = {1.468, 9,
                  {1.0f, 0.499999783f, 0.166666647f, 0.0416680062f, 0.00833345445f, 0.00138665852f, 0.000198210939f, 2.61710046e-05f, 2.87975472e-06f}},
    [REDUCED] = {20, 0, {0}},
};

VEC vf expm1_near(enum method method, vf x) {
  vf q = vset(NEAR[method].q[NEAR[method].degree - 1]);
#pragma GCC unroll 8
  for (int k = NEAR[method].degree - 2; k >= 0; k--) q = q * x + NEAR[method].q[k];
  return q * x;
}

/* For |x| ≤ 20, as 2^n · e^r − 1 with |r| ≤ ln 2 / 2: one constant for ln 2 is enough, and 2^n is a normal number. */
VEC vf expm1_reduced(vf x) {
  const vf shift = vset(12582912.0f); /* 1.5 · 2^23: adding it rounds to an integer */
  vf t = x * 1.44269504f + shift;
  vf r = x - (t - shift) * 0.693147181f;
  vf p = r * 0.001393367373f + 0.008369174671f;
  p = p * r + 0.041666464711f;
  p = p * r + 0.166665050245f;
  p = p * r + 0.500000001349f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return (vf)((vi)p + ((vi)t << 23)) - 1.0f;
}

static enum method method_for(double reach) {
  for (enum method method = MOMENTS; method < EXACT; method++)
    if (reach <= NEAR[method].limit) return method;
  return EXACT;
}

/* ---- sums over the vocabulary ---- */

/* Σ P L^j g^k, by the powers; those without g belong to the position. */
enum { G, LG, LLG, GG, LGG, GGG, POWERS };

/* A neuron and the positions of a group. */
struct scales {
  float alpha[GROUP], free[GROUP], frozen[GROUP];
};

/* Σ P (e^x − 1) for the two norms, or moments. The latter are sums of float32 runs in float32: a part in 10^6 of what
 * is at most 0.05 is enough. */
union sums {
  struct {
    vd free[GROUP], frozen[GROUP];
  };
  vf moments[GROUP][POWERS];
};

VEC void add_run(enum method method, const float *g, const float *tile, int64_t count, const struct scales *scales,
                 union sums *sums) {
  vf free[GROUP], frozen[GROUP];
  for (int k = 0; k < GROUP; k++) free[k] = frozen[k] = vset(0);
  for (int64_t v = 0; v < count; v += VL, tile += GROUP * PARTS * VL) {
    vf signature = vload(g + v);
#pragma GCC unroll 4
    for (int k = 0; k < GROUP; k++) {
      vf L = vload(tile + k * PARTS * VL), weight = vload(tile + k * PARTS * VL + VL);
      vf x = L * scales->alpha[k] + signature * scales->free[k], y = signature * scales->frozen[k];
      if (method == REDUCED) {
        free[k] += weight * expm1_reduced(x);
        frozen[k] += weight * expm1_reduced(y);
      } else {
        free[k] += weight * expm1_near(method, x);
        frozen[k] += weight * expm1_near(method, y);
      }
    }
  }
  for (int k = 0; k < GROUP; k++) {
    sums->free[k] += dwiden((float *)&free[k]) + dwiden((float *)&free[k] + DL);
    sums->frozen[k] += dwiden((float *)&frozen[k]) + dwiden((float *)&frozen[k] + DL);
  }
}

/* As many positions at a time as have their sums in registers. */
enum { MOMENTS_AT_ONCE = VEC_BYTES == 32 ? 2 : 4 };

static void add_moments(const float *g, const float *tile, int64_t count, union sums *sums) {
  for (int first = 0; first < GROUP; first += MOMENTS_AT_ONCE) {
    vf sum[MOMENTS_AT_ONCE][POWERS];
    const float *part = tile + first * PARTS * VL;
    for (int k = 0; k < MOMENTS_AT_ONCE; k++)
      for (int power = 0; power < POWERS; power++) sum[k][power] = vset(0);
    for (int64_t v = 0; v < count; v += VL, part += GROUP * PARTS * VL) {
      vf g1 = vload(g + v), g2 = g1 * g1, g3 = g2 * g1;
#pragma GCC unroll 4
      for (int k = 0; k < MOMENTS_AT_ONCE; k++) {
        vf P = vload(part + (k * PARTS + 1) * VL);
        sum[k][G] += P * g1;
        sum[k][GG] += P * g2;
        sum[k][GGG] += P * g3;
        vf PL = vload(part + (k * PARTS + 2) * VL);
        sum[k][LG] += PL * g1;
        sum[k][LGG] += PL * g2;
        sum[k][LLG] += vload(part + (k * PARTS + 3) * VL) * g1;
      }
    }
#pragma GCC unroll 4
    for (int k = 0; k < MOMENTS_AT_ONCE; k++)
#pragma GCC unroll 8
      for (int power = 0; power < POWERS; power++) sums->moments[first + k][power] += sum[k][power];
  }
}

/* Σ P (e^x − 1) from the moments of L, Σ P L^n, and those with g. */
VEC double sum_from_moments(const double *L, const double *m, double alpha, double scale) {
  double first = alpha * L[1] + scale * m[G];
  double second = alpha * alpha * L[2] + 2 * alpha * scale * m[LG] + scale * scale * m[GG];
  double third = alpha * alpha * (alpha * L[3] + 3 * scale * m[LLG]) +
                 scale * scale * (3 * alpha * m[LGG] + scale * m[GGG]);
  return first + NEAR[MOMENTS].q[1] * second + NEAR[MOMENTS].q[2] * third;
}

static void add_run_by(enum method method, const float *g, const float *tile, int64_t count,
                       const struct scales *scales, union sums *sums) {
  switch (method) {
  case MOMENTS:
    return add_moments(g, tile, count, sums);
  case DEGREE_5:
    return add_run(DEGREE_5, g, tile, count, scales, sums);
  case DEGREE_7:
    return add_run(DEGREE_7, g, tile, count, scales, sums);
  case DEGREE_9:
    return add_run(DEGREE_9, g, tile, count, scales, sums);
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
