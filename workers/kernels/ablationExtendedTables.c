/* Rows over the vocabulary of ablationExtended.h. */
#include "ablationExtended.h"
#include "ablationTables.h"
#include "pool.h"

_Static_assert(sizeof(struct extended_position) == POSITION_NUMBERS * sizeof(double), "positions are rows of numbers");

static double projection(const float *row, const float *direction, int64_t ld) {
  vd sum = dset(0);
  for (int64_t v = 0; v < ld; v += DL) sum += dwiden(row + v) * dwiden(direction + v);
  return dsum(sum);
}

struct projections {
  const float *g, *direction;
  int64_t ld;
  double *projections;
};

static void project(void *context, int64_t begin, int64_t end, int thread) {
  const struct projections *s = context;
  (void)thread;
  for (int64_t i = begin; i < end; i++) s->projections[i] = projection(s->g + i * s->ld, s->direction, s->ld);
}

void ablation_projections(int64_t rows, int64_t ld, const float *g, const float *direction, double *projections) {
  struct projections s = {g, direction, ld, projections};
  pool_run(project, &s, rows, 8);
}

struct positions {
  float *L, *H;
  int64_t rows, V, ld;
  const double *bias;
  const int32_t *targets;
  double cap;
  const double *logUnigram;
  const float *direction;
  float *weights, *tanhs, *surprise;
  struct extended_position *positions;
  double *loss;
};

/* z [ld] of a row, and τ. The padding is −1e300. */
static void logits(const struct positions *s, int64_t row, double *z) {
  const float *L = s->L + row * s->ld;
  for (int64_t v = 0; v < s->ld; v += DL) {
    vd raw = dwiden(L + v) + dload(s->bias + v);
    if (s->cap > 0) {
      vd t = 1 - 2 / (dexp(raw * (2 / s->cap)) + 1);
      dnarrow(s->tanhs + row * s->ld + v, t);
      raw = s->cap * t;
    }
    dstore(z + v, raw);
  }
  for (int64_t v = s->V; v < s->ld; v++) z[v] = -1e300;
}

/* q of a row. */
static void surprises(const struct positions *s, const double *z, const float *P, double weight, float *q) {
  vd sum = dset(0);
  for (int64_t v = 0; v < s->ld; v += DL) {
    vd p = dwiden(P + v), x = dload(z + v) - dload(s->logUnigram + v);
    sum += dselect(p > 0, p * x, dset(0));
  }
  double mean = dsum(sum) / weight;
  for (int64_t v = 0; v < s->ld; v += DL) dnarrow(q + v, dload(z + v) - dload(s->logUnigram + v) - mean);
  for (int64_t v = s->V; v < s->ld; v++) q[v] = 0;
}

static void prepare_position(const struct positions *s, int64_t row) {
  float *L = s->L + row * s->ld, *P = s->weights + row * s->ld;
  double *z = pool_scratch(SCRATCH_TASK, s->ld * sizeof *z);
  int32_t y = s->targets[row];
  struct extended_position position = {0};
  for (int64_t v = s->V; v < s->ld; v++) L[v] = 0;
  logits(s, row, z);
  vd most = dset(-1e300), sum = dset(0), weight = dset(0);
  for (int64_t v = 0; v < s->ld; v += DL) most = dmax(dload(z + v), most);
  double top = dmaximum(most);
  for (int64_t v = 0; v < s->ld; v += DL) {
    vd e = dexp(dload(z + v) - top);
    sum += e;
    e = dselect(e < (double)LEAST_WEIGHT, dset(0), e);
    dnarrow(P + v, e);
    weight += dwiden(P + v);
  }
  s->loss[row] = real_log1p(dsum(sum) - 1) + top - z[y];
  position.weight = dsum(weight);
  if (s->cap > 0) position.target = 1 - 2 / (dexp(dset((L[y] + s->bias[y]) * (2 / s->cap)))[0] + 1);
  if (s->logUnigram) surprises(s, z, P, position.weight, s->surprise + row * s->ld);
  position.rangeL = centre_row(L, s->V, s->ld, &position.middleL);
  if (s->direction) position.alongL = projection(L, s->direction, s->ld);
  if (s->H) {
    float *H = s->H + row * s->ld;
    position.rangeH = centre_row(H, s->V, s->ld, &position.middleH);
    if (s->direction) position.alongH = projection(H, s->direction, s->ld);
  }
  s->positions[row] = position;
}

static void prepare_positions(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  for (int64_t row = begin; row < end; row++) prepare_position(context, row);
}

void ablation_extended_positions(float *L, float *H, int64_t rows, int64_t V, int64_t ld, const double *bias,
                                 const int32_t *targets, double cap, const double *logUnigram, const float *direction,
                                 float *weights, float *tanhs, float *surprise, double *positions, double *loss) {
  struct positions s = {L,         H,       rows,  V,        ld,        bias, targets, cap, logUnigram,
                        direction, weights, tanhs, surprise, (void *)positions, loss};
  pool_run(prepare_positions, &s, rows, 1);
}
