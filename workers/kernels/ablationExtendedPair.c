#include "ablationExtendedPair.h"

#include "pool.h"

/* What is left of σ or of ρ after ablation is less than a quarter: αL or ηH and s g cancel. */
#define LARGEST_GROWTH 3

/* |x + u · inner + w · scale|² */
static double square_of_sum(const double *x, const double *u, const double *w, double inner, double scale, int64_t d) {
  vd sum = dset(0);
  int64_t j = 0;
  for (; j + DL <= d; j += DL) {
    vd y = dload(x + j) + scale * dload(w + j);
    if (u) y += inner * dload(u + j);
    sum += y * y;
  }
  double total = dsum(sum);
  for (; j < d; j++) {
    double y = x[j] + scale * w[j] + (u ? inner * u[j] : 0);
    total += y * y;
  }
  return total;
}

VEC double deviation_of(double square, int64_t d, double epsilon) {
  return __builtin_sqrt(square / (double)d + epsilon);
}
VEC double magnitude(double x) { return x < 0 ? -x : x; }

static double reach_of(const struct extended *p, const struct extended_position *t, int64_t neuron,
                       const struct shift_scales *x) {
  return magnitude(x->alpha) * t->rangeL + magnitude(x->scale) * p->range[neuron] + magnitude(x->eta) * t->rangeH +
         magnitude(x->all);
}

/* The cheap series of a capped shift is for a fifth of the cap at most; far beyond the cap 1 − τ² and 1 + τ tanh(x/C) cancel. */
static enum method extended_method(double reach, double cap) {
  if (!(reach <= 20) || (cap > 0 && reach > cap)) return EXACT;
  if (reach > 1.468 || (cap > 0 && reach > cap / 5)) return REDUCED;
  return reach > 0.295 ? DEGREE_9 : DEGREE_5;
}

void extended_pair_of(const struct extended *p, int64_t row, int64_t neuron, struct extended_pair *pair) {
  const struct extended_position *t = p->positions + row;
  int64_t d = p->d;
  double c = p->mean[neuron] - p->activations[row * p->activationStride + neuron], inner = 0, scale = c;
  const double *x = p->residual + row * d, *w = p->output + neuron * d, *u = p->inner ? p->inner + row * d : 0;
  if (p->mlpOutput) {
    const double *h = p->mlpOutput + row * d, *own = p->weight + neuron * d;
    double before = deviation_of(square_of_sum(h, 0, own, 0, 0, d), d, p->innerEpsilon);
    double after = deviation_of(square_of_sum(h, 0, own, 0, c, d), d, p->innerEpsilon);
    inner = before / after - 1;
    scale = c / after;
  }
  double sigma = deviation_of(square_of_sum(x, 0, w, 0, 0, d), d, p->epsilon);
  double after = deviation_of(square_of_sum(x, u, w, inner, scale, d), d, p->epsilon);
  *pair = (struct extended_pair){.c = c, .sigma = sigma, .after = after, .inner = inner, .scale = scale};
  pair->free = (struct shift_scales){.alpha = sigma / after - 1, .scale = scale / after, .eta = inner / after};
  pair->frozen = (struct shift_scales){.scale = scale / sigma, .eta = inner / sigma};
  double reach = 0;
  for (int n = 0; n < 2; n++) {
    struct shift_scales *s = n ? &pair->frozen : &pair->free;
    if (p->cap > 0) s->all = s->alpha * t->middleL + s->scale * p->middle[neuron] + s->eta * t->middleH;
    if (p->direction) s->along = s->alpha * t->alongL + s->scale * p->along[neuron] + s->eta * t->alongH;
    double far = reach_of(p, t, neuron, s);
    reach = far > reach ? far : reach;
  }
  int cancels = pair->free.alpha > LARGEST_GROWTH || inner > LARGEST_GROWTH;
  enum method method = p->direction && p->cap == 0 ? method_for(reach) : extended_method(reach, p->cap);
  pair->method = cancels ? EXACT : method;
}

double capped_tanh(double x) {
  if (x < 0) return -capped_tanh(-x);
  if (x < 0.05) {
    double s = x * x;
    return x * (1 - s * (1.0 / 3 - s * (2.0 / 15 - s * (17.0 / 315 - s * (62.0 / 2835)))));
  }
  return 1 - 2 / (dexp(dset(2 * x))[0] + 1);
}

/* x [ld] = alpha · L + scale · g + eta · H + all, or, where that cancels, U of the difference of the normed rows. */
static void shifts(const struct extended *p, int64_t row, int64_t neuron, const struct extended_pair *pair,
                   const struct shift_scales *s, double after, double *x, double *difference) {
  const float *L = p->L + row * p->ld, *g = p->g + neuron * p->ld, *H = p->H ? p->H + row * p->ld : 0;
  if (pair->free.alpha <= LARGEST_GROWTH && pair->inner <= LARGEST_GROWTH) {
    for (int64_t v = 0; v < p->ld; v += DL) {
      vd sum = s->alpha * dwiden(L + v) + s->scale * dwiden(g + v) + s->all;
      if (H) sum += s->eta * dwiden(H + v);
      dstore(x + v, sum);
    }
    return;
  }
  const double *clean = p->residual + row * p->d, *w = p->output + neuron * p->d;
  for (int64_t j = 0; j < p->d; j++) {
    double ablated = clean[j] + pair->scale * w[j] + (p->inner ? pair->inner * p->inner[row * p->d + j] : 0);
    difference[j] = (ablated / after - clean[j] / pair->sigma) * p->gamma[j];
  }
  for (int64_t v = 0; v < p->V; v++) {
    const float *token = p->unembedding + v * p->d;
    x[v] = 0;
    for (int64_t j = 0; j < p->d; j++) x[v] += difference[j] * token[j];
  }
  for (int64_t v = p->V; v < p->ld; v++) x[v] = 0;
}

/* z [ld] of the clean logits before their cap. */
static void clean_logits(const struct extended *p, int64_t row, double *z) {
  double middle = p->positions[row].middleL;
  for (int64_t v = 0; v < p->ld; v += DL) {
    dstore(z + v, dwiden(p->L + row * p->ld + v) + middle + dload(p->bias + v));
  }
}

VEC vd capped(vd raw, double cap) {
  if (cap > 0) raw = cap - 2 * cap / (dexp(raw * (2 / cap)) + 1);
  return raw;
}

struct exact_sums {
  double top, sum, cross; /* max z', Σ e^(z' − top), Σ e^(z' − top)(q + y) */
};

/* Of z' = z + y − along · f, with z capped and y the shift. */
static struct exact_sums exact_sums(const struct extended *p, int64_t row, const double *z, const double *y,
                                    double along) {
  const float *q = p->surprise ? p->surprise + row * p->ld : 0;
  vd most = dset(-1e300), sum = dset(0), cross = dset(0);
  for (int64_t v = 0; v < p->ld; v += DL) {
    vd x = dload(z + v) + dload(y + v);
    if (along != 0) x -= along * dwiden(p->direction + v);
    most = dmax(x, most);
  }
  double top = dmaximum(most);
  for (int64_t v = 0; v < p->ld; v += DL) {
    vd x = dload(z + v) + dload(y + v);
    if (along != 0) x -= along * dwiden(p->direction + v);
    vd e = dexp(x - top);
    sum += e;
    if (q) cross += dselect(e > 1e-290, e * (dwiden(q + v) + dload(y + v)), dset(0));
  }
  return (struct exact_sums){top, dsum(sum), dsum(cross)};
}

VEC double log_of(const struct exact_sums *s) { return s->top + real_log1p(s->sum - 1); }

void exact_extended_pair(const struct extended *p, int64_t row, int64_t neuron, const struct extended_pair *pair) {
  int64_t at = row * p->neurons + neuron, ld = p->ld, target = p->targets[row];
  double *z = pool_scratch(SCRATCH_TASK, (3 * ld + p->d) * sizeof *z), *y = z + ld, *clean = y + ld;
  clean_logits(p, row, z);
  for (int n = 0; n < 2; n++) {
    const struct shift_scales *s = n ? &pair->frozen : &pair->free;
    shifts(p, row, neuron, pair, s, n ? pair->sigma : pair->after, y, clean + ld);
    vd projected = dset(0);
    for (int64_t v = 0; v < ld; v += DL) {
      vd raw = dload(z + v), before = capped(raw, p->cap), moved = dload(y + v);
      if (p->cap > 0) moved = capped(raw + moved, p->cap) - before;
      dstore(y + v, moved);
      if (p->direction) projected += moved * dwiden(p->direction + v);
      dstore(clean + v, before);
    }
    for (int64_t v = p->V; v < ld; v++) {
      clean[v] = -1e300;
      y[v] = 0;
    }
    struct exact_sums after = exact_sums(p, row, clean, y, 0);
    double shift = y[target];
    struct exact_sums kept = after;
    double along = dsum(projected);
    if (p->direction && n == 0) kept = exact_sums(p, row, clean, y, along);
    __builtin_memset(y, 0, (size_t)ld * sizeof *y);
    struct exact_sums before = exact_sums(p, row, clean, y, 0);
    double delta = log_of(&after) - log_of(&before) - shift;
    if (n) {
      p->frozen[at] = delta;
      continue;
    }
    p->free[at] = delta;
    if (!p->direction) continue;
    double keptShift = shift - along * p->direction[target];
    p->kept[at] = log_of(&kept) - log_of(&before) - keptShift;
    double cross = after.cross / after.sum - before.cross / before.sum;
    p->divergence[at] = cross - (log_of(&after) - log_of(&before));
  }
}
