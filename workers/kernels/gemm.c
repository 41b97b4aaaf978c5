/* The product of matrices, after Goto and van de Geijn (2008): both operands are copied into panels that the inner
 * loop reads in order, and the inner loop keeps an MR × NR tile of C in registers over KC steps of K. */
#include "gemm.h"

#include "pool.h"
#include "vec.h"

/* MR · 2 accumulators, two vectors of B and one broadcast of A fill the registers (32, 16 and 32 of them). */
#if VEC_BYTES == 64
#define MR 14
#elif VEC_BYTES == 32
#define MR 6
#else
#define MR 8
#endif

enum {
  NR = 2 * VL,
  KC = 256,                              /* a panel of A and one of B stay in the L1 cache */
  PANELS_A = VEC_BYTES == 64 ? 12 : 16,  /* rows of a task, in panels: its part of A stays in the L2 cache */
  PANELS_B = 512 / NR,                   /* columns of a task, in panels, at most */
  MC = 2048 / MR * MR,                   /* rows and columns packed at a time */
  NC = 4096,
  TASKS_PER_THREAD = 6,
  SMALL = 48 * 48 * 48, /* multiply-adds below which a second thread costs more than it brings */
};

struct operand {
  const float *data;
  int64_t ld;
  int transposed; /* stored with K along the rows' outside: [K, width] for A, [width, K] for B */
};

struct product {
  struct operand A, B;
  int64_t N, K;
  float alpha, beta;
  const float *bias;
  float *C;
  int64_t ldc;
  /* the block at hand */
  int64_t m0, mc, n0, nc, k0, kc;
  int64_t panelsA, panelsB, packB;
  int64_t tileA, tileB, tilesB; /* panels of a task, and tasks along N */
  float *packedA, *packedB;
};

VEC int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* panel[k][j] = source[k · ld + j]: memory runs along the panel's width. */
VEC void pack_across(const float *source, int64_t ld, int64_t used, int64_t kc, int width, float *panel) {
  for (int64_t k = 0; k < kc; k++, source += ld, panel += width) {
    if (used == width) {
      for (int j = 0; j < width; j++) panel[j] = source[j];
    } else {
      for (int j = 0; j < used; j++) panel[j] = source[j];
      for (int j = (int)used; j < width; j++) panel[j] = 0;
    }
  }
}

typedef float v4 __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t v4i __attribute__((vector_size(16)));
#if defined(__clang__)
#define MIX(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#else
#define MIX(a, b, i, j, k, l) __builtin_shuffle(a, b, (v4i){i, j, k, l})
#endif

/* panel[k][j] = source[j · ld + k]: memory runs along K, so that blocks of 4 × 4 are transposed on the way. The last
 * block of a width that 4 does not divide overlaps the one before. */
VEC void pack_along(const float *source, int64_t ld, int64_t used, int64_t kc, int width, float *panel) {
  int64_t k = 0;
  if (used == width) {
    for (; k + 4 <= kc; k += 4) {
      for (int block = 0; block < (width + 3) / 4; block++) {
        int j = block * 4 + 4 <= width ? block * 4 : width - 4;
        const float *from = source + j * ld + k;
        float *to = panel + k * width + j;
        v4 a = *(const v4 *)from, b = *(const v4 *)(from + ld);
        v4 c = *(const v4 *)(from + 2 * ld), d = *(const v4 *)(from + 3 * ld);
        v4 ab = MIX(a, b, 0, 4, 1, 5), ba = MIX(a, b, 2, 6, 3, 7);
        v4 cd = MIX(c, d, 0, 4, 1, 5), dc = MIX(c, d, 2, 6, 3, 7);
        *(v4 *)to = MIX(ab, cd, 0, 1, 4, 5);
        *(v4 *)(to + width) = MIX(ab, cd, 2, 3, 6, 7);
        *(v4 *)(to + 2 * width) = MIX(ba, dc, 0, 1, 4, 5);
        *(v4 *)(to + 3 * width) = MIX(ba, dc, 2, 3, 6, 7);
      }
    }
  }
  for (; k < kc; k++)
    for (int j = 0; j < width; j++) panel[k * width + j] = j < used ? source[j * ld + k] : 0;
}

/* `across`: memory runs along M or N. [start, start + used) of that side, [k0, k0 + kc) of K. */
VEC void pack_panel(const struct operand *from, int across, int64_t start, int64_t used, int width,
                    const struct product *p, float *panel) {
  if (across)
    pack_across(from->data + p->k0 * from->ld + start, from->ld, used, p->kc, width, panel);
  else
    pack_along(from->data + start * from->ld + p->k0, from->ld, used, p->kc, width, panel);
}

static void pack(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct product *p = context;
  for (int64_t i = begin; i < end; i++) {
    if (i < p->panelsA) {
      int64_t m = i * MR;
      pack_panel(&p->A, p->A.transposed, p->m0 + m, least(MR, p->mc - m), MR, p, p->packedA + m * p->kc);
    } else {
      int64_t n = (i - p->panelsA) * NR;
      pack_panel(&p->B, !p->B.transposed, p->n0 + n, least(NR, p->nc - n), NR, p, p->packedB + n * p->kc);
    }
  }
}

/* What the product is added to, at column n of a row of C. */
VEC vf base(const struct product *p, const float *row, int64_t n) {
  if (p->k0 > 0) return vload(row);
  if (p->bias) return vload(p->bias + n);
  if (p->beta == 0) return vset(0);
  return p->beta * vload(row);
}

VEC float base_at(const struct product *p, const float *row, int64_t n) {
  if (p->k0 > 0) return *row;
  if (p->bias) return p->bias[n];
  return p->beta == 0 ? 0 : p->beta * *row;
}

/* C[m.., n..] (MR × NR or less) from a panel of A and one of B. */
VEC void micro(const struct product *p, const float *a, const float *b, int64_t m, int64_t n) {
  vf sum[MR][2];
#pragma GCC unroll 16
  for (int i = 0; i < MR; i++) sum[i][0] = sum[i][1] = vset(0);
  for (int64_t k = 0; k < p->kc; k++, a += MR, b += NR) {
    vf b0 = vload(b), b1 = vload(b + VL);
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++) {
      vf x = vset(a[i]);
      sum[i][0] += x * b0;
      sum[i][1] += x * b1;
    }
  }
  int64_t rows = least(MR, p->m0 + p->mc - m), columns = least(NR, p->n0 + p->nc - n);
  float *C = p->C + m * p->ldc + n;
  vf alpha = vset(p->alpha);
  if (rows == MR && columns == NR) {
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++, C += p->ldc) {
      vstore(C, alpha * sum[i][0] + base(p, C, n));
      vstore(C + VL, alpha * sum[i][1] + base(p, C + VL, n + VL));
    }
  } else {
    float tile[MR][NR];
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++) {
      vstore(tile[i], alpha * sum[i][0]);
      vstore(tile[i] + VL, alpha * sum[i][1]);
    }
    for (int64_t i = 0; i < rows; i++, C += p->ldc)
      for (int64_t j = 0; j < columns; j++) C[j] = tile[i][j] + base_at(p, C + j, n + j);
  }
}

static void multiply(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct product *p = context;
  for (int64_t task = begin; task < end; task++) {
    int64_t a0 = task / p->tilesB * p->tileA, a1 = least(a0 + p->tileA, p->panelsA);
    int64_t b0 = task % p->tilesB * p->tileB, b1 = least(b0 + p->tileB, p->panelsB);
    for (int64_t b = b0; b < b1; b++)
      for (int64_t a = a0; a < a1; a++)
        micro(p, p->packedA + a * MR * p->kc, p->packedB + b * NR * p->kc, p->m0 + a * MR, p->n0 + b * NR);
  }
}

VEC int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

/* A task's share: whole blocks of A, and as much of B as leaves tasks enough for all threads. */
static int64_t plan(struct product *p) {
  p->tileA = least(PANELS_A, p->panelsA);
  int64_t tilesA = divide_up(p->panelsA, p->tileA);
  p->tileA = divide_up(p->panelsA, tilesA);
  int64_t wanted = divide_up((int64_t)pool_threads() * TASKS_PER_THREAD, tilesA);
  p->tileB = divide_up(p->panelsB, wanted);
  if (p->tileB > PANELS_B) p->tileB = PANELS_B;
  p->tilesB = divide_up(p->panelsB, p->tileB);
  return tilesA * p->tilesB;
}

static void scale(const struct product *p, int64_t M) {
  for (int64_t m = 0; m < M; m++)
    for (int64_t n = 0; n < p->N; n++) {
      float *c = p->C + m * p->ldc + n;
      *c = base_at(p, c, n);
    }
}

static void run(struct product *p, int64_t M) {
  if (p->K == 0) scale(p, M);
  int64_t kc = least(KC, p->K);
  p->packedA = pool_scratch(SCRATCH_GEMM_A, sizeof(float) * (least(M, MC) + MR) * kc);
  p->packedB = pool_scratch(SCRATCH_GEMM_B, sizeof(float) * (least(p->N, NC) + NR) * kc);
  for (p->n0 = 0; p->n0 < p->N; p->n0 += NC) {
    p->nc = least(NC, p->N - p->n0);
    p->panelsB = divide_up(p->nc, NR);
    for (p->k0 = 0; p->k0 < p->K; p->k0 += KC) {
      p->kc = least(KC, p->K - p->k0);
      for (p->m0 = 0; p->m0 < M; p->m0 += MC) {
        p->mc = least(MC, M - p->m0);
        p->panelsA = divide_up(p->mc, MR);
        int64_t panels = p->panelsA + (p->m0 == 0 ? p->panelsB : 0), tasks = plan(p);
        int small = p->mc * p->nc * p->kc < SMALL;
        pool_run(pack, p, panels, small ? panels : 4);
        pool_run(multiply, p, tasks, small ? tasks : 1);
      }
    }
  }
}

void gemm(int transA, int transB, int64_t M, int64_t N, int64_t K, float alpha, const float *A, int64_t lda,
          const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
  struct product p = {.A = {A, lda, transA}, .B = {B, ldb, transB}, .N = N, .K = K, .alpha = alpha, .beta = beta,
                      .C = C, .ldc = ldc};
  run(&p, M);
}

void gemm_bias(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const float *B,
               int64_t ldb, const float *bias, float *C, int64_t ldc) {
  struct product p = {.A = {A, lda, transA}, .B = {B, ldb, transB}, .N = N, .K = K, .alpha = 1, .bias = bias,
                      .C = C, .ldc = ldc};
  run(&p, M);
}
