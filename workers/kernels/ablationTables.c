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
  int powers, about;
  float *weights;
  double *range, *moments, *loss;
};

/* Where the logits of a row are: their middle, and the top of them with the bias. */
static double top_of(const float *L, const double *bias, int64_t V, int64_t ld, double *middle) {
  vf low = vset(L[0]), high = low;
  vd most = dset(-1e300);
  for (int64_t v = 0; v < ld; v += VL) {
    vf x = vload_row(L, v, V, L[0]);
    low = vmin(x, low);
    high = vmax(x, high);
    for (int half = 0; half < VL; half += DL) most = dmax(dwiden(L + v + half) + dload(bias + v + half), most);
  }
  *middle = vmaximum(high) / 2 - vmaximum(-low) / 2;
  return dmaximum(most);
}

/* Centres L and sets P = exp(z − top), in float32, which is enough of logits that are no better. */
static void weigh(float *L, float *P, const double *bias, int64_t V, int64_t ld, double top, double middle,
                  double *range, double *moments) {
  vf centre = vset((float)middle), reach = vset(0);
  vd weight = dset(0), sum = dset(0);
  for (int64_t v = 0; v < ld; v += VL) {
    vf e = vexp(dnarrow_both(dwiden(L + v) + dload(bias + v) - top, dwiden(L + v + DL) + dload(bias + v + DL) - top));
    e = vselect(e < LEAST_WEIGHT, vset(0), e);
    vf x = v + VL <= V ? vload(L + v) - centre : vload_row(L, v, V, (float)middle) - centre;
    reach = vmax(reach, vmax(x, -x));
    vstore(L + v, x);
    vstore(P + v, e);
    vd low = dwiden(P + v), high = dwiden(P + v + DL);
    weight += low + high;
    sum += low * dwiden(L + v) + high * dwiden(L + v + DL);
  }
  *range = vmaximum(reach);
  moments[0] = dsum(weight);
  moments[1] = dsum(sum);
}

enum { RUN = 512 }; /* tokens whose terms are summed in float32 */

/* Tables of P l^n of l = L − less, as many as are wanted, and the moments from the second on. */
static void raise(const struct positions *s, int64_t row, float less) {
  const float *L = s->L + row * s->ld;
  float *P = s->weights + row * s->ld;
  vd sums[POSITION_MOMENTS] = {dset(0), dset(0), dset(0), dset(0), dset(0)};
  for (int64_t begin = 0; begin < s->ld; begin += RUN) {
    vf run[POSITION_MOMENTS] = {vset(0), vset(0), vset(0), vset(0), vset(0)};
    for (int64_t v = begin; v < least(begin + RUN, s->ld); v += VL) {
      vf l = vload(L + v) - less, term = vload(P + v);
#pragma GCC unroll 4
      for (int power = 1; power < POSITION_MOMENTS; power++) {
        term *= l;
        run[power] += term;
        if (power < s->powers) vstore(P + power * s->rows * s->ld + v, term);
      }
    }
    for (int power = 2; power < POSITION_MOMENTS; power++) {
      float terms[VL];
      vstore(terms, run[power]);
      sums[power] += dwiden(terms) + dwiden(terms + DL);
    }
  }
  for (int power = 2; power < POSITION_MOMENTS; power++) s->moments[row * POSITION_MOMENTS + power] = dsum(sums[power]);
}

static void prepare_position(const struct positions *s, int64_t row) {
  float *L = s->L + row * s->ld, *P = s->weights + row * s->ld;
  double *moments = s->moments + row * POSITION_MOMENTS, middle;
  int32_t y = s->targets[row];
  for (int64_t v = s->V; v < s->ld; v++) L[v] = 0;
  double target = L[y] + s->bias[y], top = top_of(L, s->bias, s->V, s->ld, &middle);
  weigh(L, P, s->bias, s->V, s->ld, top, middle, s->range + row, moments);
  s->loss[row] = real_log1p(moments[0] - 1) + top - target;
  raise(s, row, s->about ? (float)(moments[1] / moments[0]) : 0);
}

static void prepare_positions(void *context, int64_t begin, int64_t end, int thread) {
  const struct positions *s = context;
  (void)thread;
  for (int64_t row = begin; row < end; row++) prepare_position(s, row);
}

void ablation_positions(float *L, int64_t rows, int64_t V, int64_t ld, const double *bias, const int32_t *targets,
                        int powers, int about, float *weights, double *range, double *moments, double *loss) {
  struct positions s = {L, rows, V, ld, bias, targets, powers, about, weights, range, moments, loss};
  pool_run(prepare_positions, &s, rows, 1);
}
