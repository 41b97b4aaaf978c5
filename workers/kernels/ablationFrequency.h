/* The sums of ablationExtended.h along frequency from matrix products, of the pairs whose shift x = α L + s g reaches so
 * little that e^x − 1 is a cubic polynomial: Σ P f^a q^b x^n then needs Σ P f^a q^b L^j g^k alone, which no α or s is in.
 * Those without g belong to the position. Those linear in g are products of d_model numbers, since g is. Ten are left:
 * {P, P L, P q, P L², P q L, P f} with g², the first three of them with g³, P with g⁴. Two parts of their operands are
 * enough (gemm.h): where x reaches 0.049, the terms of second order are at most 0.0012, and 2^-15 of that is 4e-8 nats. */
#ifndef PLATEAU_ABLATION_FREQUENCY_H
#define PLATEAU_ABLATION_FREQUENCY_H

#include <stdint.h>

#include "ablationExtendedPair.h"
#include "variant.h"

#define ablation_frequency_tables KERNEL(ablation_frequency_tables)
#define ablation_frequency_powers KERNEL(ablation_frequency_powers)
#define sum_frequency_products KERNEL(sum_frequency_products)

/* The tables, in the order of `tables`; and Σ of a table's row where it has L, q or f. */
enum { P_, PL, PQ, PLL, PQL, PF, PLLL, PQLL, PFL, PFF, TABLES };
enum { S_L, S_LL, S_LLL, S_LLLL, S_Q, S_QL, S_QLL, S_QLLL, S_F, S_FF, S_FFF, S_FL, S_FLL, S_FFL, POSITION_SUMS };

/* tables [TABLES, rows, ld], of which P is there; sums [rows, POSITION_SUMS]. */
EXPORT void ablation_frequency_tables(int64_t rows, int64_t ld, const float *L, const float *surprise,
                                      const float *direction, float *tables, double *sums);

/* squares, cubes, fourths [rows, ld] of g [rows, ld]. */
EXPORT void ablation_frequency_powers(int64_t rows, int64_t ld, const float *g, float *squares, float *cubes,
                                      float *fourths);

/* The sums of a pair whose method is MOMENTS. */
void sum_frequency_products(const struct extended *p, const struct extended_pair *pair, struct extended_sums *sums,
                            int64_t row, int64_t neuron);

#endif
