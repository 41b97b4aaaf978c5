/* Copies of float32 matrices in panels of a few rows or columns each, which an inner loop reads in order. */
#ifndef PLATEAU_PACK_H
#define PLATEAU_PACK_H

#include "vec.h"

enum { LINE = 16 }; /* floats of a cache line */

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

/* panel[k][j] = source[j · ld + k]: memory runs along K, and of each row a line is read in one go, since rows may evict
 * each other. The last block of a width that 4 does not divide overlaps the one before. */
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

#endif
