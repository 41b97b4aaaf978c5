#include "ablationPair.h"

#include "pool.h"

double deviation(const struct ablation *p, int64_t row, int64_t neuron, double c) {
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

/* A neuron whose ablation leaves less than a quarter of σ has α L and s g cancel. */
#define LARGEST_ALPHA 3

/* Δ in float64, for shifts of any size: ln Σ exp(z + x) − ln Σ exp(z) − x_y, with x = alpha · L + scale · g. */
static double exact_effect(const struct ablation *p, int64_t row, int64_t neuron, double alpha, double scale, double c) {
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

VEC double magnitude(double x) { return x < 0 ? -x : x; }

enum method pair_of(const struct ablation *p, int64_t row, int64_t neuron, double sigma, struct pair *pair) {
  double c = p->mean[neuron] - p->activations[row * p->activationStride + neuron];
  double after = deviation(p, row, neuron, c), L = p->positionRange[row], g = p->neuronRange[neuron];
  *pair = (struct pair){.c = c, .alpha = sigma / after - 1, .free = c / after, .frozen = c / sigma};
  double x = magnitude(pair->alpha) * L + magnitude(pair->free) * g, y = magnitude(pair->frozen) * g;
  return pair->alpha > LARGEST_ALPHA ? EXACT : method_for(x > y ? x : y);
}

void keep_exact_effects(const struct ablation *p, int64_t row, int64_t neuron, const struct pair *pair) {
  int64_t at = row * p->neurons + neuron;
  p->free[at] = exact_effect(p, row, neuron, pair->alpha, pair->free, pair->c);
  p->frozen[at] = exact_effect(p, row, neuron, 0, pair->frozen, pair->c);
}

void keep_effects(const struct ablation *p, int64_t row, int64_t neuron, const struct pair *pair, double free,
                  double frozen) {
  int64_t at = row * p->neurons + neuron, y = p->targets[row];
  double weight = p->positionMoments[row * POSITION_MOMENTS];
  if (lost_digits(free / weight) || lost_digits(frozen / weight)) return keep_exact_effects(p, row, neuron, pair);
  double L = p->L[row * p->ld + y], g = p->g[neuron * p->ld + y];
  p->free[at] = real_log1p(free / weight) - (pair->alpha * L + pair->free * g);
  p->frozen[at] = real_log1p(frozen / weight) - pair->frozen * g;
}
