/* Δ from the moments of a shift under the clean softmax, with a bound on the error. With X = x − E_P[x], |X| ≤ R, and
 * V = E_P[X²],
 *     Δ = E_P[x] − x_y + ln E_P[e^X],    E_P[e^X] = 1 + V/2 + E_P[X³]/6 + …
 * (e^x − 1 − x − x²/2)/x² and the same one term further over x⁴ grow with x, so that cutting the series off leaves
 *     |E_P[e^X] − 1 − V/2|             ≤ V (e^R − 1 − R − R²/2)/R²              ≤ V R/6  / (1 − R/4)
 *     |E_P[e^X] − 1 − V/2 − E_P[X³]/6| ≤ V (e^R − 1 − R − R²/2 − R³/6)/R²       ≤ V R²/24 / (1 − R/5)
 * and since E_P[e^X] ≥ 1 (Jensen), the logarithm makes no error larger, where the sum is kept at 1 or more.
 * With λ = L − E_P[L], E_P[g], E_P[λ g] and E_P[λ² g] have rank d: they are Σ_v P_v W_v and so on times the neuron's output
 * weights; of the size of the vocabulary is one product, P times g². Where the CPU has tiles, P times g³ and g⁴ and P λ times g²
 * are cheap, too: then every pair has its third moment, and the bound is by the fourth, |error| ≤ E[X⁴]/24 / (1 − R/5), which
 * tokens of no weight do not move as they do R: E[X⁴]^¼ ≤ |α| E[λ⁴]^¼ + |s| E[(g − E g)⁴]^¼ (Minkowski). Of what is of third order
 * one bfloat16 of each number is enough for nearly all pairs; where it is not, their third moment is summed. Float32 rounds what the
 * products give, as it does the logits themselves, and so do parts: an allowance for it is part of the bound. */
#ifndef PLATEAU_ABLATION_SHORTCUT_H
#define PLATEAU_ABLATION_SHORTCUT_H

#include "ablationPair.h"
#include "ablationSums.h"

#define certify KERNEL(certify)
#define third_order KERNEL(third_order)

enum { MOST_NEURONS = 256 };

/* For `count` ≤ MOST_NEURONS neurons [neuron0, neuron0 + count) at a row: CERTIFIED with Δ written, THIRD, or METHODS where no bound
 * holds, for both norms. */
void certify(const struct ablation *p, int64_t row, int64_t neuron0, int64_t count, uint8_t *methods);

/* Writes Δ of a pair that is THIRD, from its sums Σ P L² g, Σ P L g² and Σ P g³. */
void third_order(const struct ablation *p, int64_t row, int64_t neuron, const double sums[THIRD_POWERS]);

#endif
