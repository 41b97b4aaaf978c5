/* The products of ablation.h on tiles. P, P λ and P λ² are never stored: a chunk of the vocabulary is made and packed for all
 * positions, and while it is in the second-level cache multiplied with 32 columns at a time, of the unembedding or of signatures,
 * whose powers are raised as they are packed. Every product has as many parts as its place in the series asks for. */
#include "ablation.h"
#include "ablationTables.h"
#include "pool.h"

#ifdef TILES

#include "bfloat16Tiles.h"

enum {
  /* Vocabulary at a time: the parts of 256 positions stay in the second-level cache. */
  TOKENS_CHUNK = 384,
  MOMENTS_CHUNK = 768,
  AHEAD = 64, /* and how much of it memory is asked for before it is packed */
  /* Where the parts of P, P λ and P λ² begin in a step of a panel, of tokens and of moments, */
  TOKENS_WEIGHT = 0,
  TOKENS_WEIGHTED = 3,
  TOKENS_WEIGHTED_TWICE = 6,
  TOKENS_PARTS = 8,
  WEIGHT = 0,
  WEIGHTED = 2,
  MOMENTS_PARTS = 4,
  /* and those of what they are multiplied with. */
  COLUMN = 0,
  SQUARE = 0,
  CUBE = 2,
  FOURTH = 4,
  OTHER_PARTS = 5,
  PART = 2 * TILE,
};

struct products {
  int64_t rows, columns, V, ld;
  const float *L, *weights;
  const double *positionMoments;
  const float *unembedding; /* of tokens, */
  const float *g;           /* of moments, else none */
  const double *range;
  float *sums;    /* [planes, rows, columns] */
  float *partial; /* [panels of columns, of rows, planes, SIDE, SIDE] of the chunks before */
  uint32_t *positions;
  int64_t chunk, begin, steps; /* at hand */
};

/* ---- packing ---- */

VEC int64_t parts_of(const struct products *s) { return s->g ? MOMENTS_PARTS : TOKENS_PARTS; }

/* 16 positions over one step. */
VEC void pack_block(const struct products *s, int64_t row, int64_t v, int tokens, uint32_t *to) {
  for (int64_t line = row; line < least(row + 16, s->rows); line++, to += WORDS) {
    const double *moments = s->positionMoments + line * POSITION_MOMENTS;
    vf mean = vset((float)(moments[1] / moments[0]));
    const float *L = s->L + line * s->ld + v, *P = s->weights + line * s->ld + v;
    for (int i = 0; i < STEP; i += VL) __builtin_prefetch(L + AHEAD + i), __builtin_prefetch(P + AHEAD + i);
    vf x = vload(L) - mean, y = vload(L + VL) - mean, p = vload(P), q = vload(P + VL), px = p * x, qy = q * y;
    if (tokens) {
      split(p, q, 3, PART, to + TOKENS_WEIGHT * PART);
      split(px, qy, 3, PART, to + TOKENS_WEIGHTED * PART);
      split(px * x, qy * y, 2, PART, to + TOKENS_WEIGHTED_TWICE * PART);
    } else {
      split(p, q, 2, PART, to + WEIGHT * PART);
      split(px, qy, 2, PART, to + WEIGHTED * PART);
    }
  }
}

static void pack_positions(void *context, int64_t begin, int64_t end, int thread) {
  const struct products *s = context;
  int64_t parts = parts_of(s);
  (void)thread;
  for (int64_t half = 2 * begin; half < 2 * end; half++)
    for (int64_t step = 0; step < s->steps; step++) {
      uint32_t *to = s->positions + (half / 2 * s->steps + step) * parts * PART + half % 2 * TILE;
      if (s->g)
        pack_block(s, half * 16, s->begin + step * STEP, 0, to);
      else
        pack_block(s, half * 16, s->begin + step * STEP, 1, to);
    }
}

/* Powers of 16 signatures over one step. */
VEC void pack_powers(const struct products *s, int64_t neuron, int64_t v, uint32_t *to) {
  uint32_t words[OTHER_PARTS * TILE] __attribute__((aligned(64)));
  for (int64_t line = 0; line < 16; line++) {
    int64_t row = least(neuron + line, s->columns - 1);
    const float *g = s->g + row * s->ld + v;
    vf share = vset(s->range[row] > 0 ? (float)(1 / s->range[row]) : 0), x = vload(g) * share, y = vload(g + VL) * share;
    vf xx = x * x, yy = y * y;
    split(xx, yy, 2, TILE, words + SQUARE * TILE + line * WORDS);
    split(xx * x, yy * y, 2, TILE, words + CUBE * TILE + line * WORDS);
    split(xx * xx, yy * yy, 1, TILE, words + FOURTH * TILE + line * WORDS);
  }
  for (int part = 0; part < OTHER_PARTS; part++) transpose(words + part * TILE, to + part * PART);
}

/* 16 columns of the unembedding over one step. */
VEC void pack_columns(const struct products *s, int64_t column, int64_t v, uint32_t *to) {
  int64_t count = least(VL, s->columns - column);
  for (int64_t line = 0; line < 16; line++) {
    const float *from = s->unembedding + (v + line) * s->columns + column;
    vf x = v + line < s->V && count > 0 ? vload_part(from, count, vset(0)) : vset(0);
    vf y = v + line + 16 < s->V && count > 0 ? vload_part(from + 16 * s->columns, count, vset(0)) : vset(0);
    split(x, y, 3, PART, to + COLUMN * PART + line * WORDS);
  }
}

static void pack(const struct products *s, int64_t panel, uint32_t *to) {
  for (int64_t step = 0; step < s->steps; step++)
    for (int half = 0; half < 2; half++) {
      int64_t column = panel * SIDE + half * 16, v = s->begin + step * STEP;
      if (s->g)
        pack_powers(s, column, v, to + step * OTHER_PARTS * PART + half * TILE);
      else
        pack_columns(s, column, v, to + step * OTHER_PARTS * PART + half * TILE);
    }
}

/* ---- multiplying ---- */

#define LOOP(...)                                                                                \
  for (int64_t step = 0; step < s->steps; step++, a += stepA, b += OTHER_PARTS * PART) { \
    __VA_ARGS__                                                                                  \
  }

/* Which sums: of a panel of positions and one of the others, in a plane. */
struct place {
  int64_t row, column;
  float *partial; /* [SIDE, SIDE] of the chunks before */
  float *plane;   /* [rows, columns] when all are done */
};

/* A panel of positions times one of the others over a chunk, added to their sums. */
VEC void add_product(int parts, const struct products *s, const uint32_t *a, int64_t stepA, const uint32_t *b,
                     struct place at) {
  float sums[SIDE][SIDE] __attribute__((aligned(64)));
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  if (parts == 1) LOOP(LOAD_A(HIGH); LOAD_B(HIGH); MULTIPLY();)
  if (parts == 2) LOOP(LOAD_A(MIDDLE); LOAD_B(HIGH); MULTIPLY(); LOAD_A(HIGH); MULTIPLY(); LOAD_B(MIDDLE); MULTIPLY();)
  if (parts == 3)
    LOOP(LOAD_A(HIGH); LOAD_B(LOW); MULTIPLY(); LOAD_B(MIDDLE); MULTIPLY(); LOAD_A(MIDDLE); MULTIPLY(); LOAD_B(HIGH);
         MULTIPLY(); LOAD_A(LOW); MULTIPLY(); LOAD_A(HIGH); MULTIPLY();)
  _tile_stored(0, sums[0], sizeof sums[0]);
  _tile_stored(1, sums[0] + 16, sizeof sums[0]);
  _tile_stored(2, sums[16], sizeof sums[0]);
  _tile_stored(3, sums[16] + 16, sizeof sums[0]);
  if (s->begin > 0)
    for (int i = 0; i < SIDE; i++)
      for (int j = 0; j < SIDE; j += VL) vstore(sums[i] + j, vload(at.partial + i * SIDE + j) + vload(sums[i] + j));
  int isLast = s->begin + s->steps * STEP == s->ld;
  int64_t rows = isLast ? least(SIDE, s->rows - at.row) : SIDE;
  int64_t columns = isLast ? least(SIDE, s->columns - at.column) : SIDE, stride = isLast ? s->columns : SIDE;
  float *C = isLast ? at.plane + at.row * stride + at.column : at.partial;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j += VL) vstore_row(C + i * stride, j, columns, vload(sums[i] + j));
}

static void add_chunk(void *context, int64_t begin, int64_t end, int thread) {
  const struct products *s = context;
  int64_t plane = s->rows * s->columns, stepA = parts_of(s) * PART;
  uint32_t *others = pool_scratch(SCRATCH_TASK, s->chunk / STEP * OTHER_PARTS * PART * sizeof *others);
  (void)thread;
  _tile_loadconfig(&full);
  for (int64_t panel = begin; panel < end; panel++) {
    pack(s, panel, others);
    for (int64_t row = 0; row < s->rows; row += SIDE) {
      const uint32_t *positions = s->positions + row / SIDE * s->steps * stepA;
      float *partial = s->partial + (panel * divide_up(s->rows, SIDE) + row / SIDE) * MOMENT_PLANES * SIDE * SIDE;
#define ADD(parts, table, other, to)                                                          \
  add_product(parts, s, positions + (table) * PART, stepA, others + (other) * PART,           \
              (struct place){row, panel * SIDE, partial + (to) * SIDE * SIDE, s->sums + (to) * plane})
      if (s->g) {
        /* The fourth is for the bound alone. */
        ADD(2, WEIGHT, SQUARE, OF_SQUARE);
        ADD(2, WEIGHT, CUBE, OF_CUBE);
        ADD(1, WEIGHT, FOURTH, OF_FOURTH);
        ADD(2, WEIGHTED, SQUARE, OF_WEIGHTED_SQUARE);
      } else {
        ADD(3, TOKENS_WEIGHT, COLUMN, 0);
        ADD(3, TOKENS_WEIGHTED, COLUMN, 1);
        ADD(2, TOKENS_WEIGHTED_TWICE, COLUMN, 2);
      }
    }
  }
  _tile_release();
}

static void multiply(struct products s) {
  int64_t panels = divide_up(s.rows, SIDE), others = divide_up(s.columns, SIDE);
  s.positions = pool_scratch(SCRATCH_TILES, panels * s.chunk / STEP * parts_of(&s) * PART * sizeof *s.positions);
  s.partial = pool_scratch(SCRATCH_KERNEL, panels * others * MOMENT_PLANES * SIDE * SIDE * sizeof *s.partial);
  for (s.begin = 0; s.begin < s.ld; s.begin += s.chunk) {
    s.steps = least(s.chunk, s.ld - s.begin) / STEP;
    pool_run(pack_positions, &s, panels, 1);
    pool_run(add_chunk, &s, others, 1);
  }
}

void ablation_tokens(int64_t rows, int64_t V, int64_t ld, int64_t d, const float *L, const float *weights,
                     const double *positionMoments, const float *unembedding, float *tokens) {
  multiply((struct products){.rows = rows, .columns = d, .chunk = TOKENS_CHUNK, .V = V, .ld = ld, .L = L, .weights = weights,
                             .positionMoments = positionMoments, .unembedding = unembedding, .sums = tokens});
}

void ablation_moments(int64_t rows, int64_t neurons, int64_t ld, const float *L, const float *weights,
                      const double *positionMoments, const float *g, const double *range, float *moments) {
  multiply((struct products){.rows = rows, .columns = neurons, .chunk = MOMENTS_CHUNK, .ld = ld, .L = L, .weights = weights,
                             .positionMoments = positionMoments, .g = g, .range = range, .sums = moments});
}

#endif
