/* Exact mean ablation of the neurons of a final MLP. With the clean logits z = L + b and P = softmax(z), setting neuron
 * i to its mean changes the logits of position t by
 *     x_v = α L_v + s g_v,    α = σ/σ' − 1,  s = c/σ'        (frozen norm: α = 0, s = c/σ)
 * and the loss by
 *     Δ = ln(1 + Σ_v P_v (e^x_v − 1)) − x_y.
 * Written so, nothing of the size of a logit cancels, and float32 keeps Δ to about 1e-7 of the largest |x|: the sums
 * are of small terms, in short runs of float32 collected in float64. A constant added to all of L or of g changes
 * nothing, so both are centred on the middle of their range, which makes the bound on |x| the smallest. */
#ifndef PLATEAU_ABLATION_H
#define PLATEAU_ABLATION_H

#include <stdint.h>

#include "variant.h"

#define ablation_signatures KERNEL(ablation_signatures)
#define ablation_positions KERNEL(ablation_positions)
#define ablation_tokens KERNEL(ablation_tokens)
#define ablation_moments KERNEL(ablation_moments)
#define ablation_collect KERNEL(ablation_collect)
#define ablation_effects KERNEL(ablation_effects)

/* Rows over the vocabulary are padded: ld ≥ V is a multiple of 64 (best an odd one: neighbouring rows then do not
 * compete for the same lines of the cache). */

/* Centres each row of g [rows, ld] on the middle of its first V values, fills the rest with 0, and says where that was
 * and how far it reaches: middle [rows], range [rows] = max |g|. */
EXPORT void ablation_signatures(float *g, int64_t rows, int64_t V, int64_t ld, double *middle, double *range);

/* The clean softmax of each row of L [rows, ld]; L is then centred like g.
 *   bias    [ld] b, and -1e300 in the padding
 *   powers  how many tables of weights are wanted
 *   about   0: of powers of L; 1: of λ = L − E_P[L], as what is certified asks for
 *   weights [powers, rows, ld] P L^n or P λ^n with P = exp(z − max z)
 *   range   [rows] max |L|
 *   moments [rows, 5] Σ P L^n for n = 0 … 4, or from n = 2 on Σ P λ^n
 *   loss    [rows] −ln P_y with y = targets[row] */
EXPORT void ablation_positions(float *L, int64_t rows, int64_t V, int64_t ld, const double *bias,
                               const int32_t *targets, int powers, int about, float *weights, double *range,
                               double *moments, double *loss);

/* With L, two tables of weights by λ (one where the CPU has tiles: the variant amx) and positionMoments of some positions:
 *   tokens [2, rows, d] Σ_v P U_v and Σ_v P λ U_v with the unembedding U [V, d], and with tiles a third, Σ_v P λ² U_v */
EXPORT void ablation_tokens(int64_t rows, int64_t V, int64_t ld, int64_t d, const float *L, const float *weights,
                            const double *positionMoments, const float *unembedding, float *tokens);

/* With those, g [neurons, ld] and the ranges of neurons, and h = g / range:
 *   moments [planes, rows, neurons] Σ P h², and with tiles Σ P h³, Σ P h⁴ and Σ P λ h²
 * From tiles the first is off by 2^-15 of itself at most, the others by 2^-7 of the sum of their terms' magnitudes, and a little for
 * adding up: gemm.h. */
EXPORT void ablation_moments(int64_t rows, int64_t neurons, int64_t ld, const float *L, const float *weights,
                             const double *positionMoments, const float *g, const double *range, float *moments);

/* Δ of every position and neuron in nats: free and frozen [rows, neurons].
 *   L, weights, bias, targets, positionRange, positionMoments; g, neuronRange: what the functions above took and made
 *   activations   neuron i at row t is activations[t · activationStride + i]; c = mean[i] − that
 *   residual      [rows, d] and output [neurons, d], both centred for a LayerNorm:
 *                 σ² = |residual|²/d + ε and σ'² = |residual + c·output|²/d + ε
 *   gamma         [d] and unembedding [V, d]: for the pairs where a neuron carries nearly all of the residual, so that
 *                 αL and s g are large and cancel, x is made from the difference of the two normed rows instead
 * With a positive tolerance, Δ comes from the moments of x where their error is proved to be smaller (ablationShortcut.h);
 * else what follows is not looked at:
 *   middle             [neurons] of g, and outputVariance [neurons] = |output|²/d
 *   residualCovariance [rows, neurons] residual·output/d
 *   meanSignature      [rows, neurons] E_P[g] before g was centred, and lessTarget the same less g_y
 *   covariance         [rows, neurons] E_P[λ g]
 *   planes, moments    of which so many, as ablation_moments made them of these positions and neurons
 *   crossed            [rows, neurons] E_P[λ² (g − E_P[g])], where there is more than one plane
 *   certified          [1] how many pairs have such a Δ */
EXPORT void ablation_effects(int64_t rows, int64_t neurons, int64_t V, int64_t ld, int64_t d, const float *L,
                             const float *weights, const double *bias, const int32_t *targets,
                             const double *positionRange, const double *positionMoments, const float *g,
                             const double *neuronRange, const float *activations, int64_t activationStride,
                             const double *mean, const double *residual, const double *output, double epsilon,
                             const float *gamma, const float *unembedding, double tolerance, const double *middle,
                             const double *outputVariance, const float *residualCovariance,
                             const float *meanSignature, const float *lessTarget, const float *covariance,
                             int64_t planes, const float *moments, const float *crossed, double *free, double *frozen,
                             double *certified);

/* Adds effects [rows, neurons] and their absolute values to the sums of each row's cell, cell · m + neuron. */
EXPORT void ablation_collect(int64_t rows, int64_t neurons, int64_t m, const int32_t *cells, const double *effects,
                             double *absolute, double *sign);

#endif
