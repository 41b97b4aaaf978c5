/* The product of matrices on all threads, and the way to multiply that every CPU has: the inner loop keeps an MR × NR
 * tile of C in registers over KC steps of K. */
#include "gemm.h"

#include "pool.h"
#include "product.h"
#include "tiles.h"

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

enum { NR = 2 * VL };

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

static void packA(struct product *p, int64_t begin, int64_t end) {
  pack_panels(&p->A, p->A.transposed, p->m0, p->mc, MR, p, begin, end, (float *)p->packedA);
}
static void packB(struct product *p, int64_t begin, int64_t end) {
  pack_panels(&p->B, !p->B.transposed, p->n0, p->nc, NR, p, begin, end, (float *)p->packedB);
}

/* A tile of C is wanted only after KC steps: until then memory has the time to bring it. */
VEC void prefetch(const struct product *p, int64_t m, int64_t n) {
  int64_t rows = least(MR, p->m0 + p->mc - m);
  const float *C = p->C + m * p->ldc + n;
  for (int64_t i = 0; i < rows; i++, C += p->ldc)
    for (int64_t j = 0; j < NR; j += LINE) __builtin_prefetch(C + j, 1);
}

/* C[m.., n..] (MR × NR or less) from a panel of A and one of B. */
static void micro(const struct product *p, const void *panelA, const void *panelB, int64_t m, int64_t n) {
  const float *a = panelA, *b = panelB;
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

static const struct method in_registers = {
    .rows = MR, .columns = NR, .steps = 1, .bytes = sizeof(float), .KC = 1024, .MC = 2048 / MR * MR,
    .packedB = 256 * 1024, .packA = packA, .packB = packB, .micro = micro};

/* ---- on all threads ---- */

enum {
  TASKS_PER_THREAD = 16,
  SMALL = 48 * 48 * 48, /* multiply-adds below which a second thread costs more than it brings */
};

/* The panels of B that are not there yet, then those of A. */
static void pack(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  struct product *p = context;
  if (begin < p->newB) p->by->packB(p, begin, least(end, p->newB));
  if (end > p->newB) p->by->packA(p, begin < p->newB ? 0 : begin - p->newB, end - p->newB);
}

static void multiply(void *context, int64_t begin, int64_t end, int thread) {
  (void)thread;
  const struct product *p = context;
  const struct method *by = p->by;
  if (by->begin) by->begin();
  for (int64_t task = begin; task < end; task++) {
    int64_t a = task / p->tilesB, b0 = task % p->tilesB * p->tileB, b1 = least(b0 + p->tileB, p->panelsB);
    for (int64_t b = b0; b < b1; b++)
      by->micro(p, p->packedA + a * p->panelA, p->packedB + b * p->panelB, p->m0 + a * by->rows,
                p->n0 + b * by->columns);
  }
  if (by->end) by->end();
}

/* A task's share: a panel of A, and of B, which waits in the second cache, all or as much as leaves tasks enough for all
 * threads. */
static int64_t plan(struct product *p) {
  int64_t wanted = divide_up((int64_t)pool_threads() * TASKS_PER_THREAD, p->panelsA);
  p->tileB = divide_up(p->panelsB, wanted);
  p->tilesB = divide_up(p->panelsB, p->tileB);
  return p->panelsA * p->tilesB;
}

static void scale(const struct product *p) {
  for (int64_t m = 0; m < p->M; m++)
    for (int64_t n = 0; n < p->N; n++) {
      float *c = p->C + m * p->ldc + n;
      *c = base_at(p, c, n);
    }
}

static void run(struct product *p);

/* The block at hand alone, by a method that refuses nothing. It takes the place of what is packed of it. */
static void run_refused(const struct product *p) {
  struct product block = *p;
  block.A.data += p->A.transposed ? p->k0 * p->A.ld + p->m0 : p->m0 * p->A.ld + p->k0;
  block.B.data += p->B.transposed ? p->n0 * p->B.ld + p->k0 : p->k0 * p->B.ld + p->n0;
  block.M = p->mc, block.N = p->nc, block.K = p->kc;
  block.C += p->m0 * p->ldc + p->n0;
  block.bias = p->k0 > 0 || !p->bias ? 0 : p->bias + p->n0;
  if (p->k0 > 0) block.beta = 1;
  block.by = &in_registers;
  run(&block);
}

static void run_block(struct product *p) {
  int64_t tasks = plan(p), panels = p->newB + (p->n0 == 0 ? p->panelsA : 0);
  int small = p->mc * p->nc * p->kc < SMALL;
  if (p->newB > 0) p->refusedB = 0;
  if (p->n0 == 0) p->refusedA = 0;
  pool_run(pack, p, panels, small ? panels : 4);
  if (p->refusedA || p->refusedB)
    run_refused(p);
  else
    pool_run(multiply, p, tasks, small ? tasks : 1);
}

static void run(struct product *p) {
  if (p->K == 0) {
    scale(p);
    return;
  }
  const struct method *by = p->by;
  int64_t kc = divide_up(divide_up(p->K, divide_up(p->K, by->KC)), by->steps) * by->steps;
  int64_t most = by->packedB / kc / by->columns * by->columns;
  int64_t nc = divide_up(divide_up(p->N, divide_up(p->N, most)), by->columns) * by->columns;
  int slot = by == &in_registers ? SCRATCH_GEMM : SCRATCH_TILES;
  p->packedA = pool_scratch(slot, by->bytes * (least(p->M, by->MC) + by->rows) * kc);
  p->packedB = pool_scratch(slot + 1, by->bytes * (least(p->N, nc) + by->columns) * kc);
  for (p->k0 = 0; p->k0 < p->K; p->k0 += kc) {
    p->kc = least(kc, p->K - p->k0);
    int64_t steps = divide_up(p->kc, by->steps) * by->steps;
    p->panelA = by->rows * steps * by->bytes;
    p->panelB = by->columns * steps * by->bytes;
    for (p->m0 = 0; p->m0 < p->M; p->m0 += by->MC) {
      p->mc = least(by->MC, p->M - p->m0);
      p->panelsA = divide_up(p->mc, by->rows);
      for (p->n0 = 0; p->n0 < p->N; p->n0 += nc) {
        p->nc = least(nc, p->N - p->n0);
        p->panelsB = divide_up(p->nc, by->columns);
        p->newB = p->m0 == 0 || p->N > nc ? p->panelsB : 0;
        run_block(p);
      }
    }
  }
}

static const struct method *in_parts(int parts) {
#ifdef TILES
  return tiles_in_parts(parts);
#endif
  (void)parts;
  return &in_registers;
}

static const struct method *fastest(int64_t N, int64_t K) {
#ifdef TILES
  if (tiles_pay(N, K)) return in_parts(3);
#endif
  (void)N, (void)K;
  return &in_registers;
}

void gemm_parts(int parts, int transA, int transB, int64_t M, int64_t N, int64_t K, float alpha, const float *A,
                int64_t lda, const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
  struct product p = {.A = {A, lda, transA}, .B = {B, ldb, transB}, .M = M, .N = N, .K = K, .alpha = alpha,
                      .beta = beta, .C = C, .ldc = ldc, .by = in_parts(parts)};
  run(&p);
}

void gemm(int transA, int transB, int64_t M, int64_t N, int64_t K, float alpha, const float *A, int64_t lda,
          const float *B, int64_t ldb, float beta, float *C, int64_t ldc) {
  struct product p = {.A = {A, lda, transA}, .B = {B, ldb, transB}, .M = M, .N = N, .K = K, .alpha = alpha,
                      .beta = beta, .C = C, .ldc = ldc, .by = fastest(N, K)};
  run(&p);
}

EXPORT void KERNEL(gemm_batch)(int64_t batch, int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A,
                               int64_t strideA, const float *B, int64_t strideB, float *C) {
  for (int64_t i = 0; i < batch; i++)
    gemm(transA, transB, M, N, K, 1, A + i * strideA, transA ? M : K, B + i * strideB, transB ? K : N, 0,
         C + i * M * N, N);
}

void gemm_bias(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const float *B,
               int64_t ldb, const float *bias, float *C, int64_t ldc) {
  struct product p = {.A = {A, lda, transA}, .B = {B, ldb, transB}, .M = M, .N = N, .K = K, .alpha = 1, .bias = bias,
                      .C = C, .ldc = ldc, .by = fastest(N, K)};
  run(&p);
}
