/* Rows over the vocabulary: signatures of neurons, clean logits and weights of positions. */
#include "ablation.h"
#include "ablationTables.h"
#include "pool.h"

double centre_row(float *row, int64_t V, int64_t ld, double *centre) {
  vf low = vset(row[0]), high = low, middle, range = vset(0);
  for (int64_t v = V; v < ld; v++) row[v] = row[0];
  for (int64_t v = 0; v < ld; v += VL) {
    low = vmin(vload(row + v), low);
    high = vmax(vload(row + v), high);
  }
  *centre = vmaximum(high) / 2 - vmaximum(-low) / 2;
  middle = vset((float)*centre);
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
  double *middle, *range;
};

static void centre_signatures(void *context, int64_t begin, int64_t end, int thread) {
  const struct signatures *s = context;
  (void)thread;
  for (int64_t i = begin; i < end; i++) s->range[i] = centre_row(s->g + i * s->ld, s->V, s->ld, s->middle + i);
}

void ablation_signatures(float *g, int64_t rows, int64_t V, int64_t ld, double *middle, double *range) {
  struct signatures s = {g, V, ld, middle, range};
  pool_run(centre_signatures, &s, rows, 8);
}

double exponentials(double *z, const float *L, const double *bias, int64_t ld, double *sum) {
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

struct positions {
  float *L;
  int64_t rows, V, ld;
  const double *bias;
  const int32_t *targets;
  int powers;
  float *weights;
  double *range, *moments, *loss;
};

static void prepare_position(const struct positions *s, int64_t row) {
  float *L = s->L + row * s->ld;
  double *z = pool_scratch(SCRATCH_TASK, s->ld * sizeof *z);
  for (int64_t v = s->V; v < s->ld; v++) L[v] = 0;
  int32_t y = s->targets[row];
  double target = L[y] + s->bias[y], sum, middle;
  __builtin_memset(z, 0, (size_t)s->ld * sizeof *z);
  double top = exponentials(z, L, s->bias, s->ld, &sum);
  s->loss[row] = real_log1p(sum - 1) + top - target;
  s->range[row] = centre_row(L, s->V, s->ld, &middle);

  float *P = s->weights + row * s->ld;
  vd sums[POSITION_MOMENTS] = {dset(0), dset(0), dset(0), dset(0), dset(0)};
  for (int64_t v = 0; v < s->ld; v += VL) {
    float narrowed[VL];
    dnarrow(narrowed, dload(z + v));
    dnarrow(narrowed + DL, dload(z + v + DL));
    vf l = vload(L + v), weight = vload(narrowed);
    weight = vselect(weight < LEAST_WEIGHT, vset(0), weight);
    vf term = weight;
    for (int power = 0; power < s->powers; power++, term *= l) vstore(P + power * s->rows * s->ld + v, term);
    for (int half = 0; half < VL; half += DL) {
      vd x = dwiden(L + v + half), product = dwiden(P + v + half);
      for (int power = 0; power < POSITION_MOMENTS; power++, product *= x) sums[power] += product;
    }
  }
  for (int power = 0; power < POSITION_MOMENTS; power++)
    s->moments[row * POSITION_MOMENTS + power] = dsum(sums[power]);
}

static void prepare_positions(void *context, int64_t begin, int64_t end, int thread) {
  const struct positions *s = context;
  (void)thread;
  for (int64_t row = begin; row < end; row++) prepare_position(s, row);
}

void ablation_positions(float *L, int64_t rows, int64_t V, int64_t ld, const double *bias, const int32_t *targets,
                        int powers, float *weights, double *range, double *moments, double *loss) {
  struct positions s = {L, rows, V, ld, bias, targets, powers, weights, range, moments, loss};
  pool_run(prepare_positions, &s, rows, 1);
}

struct powers {
  int64_t ld;
  const float *g;
  const double *range;
  int count;
  float *powers;
};

static void raise_row(const struct powers *s, int64_t row) {
  const float *g = s->g + row * s->ld;
  vf share = vset(s->range[row] > 0 ? (float)(1 / s->range[row]) : 0);
  for (int64_t v = 0; v < s->ld; v += VL) {
    vf x = vload(g + v) * share, power = x * x;
    for (int n = 0; n < s->count; n++, power *= x) vstore(s->powers + (row * s->count + n) * s->ld + v, power);
  }
}

static void raise(void *context, int64_t begin, int64_t end, int thread) {
  const struct powers *s = context;
  (void)thread;
  for (int64_t row = begin; row < end; row++) raise_row(s, row);
}

void ablation_powers(int64_t rows, int64_t ld, const float *g, const double *range, int count, float *powers) {
  struct powers s = {ld, g, range, count, powers};
  pool_run(raise, &s, rows, 4);
}
