#ifndef PLATEAU_GEMM_H
#define PLATEAU_GEMM_H

#include <stdint.h>

#include "variant.h"

#define gemm KERNEL(gemm)
#define gemm_bias KERNEL(gemm_bias)
#define gemm_parts KERNEL(gemm_parts)

/* C = alpha · op(A) · op(B) + beta · C, float32, row-major, on all threads of the pool.
 *   op(A) [M, K], op(B) [K, N], C [M, N]; op transposes when its flag is set, so that A is stored [M, K] or [K, M],
 *   and ld* is the distance between the starts of two stored rows.
 * With beta = 0 C is not read. K is never split between threads: every bit is the same for any number of them. */
EXPORT void gemm(int transA, int transB, int64_t M, int64_t N, int64_t K, float alpha, const float *A, int64_t lda,
                 const float *B, int64_t ldb, float beta, float *C, int64_t ldc);

/* C[i] = op(A[i]) · op(B[i]) for i < batch, dense matrices of which those of A and B are stride* apart, 0 for one
 * that serves all. */
EXPORT void KERNEL(gemm_batch)(int64_t batch, int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A,
                               int64_t strideA, const float *B, int64_t strideB, float *C);

/* C = op(A) · op(B) + bias, the same bias [N] in every row, or none when it is 0. */
void gemm_bias(int transA, int transB, int64_t M, int64_t N, int64_t K, const float *A, int64_t lda, const float *B,
               int64_t ldb, const float *bias, float *C, int64_t ldc);

/* gemm from parts of its operands where the CPU has tiles (the variant amx), whatever the shape, so that an element of C is
 * the same whatever others it is made with, and from registers elsewhere: 1 part, 2 or 3 of 8 bits each, from 1, 3 or 6 products of bfloat16. With u = 2^-24 and
 * S = Σ |a·b| over K, for finite operands, and where nothing overflows,
 *   |C − exact| ≤ |alpha| · S · (d + (K / 32 · products + 18) · u) + 2 u |C|,   d = 2^-7 + 2^-16, 2^-15 + 2^-33, 2^-24 + 2^-33
 * beside what float32 itself loses below 2^-126; gemm in registers has K · u in place of the parentheses. */
EXPORT void gemm_parts(int parts, int transA, int transB, int64_t M, int64_t N, int64_t K, float alpha, const float *A,
                       int64_t lda, const float *B, int64_t ldb, float beta, float *C, int64_t ldc);

#endif
