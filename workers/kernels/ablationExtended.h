/* Mean ablation where more stands between a neuron and the loss than the final norm: a norm of the MLP's output, a cap of
 * the logits; and what a neuron does through the frequency of tokens.
 *
 * With h the MLP's output, ρ = √(|h|²/d + ε_p) and γ_p its norm, setting neuron i to its mean adds to the residual stream
 *     (ρ/ρ' − 1) u + (c/ρ') γ_p w,    u = γ_p h / ρ,    ρ' = √(|h + c w|²/d + ε_p)
 * (without that norm: u = 0, ρ' = 1), and to the logits z = L + b, with H of u and g of γ_p w as L is of the residual,
 *     x_v = α L_v + s g_v + η H_v,    α = σ/σ' − 1,  s = c/(ρ'σ'),  η = (ρ/ρ' − 1)/σ'    (frozen: α = 0, σ' = σ)
 * A cap C makes z = C τ, τ = tanh((L + b)/C), and of the shift, which is now no longer free of what all tokens have in common,
 *     y_v = C tanh(x_v/C) (1 − τ_v²) / (1 + τ_v tanh(x_v/C))
 * With y = x where there is no cap, f the direction of frequency (unit length, Σ f = 0), q_v = z_v − ln p_v − E_P[z − ln p]:
 *     Δ = ln(1 + Σ_v P_v (e^y_v − 1)) − y_target,    frequency frozen: the same of y − ⟨y, f⟩ f
 *     KL(P' ‖ p) − KL(P ‖ p) = (Σ P y + Σ P (e^y − 1)(q + y)) / S − ln S,    S = 1 + Σ P (e^y − 1)
 * Each pair is summed by itself, or from elements of products that are what they are whatever others are made with them:
 * its bits depend on nothing else. */
#ifndef PLATEAU_ABLATION_EXTENDED_H
#define PLATEAU_ABLATION_EXTENDED_H

#include <stdint.h>

#include "variant.h"

#define ablation_projections KERNEL(ablation_projections)
#define ablation_extended_positions KERNEL(ablation_extended_positions)
#define ablation_extended_effects KERNEL(ablation_extended_effects)

/* projections [rows] = Σ_v direction[v] of each row of g [rows, ld]. */
EXPORT void ablation_projections(int64_t rows, int64_t ld, const float *g, const float *direction,
                                 double *projections);

/* What ablation_extended_effects reads of a row. */
struct extended_position {
  double weight;              /* Σ P */
  double rangeL, rangeH;      /* max |L|, max |H| once they are centred */
  double middleL, middleH;    /* on what */
  double alongL, alongH;      /* Σ f L, Σ f H */
  double target;              /* τ of the target, or 0 */
};
enum { POSITION_NUMBERS = 8 };

/* The clean softmax of each row of L [rows, ld]; L and H are then centred like signatures.
 *   H          [rows, ld], or 0 without a norm of the MLP's output
 *   bias       [ld]; targets [rows]
 *   cap        C, or 0
 *   logUnigram, direction [ld]: ln p and f, 0 in the padding, or both 0 where no frequency is asked for
 *   weights    [rows, ld] P; tanhs [rows, ld] τ, or 0 without a cap; surprise [rows, ld] q, or 0
 *   positions  [rows, POSITION_NUMBERS]; loss [rows] */
EXPORT void ablation_extended_positions(float *L, float *H, int64_t rows, int64_t V, int64_t ld, const double *bias,
                                        const int32_t *targets, double cap, const double *logUnigram,
                                        const float *direction, float *weights, float *tanhs, float *surprise,
                                        double *positions, double *loss);

/* Δ of every position and neuron in nats: free, frozen, and where a direction is given kept, which is Δ with the
 * projection on it kept, and divergence, which is the difference of KL. Each [rows, neurons].
 *   L … positions                 what the functions above took and made
 *   g, middle, range, along       [neurons …] of ablation_signatures and ablation_projections
 *   activations, mean             as in ablation.h
 *   residual, output              [rows, d] and γ_p w [neurons, d], both centred for a LayerNorm
 *   inner                         [rows, d] u, centred like them; mlpOutput [rows, d] h; weight [neurons, d] w, or all 0
 *   gamma, unembedding            for the pairs where αL, s g and ηH are large and cancel, as in ablation.h
 *   linear … fourths, tableSums   [.., rows, neurons] and [rows, ..]: the products of ablationFrequency.h, for where neither
 *                                 a cap nor a norm stands between; or all 0, where every pair is to be summed by itself */
EXPORT void ablation_extended_effects(int64_t rows, int64_t neurons, int64_t V, int64_t ld, int64_t d, const float *L,
                                      const float *H, const double *bias, const int32_t *targets, double cap,
                                      const float *direction, const float *weights, const float *tanhs,
                                      const float *surprise, const double *positions, const float *g,
                                      const double *middle, const double *range, const double *along,
                                      const float *activations, int64_t activationStride, const double *mean,
                                      const double *residual, const double *output, const double *inner,
                                      const double *mlpOutput, const double *weight, double epsilon,
                                      double innerEpsilon, const float *gamma, const float *unembedding,
                                      const float *linear, const float *squares, const float *cubes,
                                      const float *fourths, const double *tableSums, double *free, double *frozen,
                                      double *kept, double *divergence);

#endif
