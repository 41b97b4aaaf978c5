/* Operands of a tile unit (AMX), which multiplies bfloat16 and adds up in float32. A float32 is the sum of three bfloat16,
 * 8 bits of it each, to the last bit: x = high + middle + low. */
#ifndef PLATEAU_BFLOAT16_TILES_H
#define PLATEAU_BFLOAT16_TILES_H

#include <immintrin.h>

#include "vec.h"

enum {
  SIDE = 32,  /* rows and columns of C at a time: two tiles each */
  WORDS = 16, /* of a tile's row, each two bfloat16 */
  STEP = 32,  /* of K that a tile of A or B holds: word p of its row is for k = p in the lower half and p + 16 above */
  TILE = 16 * WORDS,
};

struct tile_shapes {
  uint8_t palette, start, reserved[14];
  uint16_t bytes[16];
  uint8_t rows[16];
};

/* Tiles 0 to 3 are of C, 4 and 5 of A, 6 and 7 of B: all full. */
static const struct tile_shapes full = {
    .palette = 1, .bytes = {64, 64, 64, 64, 64, 64, 64, 64}, .rows = {16, 16, 16, 16, 16, 16, 16, 16}};

typedef uint32_t vu __attribute__((vector_size(64), aligned(4), may_alias));

/* The nearest bfloat16, as the upper half of a word. */
VEC vu upper(vf x) { return ((vu)x + 0x8000) & 0xffff0000; }

/* The parts of x (k = p) and y (k = p + 16) as words, `parts` of them, each `stride` words from the one before. */
VEC void split(vf x, vf y, int parts, int64_t stride, uint32_t *words) {
#pragma GCC unroll 3
  for (int part = 0; part < parts; part++) {
    vu a = upper(x), b = upper(y);
    *(vu *)(words + part * stride) = (a >> 16) | b;
    x -= (vf)a;
    y -= (vf)b;
  }
}

#define I(x) ((__m512i)(x))
/* A tile of which rows become columns. */
VEC void transpose(const uint32_t *from, uint32_t *to) {
  __m512i a[16], b[16];
#pragma GCC unroll 16
  for (int i = 0; i < 16; i++) a[i] = _mm512_loadu_si512(from + i * WORDS);
#pragma GCC unroll 8
  for (int i = 0; i < 16; i += 2) {
    b[i] = _mm512_unpacklo_epi32(a[i], a[i + 1]);
    b[i + 1] = _mm512_unpackhi_epi32(a[i], a[i + 1]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 16; i += 4) {
    a[i] = _mm512_unpacklo_epi64(b[i], b[i + 2]);
    a[i + 1] = _mm512_unpackhi_epi64(b[i], b[i + 2]);
    a[i + 2] = _mm512_unpacklo_epi64(b[i + 1], b[i + 3]);
    a[i + 3] = _mm512_unpackhi_epi64(b[i + 1], b[i + 3]);
  }
  /* Lane q of a[4·g + c] holds column 4·q + c of rows 4·g to 4·g + 3. */
#pragma GCC unroll 4
  for (int c = 0; c < 4; c++) {
    __m512i low = _mm512_shuffle_i32x4(a[c], a[4 + c], 0x88), high = _mm512_shuffle_i32x4(a[c], a[4 + c], 0xdd);
    __m512i low2 = _mm512_shuffle_i32x4(a[8 + c], a[12 + c], 0x88);
    __m512i high2 = _mm512_shuffle_i32x4(a[8 + c], a[12 + c], 0xdd);
    _mm512_storeu_si512(to + c * WORDS, _mm512_shuffle_i32x4(low, low2, 0x88));
    _mm512_storeu_si512(to + (4 + c) * WORDS, _mm512_shuffle_i32x4(high, high2, 0x88));
    _mm512_storeu_si512(to + (8 + c) * WORDS, _mm512_shuffle_i32x4(low, low2, 0xdd));
    _mm512_storeu_si512(to + (12 + c) * WORDS, _mm512_shuffle_i32x4(high, high2, 0xdd));
  }
}

/* Parts of a panel: of each two tiles, one after the other. */
#define HIGH 0
#define MIDDLE 1
#define LOW 2
#define LOAD(first, second, panel, part)                        \
  do {                                                          \
    _tile_loadd(first, (panel) + (part) * 2 * TILE, 64);        \
    _tile_loadd(second, (panel) + ((part) * 2 + 1) * TILE, 64); \
  } while (0)
#define LOAD_A(part) LOAD(4, 5, a, part)
#define LOAD_B(part) LOAD(6, 7, b, part)
#define MULTIPLY()          \
  do {                      \
    _tile_dpbf16ps(0, 4, 6); \
    _tile_dpbf16ps(1, 4, 7); \
    _tile_dpbf16ps(2, 5, 6); \
    _tile_dpbf16ps(3, 5, 7); \
  } while (0)

#endif
