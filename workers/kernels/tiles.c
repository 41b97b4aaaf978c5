/* A float32 is the sum of three bfloat16, 8 bits of it each, to the last bit: x = high + middle + low. A tile unit (AMX)
 * multiplies bfloat16 and adds up in float32, at some twenty times the rate of multiply-adds in vector registers, so that
 * six such products, all but those below 2^-24 of |a·b|, are still faster than one in float32, and as exact: ADR 15. */
#include "tiles.h"

#ifdef TILES

#include "bfloat16Tiles.h"

enum { AHEAD = 2 }; /* steps of K that memory is asked for before they are packed */

/* The unit takes what is below 2^-126 for 0. So both operands are multiplied by 2^40 first: then that is below 2^-166,
 * and of a product below 2^-206, less than float32 has anyway. It leaves room for numbers up to LARGEST: their scaled
 * products add up to no more than 2^(2·(18 + 40)) · KC < 2^127. Whatever is larger, or not finite, is refused. */
#define SCALE 0x1p40f
#define LARGEST 0x1p18f

/* ---- packing ---- */

VEC vf load(const float *from, int64_t count) {
  return count >= VL ? vload(from) : count > 0 ? vload_part(from, count, vset(0)) : vset(0);
}

VEC vu magnitude(vf x) { return (vu)x & 0x7fffffff; }
VEC vu greatest(vu a, vu b) { return (vu)_mm512_max_epu32(I(a), I(b)); }

/* 16 rows of A or columns of B over one step of K, `width` by `depth` of which there are; the rest is 0. Memory runs
 * along K, or else across it. Each part becomes a tile of which the rows are those lines that memory runs along,
 * unless it is to be turned. Returns the greatest magnitudes. */
VEC vu pack_block(const float *from, int64_t ld, int along, int turned, int64_t width, int64_t depth, int parts,
                  int64_t stride, uint32_t *to) {
  uint32_t words[3 * TILE] __attribute__((aligned(64)));
  vu most = {0};
  for (int line = 0; line < 16; line++) {
    vf x, y;
    if (along) {
      int64_t used = line < width ? depth : 0;
      const float *source = from + line * ld;
      __builtin_prefetch(source + AHEAD * STEP);
      __builtin_prefetch(source + AHEAD * STEP + 16);
      x = load(source, used);
      y = load(source + 16, used - 16);
    } else {
      x = load(from + line * ld, line < depth ? width : 0);
      y = load(from + (line + 16) * ld, line + 16 < depth ? width : 0);
    }
    most = greatest(most, greatest(magnitude(x), magnitude(y)));
    split(x * SCALE, y * SCALE, parts, TILE, words + line * WORDS);
  }
  for (int part = 0; part < parts; part++) {
    if (turned)
      transpose(words + part * TILE, to + part * stride);
    else
      for (int line = 0; line < 16; line++)
        *(vu *)(to + part * stride + line * WORDS) = *(vu *)(words + part * TILE + line * WORDS);
  }
  return most;
}

/* Panels [begin, end) of a side of C that starts at `start` and is `length` long. A panel holds for each step of K the
 * parts, and of each the two tiles. Memory is read in the order it runs in. Returns whether there is something that
 * cannot be multiplied. */
VEC int pack_panels(const struct operand *from, int along, int turned, int64_t start, int64_t length,
                    const struct product *p, int64_t begin, int64_t end, int parts, char *packed) {
  vu most = {0};
  int64_t steps = divide_up(p->kc, STEP), panels = end - begin;
  for (int64_t i = 0; i < panels * steps; i++) {
    int64_t panel = begin + (along ? i / steps : i % panels), step = along ? i % steps : i / panels;
    uint32_t *to = (uint32_t *)packed + (panel * steps + step) * parts * 2 * TILE;
    for (int half = 0; half < 2; half++, to += TILE) {
      int64_t j = panel * SIDE + half * 16, first = start + j, k = step * STEP;
      const float *source = from->data + (along ? first * from->ld + p->k0 + k : (p->k0 + k) * from->ld + first);
      most = greatest(most, pack_block(source, from->ld, along, turned, length - j, p->kc - k, parts, 2 * TILE, to));
    }
  }
  union {
    float value;
    uint32_t bits;
  } largest = {.value = LARGEST};
  return _mm512_reduce_max_epu32(I(most)) > largest.bits;
}

VEC void packA(struct product *p, int64_t begin, int64_t end, int parts) {
  int refused = p->A.transposed ? pack_panels(&p->A, 0, 1, p->m0, p->mc, p, begin, end, parts, p->packedA)
                                : pack_panels(&p->A, 1, 0, p->m0, p->mc, p, begin, end, parts, p->packedA);
  if (refused) __atomic_store_n(&p->refusedA, 1, __ATOMIC_RELAXED);
}

VEC void packB(struct product *p, int64_t begin, int64_t end, int parts) {
  int refused = p->B.transposed ? pack_panels(&p->B, 1, 1, p->n0, p->nc, p, begin, end, parts, p->packedB)
                                : pack_panels(&p->B, 0, 0, p->n0, p->nc, p, begin, end, parts, p->packedB);
  if (refused) __atomic_store_n(&p->refusedB, 1, __ATOMIC_RELAXED);
}

/* ---- multiplying ---- */

/* In an order that changes one of the two operands at a time. */
#define LOOP(parts, ...)                                                                                  \
  for (int64_t k = 0; k < p->kc; k += STEP, a += (parts) * 2 * TILE, b += (parts) * 2 * TILE) {           \
    __VA_ARGS__                                                                                           \
  }

/* C is wanted only after kc steps: until then memory has the time to bring it, where there are enough of them. */
enum { WORTH_PREFETCHING = 256 };
VEC void prefetch(const struct product *p, int64_t m, int64_t n) {
  int64_t rows = least(SIDE, p->m0 + p->mc - m);
  const float *C = p->C + m * p->ldc + n;
  for (int64_t i = 0; i < rows; i++, C += p->ldc)
    for (int64_t j = 0; j < SIDE; j += 16) __builtin_prefetch(C + j, 1);
}

VEC void begin_sums(const struct product *p, int64_t m, int64_t n) {
  if (p->kc >= WORTH_PREFETCHING) prefetch(p, m, n);
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
}

static void end_sums(const struct product *p, int64_t m, int64_t n) {
  float sums[SIDE][SIDE] __attribute__((aligned(64)));
  _tile_stored(0, sums[0], sizeof sums[0]);
  _tile_stored(1, sums[0] + 16, sizeof sums[0]);
  _tile_stored(2, sums[16], sizeof sums[0]);
  _tile_stored(3, sums[16] + 16, sizeof sums[0]);
  int64_t rows = least(SIDE, p->m0 + p->mc - m), columns = least(SIDE, p->n0 + p->nc - n);
  float *C = p->C + m * p->ldc + n;
  vf alpha = vset(p->alpha), unscale = vset(1 / SCALE / SCALE);
  for (int64_t i = 0; i < rows; i++, C += p->ldc) {
    for (int64_t j = 0; j + VL <= columns; j += VL)
      vstore(C + j, alpha * (vload(sums[i] + j) * unscale) + base(p, C + j, n + j));
    for (int64_t j = columns / VL * VL; j < columns; j++)
      C[j] = p->alpha * (sums[i][j] * (1 / SCALE / SCALE)) + base_at(p, C + j, n + j);
  }
}

static void multiply_1(const struct product *p, const void *panelA, const void *panelB, int64_t m, int64_t n) {
  const uint32_t *a = panelA, *b = panelB;
  begin_sums(p, m, n);
  LOOP(1, LOAD_A(HIGH); LOAD_B(HIGH); MULTIPLY();)
  end_sums(p, m, n);
}

static void multiply_2(const struct product *p, const void *panelA, const void *panelB, int64_t m, int64_t n) {
  const uint32_t *a = panelA, *b = panelB;
  begin_sums(p, m, n);
  LOOP(2, LOAD_A(MIDDLE); LOAD_B(HIGH); MULTIPLY(); LOAD_A(HIGH); MULTIPLY(); LOAD_B(MIDDLE); MULTIPLY();)
  end_sums(p, m, n);
}

static void multiply_3(const struct product *p, const void *panelA, const void *panelB, int64_t m, int64_t n) {
  const uint32_t *a = panelA, *b = panelB;
  begin_sums(p, m, n);
  LOOP(3, LOAD_A(HIGH); LOAD_B(LOW); MULTIPLY(); LOAD_B(MIDDLE); MULTIPLY(); LOAD_A(MIDDLE); MULTIPLY();
       LOAD_B(HIGH); MULTIPLY(); LOAD_A(LOW); MULTIPLY(); LOAD_A(HIGH); MULTIPLY();)
  end_sums(p, m, n);
}

static void begin_task(void) { _tile_loadconfig(&full); }
static void end_task(void) { _tile_release(); }

#define METHOD(parts, kc)                                                                                        \
  static void packA_##parts(struct product *p, int64_t begin, int64_t end) { packA(p, begin, end, parts); }       \
  static void packB_##parts(struct product *p, int64_t begin, int64_t end) { packB(p, begin, end, parts); }       \
  static const struct method in_##parts = {.rows = SIDE, .columns = SIDE, .steps = STEP, .bytes = 2 * (parts),    \
                                           .KC = (kc), .MC = 2048, .packedB = (1 << 20) / (2 * (parts)),          \
                                           .packA = packA_##parts, .packB = packB_##parts,                        \
                                           .begin = begin_task, .micro = multiply_##parts, .end = end_task};
METHOD(1, 1024)
METHOD(2, 1024)
METHOD(3, 768)

/* The least N · K of a product by tiles: smaller ones, and those that filling up whole tiles makes half as large again, are
 * left to registers. M does not count, so that a row gives the same whatever rows it is multiplied with. */
enum { LEAST_OPERAND = 64 * 32 };

int tiles_pay(int64_t N, int64_t K) {
  int64_t columns = divide_up(N, SIDE) * SIDE, steps = divide_up(K, STEP) * STEP;
  return N * K >= LEAST_OPERAND && 2 * columns * steps <= 3 * N * K;
}

const struct method *tiles_in_parts(int parts) { return parts == 1 ? &in_1 : parts == 2 ? &in_2 : &in_3; }

#endif
