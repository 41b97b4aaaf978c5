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
  TOKENS_CHUNK = 256,
  MOMENTS_CHUNK = 512,
  /* Where the parts of P, P λ and P λ² begin in a step of a panel, of tokens and of moments, */
  TOKENS_WEIGHT = 0,
  TOKENS_WEIGHTED = 3,
  TOKENS_WEIGHTED_TWICE = 6,
  TOKENS_PARTS = 8,
  WEIGHT = 0,
  WEIGHTED = 2,
  MOMENTS_PARTS = 3,
  /* and those of what they are multiplied with. */
  COLUMN = 0,
  SQUARE = 0,
  CUBE = 2,
  FOURTH = 3,
  OTHER_PARTS = 4,
  PART = 2 * TILE,
  TOKEN_PLANES = 3,
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
  uint32_t *positions; /* [rows, parts, steps, WORDS] */
  int64_t chunk, begin, steps; /* at hand */
};

/* ---- packing ---- */

VEC int64_t parts_of(const struct products *s) { return s->g ? MOMENTS_PARTS : TOKENS_PARTS; }

/* Words from a position to the next: an odd number of cache lines, so that those of a tile do not compete for the same ones. */
VEC int64_t pitch_of(const struct products *s) { return (parts_of(s) * s->steps + 1) * WORDS; }

/* The parts of a position over the chunk, one after the other: a tile takes its rows from as many positions. */
VEC void pack_position(const struct products *s, int64_t row, int tokens, uint32_t *to) {
  const double *moments = s->positionMoments + row * POSITION_MOMENTS;
  const float *L = s->L + row * s->ld + s->begin, *P = s->weights + row * s->ld + s->begin;
  vf mean = vset((float)(moments[1] / moments[0]));
  int64_t part = s->steps * WORDS;
  for (int64_t step = 0; step < s->steps; step++, L += STEP, P += STEP, to += WORDS) {
    vf x = vload(L) - mean, y = vload(L + VL) - mean, p = vload(P), q = vload(P + VL), px = p * x, qy = q * y;
    if (tokens) {
      split(p, q, 3, part, to + TOKENS_WEIGHT * part);
      split(px, qy, 3, part, to + TOKENS_WEIGHTED * part);
      split(px * x, qy * y, 2, part, to + TOKENS_WEIGHTED_TWICE * part);
    } else {
      split(p, q, 2, part, to + WEIGHT * part);
      split(px, qy, 1, part, to + WEIGHTED * part);
    }
  }
}

static void pack_positions(void *context, int64_t begin, int64_t end, int thread) {
  const struct products *s = context;
  (void)thread;
  for (int64_t row = begin; row < end; row++) {
    if (s->g)
      pack_position(s, row, 0, s->positions + row * pitch_of(s));
    else
      pack_position(s, row, 1, s->positions + row * pitch_of(s));
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
    split(xx * x, yy * y, 1, TILE, words + CUBE * TILE + line * WORDS);
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

#define ROWS(part)                                                         \
  do {                                                                     \
    _tile_loadd(4, a + (part) * s->steps * WORDS, 4 * pitch);              \
    _tile_loadd(5, a + (part) * s->steps * WORDS + 16 * pitch, 4 * pitch); \
  } while (0)
#define LOOP(...)                                                                        \
  for (int64_t step = 0; step < s->steps; step++, a += WORDS, b += OTHER_PARTS * PART) { \
    __VA_ARGS__                                                                          \
  }

/* C [SIDE, SIDE] of a panel of positions and one of the others over a chunk, from so many parts of both. */
VEC void multiply_panels(int parts, const struct products *s, const uint32_t *a, const uint32_t *b, float *C) {
  int64_t pitch = pitch_of(s);
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  if (parts == 1) LOOP(ROWS(HIGH); LOAD_B(HIGH); MULTIPLY();)
  if (parts == 2) LOOP(ROWS(MIDDLE); LOAD_B(HIGH); MULTIPLY(); ROWS(HIGH); MULTIPLY(); LOAD_B(MIDDLE); MULTIPLY();)
  if (parts == 3)
    LOOP(ROWS(HIGH); LOAD_B(LOW); MULTIPLY(); LOAD_B(MIDDLE); MULTIPLY(); ROWS(MIDDLE); MULTIPLY(); LOAD_B(HIGH);
         MULTIPLY(); ROWS(LOW); MULTIPLY(); ROWS(HIGH); MULTIPLY();)
  _tile_stored(0, C, SIDE * sizeof *C);
  _tile_stored(1, C + 16, SIDE * sizeof *C);
  _tile_stored(2, C + 16 * SIDE, SIDE * sizeof *C);
  _tile_stored(3, C + 16 * SIDE + 16, SIDE * sizeof *C);
}

/* Adds the sums of a chunk [planes, SIDE, SIDE] to those before, or with the last to the result. Together, since a tile's way to
 * memory is long. */
VEC void collect_sums(const struct products *s, int planes, int64_t row, int64_t column, const float *sums, float *partial) {
  int isFirst = s->begin == 0, isLast = s->begin + s->steps * STEP == s->ld;
  int64_t rows = isLast ? least(SIDE, s->rows - row) : SIDE, columns = isLast ? least(SIDE, s->columns - column) : SIDE;
  int64_t stride = isLast ? s->columns : SIDE;
  for (int plane = 0; plane < planes; plane++, sums += SIDE * SIDE, partial += SIDE * SIDE) {
    float *to = isLast ? s->sums + (plane * s->rows + row) * stride + column : partial;
    for (int64_t i = 0; i < rows; i++)
      for (int64_t j = 0; j < columns; j += VL) {
        vf sum = vload(sums + i * SIDE + j);
        vstore_row(to + i * stride, j, columns, sum + (isFirst ? vset(0) : vload(partial + i * SIDE + j)));
      }
  }
}

static void add_chunk(void *context, int64_t begin, int64_t end, int thread) {
  const struct products *s = context;
  int64_t across = divide_up(s->rows, SIDE);
  uint32_t *others = pool_scratch(SCRATCH_TASK, s->steps * OTHER_PARTS * PART * sizeof *others);
  float sums[MOMENT_PLANES][SIDE * SIDE] __attribute__((aligned(64)));
  (void)thread;
  _tile_loadconfig(&full);
  for (int64_t panel = begin; panel < end; panel++) {
    pack(s, panel, others);
    for (int64_t row = 0; row < s->rows; row += SIDE) {
      const uint32_t *positions = s->positions + row * pitch_of(s);
      float *partial = s->partial + (panel * across + row / SIDE) * MOMENT_PLANES * SIDE * SIDE;
#define MULTIPLY_PANELS(parts, table, other, to) \
  multiply_panels(parts, s, positions + (table) * s->steps * WORDS, others + (other) * PART, sums[to])
      if (s->g) {
        MULTIPLY_PANELS(2, WEIGHT, SQUARE, OF_SQUARE);
        MULTIPLY_PANELS(1, WEIGHT, CUBE, OF_CUBE);
        MULTIPLY_PANELS(1, WEIGHT, FOURTH, OF_FOURTH);
        MULTIPLY_PANELS(1, WEIGHTED, SQUARE, OF_WEIGHTED_SQUARE);
        collect_sums(s, MOMENT_PLANES, row, panel * SIDE, sums[0], partial);
      } else {
        MULTIPLY_PANELS(3, TOKENS_WEIGHT, COLUMN, 0);
        MULTIPLY_PANELS(3, TOKENS_WEIGHTED, COLUMN, 1);
        MULTIPLY_PANELS(2, TOKENS_WEIGHTED_TWICE, COLUMN, 2);
        collect_sums(s, TOKEN_PLANES, row, panel * SIDE, sums[0], partial);
      }
    }
  }
  _tile_release();
}

static void multiply(struct products s) {
  int64_t panels = divide_up(s.rows, SIDE), others = divide_up(s.columns, SIDE);
  s.steps = s.chunk / STEP;
  s.positions = pool_scratch(SCRATCH_TILES, panels * SIDE * pitch_of(&s) * sizeof *s.positions);
  s.partial = pool_scratch(SCRATCH_KERNEL, panels * others * MOMENT_PLANES * SIDE * SIDE * sizeof *s.partial);
  for (s.begin = 0; s.begin < s.ld; s.begin += s.chunk) {
    s.steps = least(s.chunk, s.ld - s.begin) / STEP;
    pool_run(pack_positions, &s, s.rows, 16);
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
