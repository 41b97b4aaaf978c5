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

double exact_effect(const struct ablation *p, int64_t row, int64_t neuron, double alpha, double scale, double c) {
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
