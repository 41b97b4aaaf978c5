/* The product of matrices, after Goto and van de Geijn (2008): both operands are copied into panels that the inner
 * loop reads in order, and the inner loop keeps an MR × NR tile of C in registers over KC steps of K. */
#include "gemm.h"

#include "pool.h"
#include "vec.h"

/* MR · 2 accumulators, two vectors of B and one broadcast of A fill the registers (32, 16, 16 and 32 of them;
 * WebAssembly's products need one for themselves). */
#if VEC_BYTES == 64
#define MR 14
#elif VEC_BYTES == 32
#define MR 6
#elif defined(__wasm__)
#define MR 4
#else
#define MR 8
#endif

enum {
  NR = 2 * VL,
  KC = 1024,             /* steps of K at a time, at most: C is read and written once for each such block */
  PACKED_B = 256 * 1024, /* floats of B packed at a time, as many columns as that is: with PANELS_A they fit L2 */
  PANELS_A = 8,          /* rows of a task, in panels */
  MC = 2048 / MR * MR,   /* rows packed at a time */
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
  int64_t panelsA, panelsB, newB; /* the panels of B that are not packed yet come first, then those of A */
  int64_t tileA, tileB, tilesB;   /* panels of a task, and tasks along N */
  float *packedA, *packedB;
};

VEC int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* panel[k][j] = source[k · ld + j] for each of `panels`, `length` columns in all: memory runs across the panels, and
 * is read in that order. */
VEC void pack_across(const float *source, int64_t ld, int64_t length, int64_t kc, int width, int64_t panels,
                     float *packed) {
  for (int64_t k = 0; k < kc; k++, source += ld) {
    float *to = packed + k * width;
    for (int64_t panel = 0; panel < panels; panel++, to += kc * width) {
      const float *from = source + panel * width;
      int64_t used = least(width, length - panel * width);
      if (used == width) {
        for (int j = 0; j < width; j++) to[j] = from[j];
      } else {
        for (int j = 0; j < width; j++) to[j] = j < used ? from[j] : 0;
      }
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

/* The same 4 × 4 block, transposed on the way. */
VEC void transpose_block(const float *from, int64_t ld, float *to, int width) {
  v4 a = *(const v4 *)from, b = *(const v4 *)(from + ld);
  v4 c = *(const v4 *)(from + 2 * ld), d = *(const v4 *)(from + 3 * ld);
  v4 ab = MIX(a, b, 0, 4, 1, 5), ba = MIX(a, b, 2, 6, 3, 7);
  v4 cd = MIX(c, d, 0, 4, 1, 5), dc = MIX(c, d, 2, 6, 3, 7);
  *(v4 *)to = MIX(ab, cd, 0, 1, 4, 5);
  *(v4 *)(to + width) = MIX(ab, cd, 2, 3, 6, 7);
  *(v4 *)(to + 2 * width) = MIX(ba, dc, 0, 1, 4, 5);
  *(v4 *)(to + 3 * width) = MIX(ba, dc, 2, 3, 6, 7);
}

enum { LINE = 16 }; /* floats of a cache line: it is read in one go, since rows may evict each other */

/* panel[k][j] = source[j · ld + k]: memory runs along K. The last block of a width that 4 does not divide overlaps
 * the one before. */
VEC void pack_along(const float *source, int64_t ld, int64_t used, int64_t kc, int width, float *panel) {
  int64_t k = 0;
  if (used == width) {
    for (; k + LINE <= kc; k += LINE)
      for (int block = 0; block < (width + 3) / 4; block++) {
        int j = block * 4 + 4 <= width ? block * 4 : width - 4;
        for (int64_t i = k; i < k + LINE; i += 4)
          transpose_block(source + j * ld + i, ld, panel + i * width + j, width);
      }
  }
  for (; k < kc; k++)
    for (int j = 0; j < width; j++) panel[k * width + j] = j < used ? source[j * ld + k] : 0;
}

/* Panels [begin, end) of a side of C that starts at `start` and is `length` long; `across`: memory runs along it. */
VEC void pack_panels(const struct operand *from, int across, int64_t start, int64_t length, int width,
                     const struct product *p, int64_t begin, int64_t end, float *packed) {
  if (end <= begin) return;
  if (across) {
    const float *source = from->data + p->k0 * from->ld + start + begin * width;
    pack_across(source, from->ld, length - begin * width, p->kc, width, end - begin, packed + begin * width * p->kc);
    return;
  }
  for (int64_t panel = begin; panel < end; panel++) {
    int64_t j = panel * width;
    const float *source = from->data + (start + j) * from->ld + p->k0;
    pack_along(source, from->ld, least(width, length - j), p->kc, width, packed + j * p->kc);
  }
}

/* The panels of B that are not there yet, then those of A. */
static void pack(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct product *p = context;
  int64_t first = begin < p->newB ? 0 : begin - p->newB;
  pack_panels(&p->B, !p->B.transposed, p->n0, p->nc, NR, p, begin, least(end, p->newB), p->packedB);
  pack_panels(&p->A, p->A.transposed, p->m0, p->mc, MR, p, first, end - p->newB, p->packedA);
}

/* A tile of C is wanted only after KC steps: until then memory has the time to bring it. */
VEC void prefetch(const struct product *p, int64_t m, int64_t n) {
  int64_t rows = least(MR, p->m0 + p->mc - m);
  const float *C = p->C + m * p->ldc + n;
  for (int64_t i = 0; i < rows; i++, C += p->ldc)
    for (int64_t j = 0; j < NR; j += LINE) __builtin_prefetch(C + j, 1);
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
  prefetch(p, m, n);
  vf sum[MR][2];
#pragma GCC unroll 16
  for (int i = 0; i < MR; i++) sum[i][0] = sum[i][1] = vset(0);
  for (int64_t k = 0; k < p->kc; k++, a += MR, b += NR) {
    vf b0 = vload(b), b1 = vload(b + VL);
#pragma GCC unroll 16
    for (int i = 0; i < MR; i++) {
      vf x = vset(a[i]);
      sum[i][0] = vmadd(x, b0, sum[i][0]);
      sum[i][1] = vmadd(x, b1, sum[i][1]);
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
  if (p->K == 0) {
    scale(p, M);
    return;
  }
  int64_t kc = divide_up(p->K, divide_up(p->K, KC)), nc = PACKED_B / kc / NR * NR;
  p->packedA = pool_scratch(SCRATCH_GEMM_A, sizeof(float) * (least(M, MC) + MR) * kc);
  p->packedB = pool_scratch(SCRATCH_GEMM_B, sizeof(float) * (least(p->N, nc) + NR) * kc);
  for (p->k0 = 0; p->k0 < p->K; p->k0 += kc) {
    p->kc = least(kc, p->K - p->k0);
    for (p->m0 = 0; p->m0 < M; p->m0 += MC) {
      p->mc = least(MC, M - p->m0);
      p->panelsA = divide_up(p->mc, MR);
      for (p->n0 = 0; p->n0 < p->N; p->n0 += nc) {
        p->nc = least(nc, p->N - p->n0);
        p->panelsB = divide_up(p->nc, NR);
        p->newB = p->m0 == 0 || p->N > nc ? p->panelsB : 0;
        int64_t tasks = plan(p), panels = p->newB + (p->n0 == 0 ? p->panelsA : 0);
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

EXPORT void KERNEL(gemm_batch)(int64_t batch, int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A,
                               int64_t strideA, const float *B, int64_t strideB, float *C) {
  for (int64_t i = 0; i < batch; i++)
    gemm(transA, transB, M, N, K, 1, A + i * strideA, transA ? M : K, B + i * strideB, transB ? K : N, 0,
         C + i * M * N, N);
}

void gemm_bias(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const float *B,
               int64_t ldb, const float *bias, float *C, int64_t ldc) {
  struct product p = {.A = {A, lda, transA}, .B = {B, ldb, transB}, .N = N, .K = K, .alpha = 1, .bias = bias,
                      .C = C, .ldc = ldc};
  run(&p, M);
}
