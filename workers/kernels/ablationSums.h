/* Sums over the vocabulary for a group of pairs. */
#ifndef PLATEAU_ABLATION_SUMS_H
#define PLATEAU_ABLATION_SUMS_H

#include "ablationTables.h"

#define method_for KERNEL(method_for)
#define add_tokens KERNEL(add_tokens)
#define add_tokens_of_pairs KERNEL(add_tokens_of_pairs)
#define sum_from_moments KERNEL(sum_from_moments)

/* How a pair's sums are made, by how far |x| may reach, cheapest first. CERTIFIED needs none and THIRD the three moments
 * that no matrix product gives (ablationShortcut.h). MOMENTS uses that for a polynomial Σ P (αL + s g)^n needs only
 * Σ P L^j g^k, which the free and the frozen norm share. */
enum method { CERTIFIED, THIRD, MOMENTS, DEGREE_5, DEGREE_7, DEGREE_9, REDUCED, EXACT, METHODS };

/* The method for |x| ≤ reach where there is no shortcut. */
enum method method_for(double reach);

/* Whether ln(1 + sum) has lost too many digits of a float32 sum: where nearly all tokens move down together. */
VEC int lost_digits(double sum) { return !(sum > -0.75); }

/* The pairs of a group. */
struct scales {
  float alpha[GROUP], free[GROUP], frozen[GROUP];
};

/* Σ P L^j g^k, by the powers; those without g belong to the position. */
enum { LLG, LGG, GGG, G, LG, GG, POWERS };
/* The first of them that a method needs. */
enum { THIRD_POWERS = GGG + 1 };

/* Σ P (e^x − 1) for the two norms, or moments. The latter are sums of float32 runs in float32: a part in 10^6 of what
 * is at most 0.05 is enough. */
union sums {
  struct {
    vd free[GROUP], frozen[GROUP];
  };
  vf moments[GROUP][POWERS];
};

/* Where the tokens of a neuron and of each position begin: L and P, and `power` floats further on P L, then P L². */
struct tokens {
  const float *g, *L[GROUP], *P[GROUP];
  int64_t power;
};

/* Adds `count` tokens, a multiple of VL. */
void add_tokens(enum method method, const struct tokens *tokens, int64_t count, const struct scales *scales,
                union sums *sums);

/* The same for pairs of any neurons and positions, summed in any way but MOMENTS. */
struct pairs_tokens {
  const float *g[GROUP], *L[GROUP], *P[GROUP];
};
void add_tokens_of_pairs(enum method method, const struct pairs_tokens *tokens, int64_t count,
                         const struct scales *scales, union sums *sums);

/* Σ P (e^x − 1) from the moments of L, Σ P L^n, and those with g. */
double sum_from_moments(const double *L, const double *m, double alpha, double scale);

#endif
