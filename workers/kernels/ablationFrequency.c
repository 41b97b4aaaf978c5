#include "ablationFrequency.h"

#include "ablationSeries.h"
#include "pool.h"

struct tables {
  int64_t rows, ld;
  const float *L, *surprise, *direction;
  float *tables;
  double *sums;
};

static void fill_row(const struct tables *s, int64_t row) {
  float *table[TABLES];
  for (int k = 0; k < TABLES; k++) table[k] = s->tables + (k * s->rows + row) * s->ld;
  vd sums[POSITION_SUMS];
  for (int k = 0; k < POSITION_SUMS; k++) sums[k] = dset(0);
  for (int64_t v = 0; v < s->ld; v += DL) {
    vd p = dwiden(table[P_] + v), L = dwiden(s->L + row * s->ld + v), f = dwiden(s->direction + v);
    vd q = dwiden(s->surprise + row * s->ld + v);
    vd pL = p * L, pLL = pL * L, pLLL = pLL * L, pq = p * q, pqL = pq * L, pqLL = pqL * L, pf = p * f, pfL = pf * L;
    vd pff = pf * f;
    dnarrow(table[PL] + v, pL);
    dnarrow(table[PQ] + v, pq);
    dnarrow(table[PLL] + v, pLL);
    dnarrow(table[PQL] + v, pqL);
    dnarrow(table[PF] + v, pf);
    dnarrow(table[PLLL] + v, pLLL);
    dnarrow(table[PQLL] + v, pqLL);
    dnarrow(table[PFL] + v, pfL);
    dnarrow(table[PFF] + v, pff);
    sums[S_L] += pL;
    sums[S_LL] += pLL;
    sums[S_LLL] += pLLL;
    sums[S_LLLL] += pLLL * L;
    sums[S_Q] += pq;
    sums[S_QL] += pqL;
    sums[S_QLL] += pqLL;
    sums[S_QLLL] += pqLL * L;
    sums[S_F] += pf;
    sums[S_FF] += pff;
    sums[S_FFF] += pff * f;
    sums[S_FL] += pfL;
    sums[S_FLL] += pfL * L;
    sums[S_FFL] += pff * L;
  }
  for (int k = 0; k < POSITION_SUMS; k++) s->sums[row * POSITION_SUMS + k] = dsum(sums[k]);
}

static void fill_rows(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  for (int64_t row = begin; row < end; row++) fill_row(context, row);
}

void ablation_frequency_tables(int64_t rows, int64_t ld, const float *L, const float *surprise,
                               const float *direction, float *tables, double *sums) {
  struct tables s = {rows, ld, L, surprise, direction, tables, sums};
  pool_run(fill_rows, &s, rows, 1);
}

struct powers {
  int64_t ld;
  const float *g;
  float *squares, *cubes, *fourths;
};

static void raise_rows(void *context, int64_t begin, int64_t end, int thread) {
  const struct powers *s = context;
  (void)thread;
  for (int64_t at = begin * s->ld; at < end * s->ld; at += VL) {
    vf g = vload(s->g + at), square = g * g;
    vstore(s->squares + at, square);
    vstore(s->cubes + at, square * g);
    vstore(s->fourths + at, square * square);
  }
}

void ablation_frequency_powers(int64_t rows, int64_t ld, const float *g, float *squares, float *cubes, float *fourths) {
  struct powers s = {ld, g, squares, cubes, fourths};
  pool_run(raise_rows, &s, rows, 8);
}

void sum_frequency_products(const struct extended *p, const struct extended_pair *pair, struct extended_sums *sums,
                            int64_t row, int64_t neuron) {
  const double *S = p->tableSums + row * POSITION_SUMS;
  int64_t at = row * p->neurons + neuron, table = p->rows * p->neurons;
  double middle = p->middle[neuron];
  /* The products are of g before it was centred. */
#define TIMES_G(k, sum) ((double)p->linear[(k) * table + at] - middle * (sum))
#define TIMES(power, k) ((double)p->power[(k) * table + at])
  double G = TIMES_G(P_, p->positions[row].weight), LG = TIMES_G(PL, S[S_L]), qG = TIMES_G(PQ, S[S_Q]);
  double LLG = TIMES_G(PLL, S[S_LL]), qLG = TIMES_G(PQL, S[S_QL]), fG = TIMES_G(PF, S[S_F]);
  double LLLG = TIMES_G(PLLL, S[S_LLL]), qLLG = TIMES_G(PQLL, S[S_QLL]), fLG = TIMES_G(PFL, S[S_FL]);
  double ffG = TIMES_G(PFF, S[S_FF]);
  double GG = TIMES(squares, P_), LGG = TIMES(squares, PL), qGG = TIMES(squares, PQ), LLGG = TIMES(squares, PLL);
  double qLGG = TIMES(squares, PQL), fGG = TIMES(squares, PF);
  double GGG = TIMES(cubes, P_), LGGG = TIMES(cubes, PL), qGGG = TIMES(cubes, PQ), GGGG = TIMES(fourths, P_);

  double c2 = (double)NEAR[MOMENTS].q[1], c3 = (double)NEAR[MOMENTS].q[2];
  double a = pair->free.alpha, s = pair->free.scale, along = pair->free.along, frozen = pair->frozen.scale;
  double aa = a * a, as = a * s, ss = s * s;
  /* Σ P x^n, Σ P q x^n, Σ P f x, Σ P f x², Σ P f² x */
  double x1 = a * S[S_L] + s * G;
  double x2 = aa * S[S_LL] + 2 * as * LG + ss * GG;
  double x3 = aa * a * S[S_LLL] + 3 * aa * s * LLG + 3 * as * s * LGG + ss * s * GGG;
  double x4 = aa * aa * S[S_LLLL] + 4 * aa * as * LLLG + 6 * aa * ss * LLGG + 4 * as * ss * LGGG + ss * ss * GGGG;
  double q1 = a * S[S_QL] + s * qG;
  double q2 = aa * S[S_QLL] + 2 * as * qLG + ss * qGG;
  double q3 = aa * a * S[S_QLLL] + 3 * aa * s * qLLG + 3 * as * s * qLGG + ss * s * qGGG;
  double f1 = a * S[S_FL] + s * fG, f2 = aa * S[S_FLL] + 2 * as * fLG + ss * fGG, ff1 = a * S[S_FFL] + s * ffG;

  double first = x1, free = x1 + c2 * x2 + c3 * x3;
  double cross = q1 + c2 * q2 + c3 * q3 + x2 + c2 * x3 + c3 * x4;
  double kept = x1 - along * S[S_F] + c2 * (x2 + along * (along * S[S_FF] - 2 * f1)) +
                c3 * (x3 + along * (along * (3 * ff1 - along * S[S_FFF]) - 3 * f2));
  *sums = (struct extended_sums){
      .free = dset(free / DL),
      .frozen = dset(frozen * (G + frozen * (c2 * GG + frozen * c3 * GGG)) / DL),
      .kept = dset(kept / DL),
      .cross = dset(cross / DL),
      .first = dset(first / DL),
  };
}
