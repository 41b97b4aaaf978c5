#include "ablationShortcut.h"

/* What rounding to float32 may do to Δ, as shares of the reach of x and of E_P[x²]. A dot product of length d is off by
 * some √d half units of its terms, of which the reach has many; a share of the reach is generous. */
#define ROUNDING_OF_REACH 0x1p-21
#define ROUNDING_OF_SQUARE 0x1p-19
/* The clean logits themselves are off by such a share of their reach, which moves E[x] by that times the deviation of x. */
#define ROUNDING_OF_LOGITS 0x1p-22
/* Products from two parts of each number are off by 2^-15 of the sum of their terms' magnitudes: twice that. Those from one by
 * 2^-7 and, up to half a million tokens, less than an eighth of that for adding up (gemm.h). */
#define ROUNDING_OF_PARTS 0x1p-14
#define ROUNDING_OF_ONE_PART 0x1.2p-7
/* The bounds are used for smaller R only, where they are close. */
#define LARGEST_RADIUS 2

/* The clean softmax at a row: E[L], Var L, and what else a pair needs of it. */
struct position {
  double perWeight, mean, variance, target, range, sigma, perSigma;
};

/* A pair under one norm, x = alpha · L + scale · g. */
struct shift {
  double first;    /* E[x] − x_y */
  double variance; /* E[X²] */
  double radius;   /* R */
  double rounding;
};

/* What the products say of a pair. */
struct signature {
  double mean, lessTarget, covariance, square, range;
};

static struct position position_at(const struct ablation *p, int64_t row) {
  const double *m = p->positionMoments + row * POSITION_MOMENTS;
  double mean = m[1] / m[0], variance = m[2] / m[0], sigma = deviation(p, row, 0, 0);
  return (struct position){
      .perWeight = 1 / m[0],
      .mean = mean,
      .variance = variance,
      .target = p->L[row * p->ld + p->targets[row]],
      .range = p->positionRange[row],
      .sigma = sigma,
      .perSigma = 1 / sigma,
  };
}

VEC double absolute(double x) { return x < 0 ? -x : x; }
VEC double at_least_0(double x) { return x > 0 ? x : 0; }

/* √x and x^¼ for bounds: never less, more by 2^-20 of themselves. Float32's roots take a third of the time. */
VEC double root(double x) { return (double)__builtin_sqrtf((float)x + 0x1p-120f) * (1 + 0x1p-20); }
VEC double fourth_root(double x) { return root(root(at_least_0(x))); }

VEC struct signature signature_at(const struct ablation *p, const struct position *t, int64_t at, int64_t neuron) {
  return (struct signature){
      .mean = p->meanSignature[at] - p->middle[neuron],
      .lessTarget = p->lessTarget[at],
      .covariance = p->covariance[at],
      .square = p->moments[at] * p->neuronRange[neuron] * p->neuronRange[neuron] * t->perWeight,
      .range = p->neuronRange[neuron],
  };
}

/* What is left of σ² has to be more than this share of it: below, α L and s g cancel. */
#define LEAST_LEFT 0x1p-4

/* α = (σ² − σ'²) / (σ' (σ + σ')) does not cancel. *left is σ'²/σ², at least LEAST_LEFT. */
VEC struct pair pair_at(const struct ablation *p, const struct position *t, int64_t row, int64_t at, int64_t neuron,
                        double *left) {
  double c = p->mean[neuron] - p->activations[row * p->activationStride + neuron];
  double growth = c * (2 * p->residualCovariance[at] + c * p->outputVariance[neuron]);
  double share = 1 + growth * t->perSigma * t->perSigma;
  *left = share > LEAST_LEFT ? share : LEAST_LEFT;
  double after = t->sigma * __builtin_sqrt(*left), scale = 1 / (after * (t->sigma + after));
  return (struct pair){
      .c = c, .alpha = -growth * scale, .free = c * (t->sigma + after) * scale, .frozen = c * t->perSigma};
}

VEC struct shift shift_of(const struct position *t, const struct signature *g, double alpha, double scale) {
  double reachL = absolute(alpha) * t->range, reachG = absolute(scale) * g->range;
  double varianceG = g->square - g->mean * g->mean, both = 2 * alpha * scale * g->covariance;
  double variance = at_least_0(alpha * alpha * t->variance + both + scale * scale * varianceG);
  return (struct shift){
      .first = scale * g->lessTarget + alpha * (t->mean - t->target),
      .variance = variance,
      .radius = reachL + reachG + absolute(alpha * t->mean) + absolute(scale * g->mean),
      .rounding = ROUNDING_OF_REACH * (reachL + reachG) +
                  ROUNDING_OF_SQUARE * (alpha * alpha * t->variance + scale * scale * g->square) +
                  ROUNDING_OF_LOGITS * t->range * root(variance),
  };
}

/* The bound, or more than any tolerance. */
VEC double second_order_bound(const struct shift *x) {
  double R = x->radius < LARGEST_RADIUS ? x->radius : LARGEST_RADIUS;
  double bound = x->variance * R / (6 - 1.5 * R) + x->rounding;
  return x->radius < LARGEST_RADIUS ? bound : 1e300;
}
VEC double third_order_bound(const struct shift *x) {
  double R = x->radius < LARGEST_RADIUS ? x->radius : LARGEST_RADIUS;
  double bound = x->variance * R * R / (24 - 4.8 * R) + x->rounding;
  return x->radius < LARGEST_RADIUS ? bound : 1e300;
}

/* The float32 of σ'² − σ² may be off by δσ² with δ this share of |c| √var w / σ, and with it α + 1 = σ/σ' and s = c/σ' by
 * the share δ/2 (σ/σ')² of themselves; a neuron that leaves too little of σ is beyond any tolerance. */
VEC double rounding_of_norm(const struct ablation *p, const struct position *t, const struct signature *g,
                            const struct pair *pair, double left, int64_t neuron) {
  double delta = ROUNDING_OF_REACH * absolute(pair->c) * root(p->outputVariance[neuron]) * t->perSigma;
  double moved = delta / left * ((1 + absolute(pair->alpha)) * t->range + absolute(pair->free) * g->range);
  return left > LEAST_LEFT ? moved : 1e300;
}

/* ln(1 + y) for 0 ≤ y ≤ 2: 2 artanh(y / (2 + y)) */
VEC double log1p_of_moments(double y) {
  y = at_least_0(y);
  double w = y / (2 + y), s = w * w, q = 1.0 / 25;
  for (int n = 23; n >= 1; n -= 2) q = q * s + 1.0 / n;
  return 2 * w * q;
}

/* (E[g⁴])^¼, of g less its mean, and at least E[|g|³] ≤ √(E[g²] E[g⁴]). */
struct norms {
  double raw, central, cube;
};

/* What is central is at most that, whatever was rounded. */
VEC struct norms norms_of_neuron(const struct signature *g, double cube, double fourth) {
  double mean = absolute(g->mean), raw = fourth_root(fourth * (1 + ROUNDING_OF_ONE_PART));
  double third = raw * raw * root(g->square * (1 + ROUNDING_OF_PARTS));
  double central = fourth - 4 * g->mean * cube + 6 * mean * mean * g->square - 3 * mean * mean * mean * mean;
  double moved = raw + mean;
  double rounding = ROUNDING_OF_ONE_PART * (fourth + 4 * mean * third) + ROUNDING_OF_PARTS * 6 * mean * mean * g->square +
                    4 * ROUNDING_OF_REACH * g->range * moved * moved * moved;
  return (struct norms){raw, fourth_root(at_least_0(central) + rounding), third};
}

/* What the third-order shortcut makes of a pair under one norm: certified, where the bound is `over` by nothing, or where it is
 * so once the third moment is summed. */
struct third {
  double delta, over, overWhenSummed;
};

/* With all moments up to the third, and ‖X‖₄ ≤ |α| ‖λ‖₄ + |s| ‖g − E g‖₄ (Minkowski) in place of the reach in the bound.
 * α λ + s g has a fourth moment of at most `most`⁴. */
VEC struct third third_of(const struct shift *x, double third, double norm4, double most, double rounding, double tolerance) {
  double R = x->radius < LARGEST_RADIUS ? x->radius : LARGEST_RADIUS, square = norm4 * norm4;
  double allowed = tolerance - x->rounding, ofParts = 2 * ROUNDING_OF_PARTS * most * most * most + rounding;
  double fourth = x->radius < LARGEST_RADIUS ? square * square : 1e300;
  return (struct third){x->first + log1p_of_moments(x->variance / 2 + third / 6),
                        fourth - (allowed - ofParts) * (24 - 4.8 * R), fourth - allowed * (24 - 4.8 * R)};
}

/* certify with the products of all moments: THIRD is for those where only what the products lose is too much. */
static void certify_third(const struct ablation *p, int64_t row, int64_t neuron0, int64_t count, uint8_t *methods) {
  const struct ablation a = *p;
  struct position t = position_at(p, row);
  const double *m = p->positionMoments + row * POSITION_MOMENTS;
  int64_t plane = a.rows * a.neurons;
  double cubeL = m[3] / m[0], fourthL = fourth_root(m[4] / m[0]), deviationL = root(t.variance);
  double delta[MOST_NEURONS], delta0[MOST_NEURONS];
  double holds[MOST_NEURONS], holdsWhenSummed[MOST_NEURONS];
  for (int64_t i = 0; i < count; i++) {
    int64_t neuron = neuron0 + i, at = row * a.neurons + neuron;
    struct signature g = signature_at(&a, &t, at, neuron);
    double left, range = g.range, square = range * range * t.perWeight;
    double cube = a.moments[at + OF_CUBE * plane] * square * range;
    double fourth = a.moments[at + OF_FOURTH * plane] * square * range * range;
    double weighted = a.moments[at + OF_WEIGHTED_SQUARE * plane] * square;
    struct norms G = norms_of_neuron(&g, cube, fourth);
    struct pair pair = pair_at(&a, &t, row, at, neuron, &left);
    double alpha = pair.alpha, s = pair.free, s0 = pair.frozen;
    struct shift free = shift_of(&t, &g, alpha, s), frozen = shift_of(&t, &g, 0, s0);
    free.rounding += rounding_of_norm(&a, &t, &g, &pair, left, neuron) + ROUNDING_OF_PARTS / 2 * s * s * g.square;
    frozen.rounding += ROUNDING_OF_PARTS / 2 * s0 * s0 * g.square;
    double cubeG = cube - g.mean * (3 * g.square - 2 * g.mean * g.mean);
    double mixed = weighted - 2 * g.mean * g.covariance, crossed = a.crossed[at];
    double third = alpha * alpha * (alpha * cubeL + 3 * s * crossed) + s * s * (3 * alpha * mixed + s * cubeG);
    /* A sixth of what the parts may be off by, in E[λ² g], E[λ g²] with |E[λ g²]| ≤ √(E[λ²] E[g⁴]), and E[g³]. */
    double rounding = 4 * ROUNDING_OF_PARTS * alpha * alpha * absolute(s) * t.variance * g.range;
    double rounding0 = ROUNDING_OF_ONE_PART / 6 * absolute(s0 * s0 * s0) * G.cube;
    rounding += ROUNDING_OF_ONE_PART * s * s * (absolute(alpha) / 2 * deviationL * G.raw * G.raw + absolute(s) / 6 * G.cube);
    double reachL = absolute(alpha) * fourthL;
    struct third x = third_of(&free, third, reachL + absolute(s) * G.central, reachL + absolute(s) * G.raw, rounding,
                              a.tolerance);
    struct third x0 = third_of(&frozen, s0 * s0 * s0 * cubeG, absolute(s0) * G.central, absolute(s0) * G.raw, rounding0,
                               a.tolerance);
    delta[i] = x.delta;
    delta0[i] = x0.delta;
    /* So that what is not a number is over. */
    holds[i] = (x.over <= 0) & (x0.over <= 0) ? 1 : 0;
    holdsWhenSummed[i] = (x.overWhenSummed <= 0) & (x0.overWhenSummed <= 0) ? 1 : 0;
  }
  for (int64_t i = 0; i < count; i++) {
    int64_t at = row * a.neurons + neuron0 + i;
    a.free[at] = delta[i];
    a.frozen[at] = delta0[i];
    methods[i] = (uint8_t)(holds[i] > 0 ? CERTIFIED : holdsWhenSummed[i] > 0 ? THIRD : METHODS);
  }
}

/* Nothing branches within, and nothing is stored but here, so that a vector of neurons is done at a time. */
void certify(const struct ablation *p, int64_t row, int64_t neuron0, int64_t count, uint8_t *methods) {
  if (p->planes > 1) return certify_third(p, row, neuron0, count, methods);
  const struct ablation a = *p;
  struct position t = position_at(p, row);
  double delta[MOST_NEURONS], delta0[MOST_NEURONS], bound2[MOST_NEURONS], bound3[MOST_NEURONS];
  for (int64_t i = 0; i < count; i++) {
    int64_t neuron = neuron0 + i, at = row * a.neurons + neuron;
    struct signature g = signature_at(&a, &t, at, neuron);
    double left;
    struct pair pair = pair_at(&a, &t, row, at, neuron, &left);
    struct shift free = shift_of(&t, &g, pair.alpha, pair.free), frozen = shift_of(&t, &g, 0, pair.frozen);
    free.rounding += rounding_of_norm(&a, &t, &g, &pair, left, neuron);
    double second = second_order_bound(&free), second0 = second_order_bound(&frozen);
    double third = third_order_bound(&free), third0 = third_order_bound(&frozen);
    bound2[i] = second > second0 ? second : second0;
    bound3[i] = third > third0 ? third : third0;
    delta[i] = free.first + log1p_of_moments(free.variance / 2);
    delta0[i] = frozen.first + log1p_of_moments(frozen.variance / 2);
  }
  for (int64_t i = 0; i < count; i++) {
    int64_t at = row * a.neurons + neuron0 + i;
    a.free[at] = delta[i];
    a.frozen[at] = delta0[i];
    methods[i] = (uint8_t)(bound2[i] <= a.tolerance ? CERTIFIED : bound3[i] <= a.tolerance ? THIRD : METHODS);
  }
}

/* E[X³] of x = alpha · L + scale · g from E[x³], with E[x] and V. */
static double third_moment(const struct ablation *p, int64_t row, const double *sums, double alpha, double scale,
                           double mean, double variance) {
  const double *m = p->positionMoments + row * POSITION_MOMENTS;
  double meanL = m[1] / m[0], cubeL = m[3] / m[0] + meanL * (3 * m[2] / m[0] + meanL * meanL);
  double withG = 3 * alpha * alpha * scale * sums[LLG] + scale * scale * (3 * alpha * sums[LGG] + scale * sums[GGG]);
  return alpha * alpha * alpha * cubeL + withG / m[0] - mean * (3 * variance + mean * mean);
}

void third_order(const struct ablation *p, int64_t row, int64_t neuron, const double sums[THIRD_POWERS]) {
  int64_t at = row * p->neurons + neuron;
  struct position t = position_at(p, row);
  struct signature g = signature_at(p, &t, at, neuron);
  double left;
  struct pair pair = pair_at(p, &t, row, at, neuron, &left);
  struct shift free = shift_of(&t, &g, pair.alpha, pair.free), frozen = shift_of(&t, &g, 0, pair.frozen);
  double mean = pair.alpha * t.mean + pair.free * g.mean;
  double third = third_moment(p, row, sums, pair.alpha, pair.free, mean, free.variance);
  double third0 = third_moment(p, row, sums, 0, pair.frozen, pair.frozen * g.mean, frozen.variance);
  p->free[at] = free.first + log1p_of_moments(free.variance / 2 + third / 6);
  p->frozen[at] = frozen.first + log1p_of_moments(frozen.variance / 2 + third0 / 6);
}
