/* The ways to multiply matrices have in common the blocks that the operands are taken in, after Goto and van de Geijn
 * (2008): both are copied into panels that an inner loop reads in order, which makes a tile of C from two of them. */
#ifndef PLATEAU_PRODUCT_H
#define PLATEAU_PRODUCT_H

#include "pack.h"

struct operand {
  const float *data;
  int64_t ld;
  int transposed; /* stored with K along the rows' outside: [K, width] for A, [width, K] for B */
};

struct product;

/* A way to multiply. */
struct method {
  int rows, columns; /* of C that one panel of A and one of B make */
  int steps;         /* of K that a panel's length is a multiple of */
  int bytes;         /* of an element in a panel */
  int64_t KC;        /* steps of K at a time, at most: C is read and written once for each such block */
  int64_t MC;        /* rows packed at a time, whole panels */
  int64_t packedB;   /* elements of B packed at a time, as many columns as that is: half of L2 */
  void (*packA)(struct product *p, int64_t begin, int64_t end); /* panels [begin, end) of the block at hand */
  void (*packB)(struct product *p, int64_t begin, int64_t end);
  void (*begin)(void); /* before and after a task's calls of micro, on its thread; none where 0 */
  void (*end)(void);
  /* C[m.., n..] (rows × columns or less) from a panel of each. */
  void (*micro)(const struct product *p, const void *a, const void *b, int64_t m, int64_t n);
};

/* C = alpha · A · B + beta · C, or alpha · A · B + bias where there is one. */
struct product {
  struct operand A, B;
  int64_t M, N, K;
  float alpha, beta;
  const float *bias;
  float *C;
  int64_t ldc;
  const struct method *by;
  /* the block at hand */
  int64_t m0, mc, n0, nc, k0, kc;
  int64_t panelA, panelB;         /* bytes of a panel */
  int64_t panelsA, panelsB, newB; /* the panels of B that are not packed yet come first, then those of A */
  int64_t tileB, tilesB;          /* panels of B of a task, and tasks along N */
  char *packedA, *packedB;
  int refusedA, refusedB; /* values of the block that the method cannot multiply; set by any thread */
};

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

#endif
