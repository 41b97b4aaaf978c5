#ifndef PLATEAU_EIGENVALUES_H
#define PLATEAU_EIGENVALUES_H

#include <stdint.h>

#include "variant.h"

#define tridiagonalise KERNEL(tridiagonalise)
#define tridiagonal_eigenvalues KERNEL(tridiagonal_eigenvalues)

/* Householder reduction of a symmetric matrix to tridiagonal form by reflections from both sides, which keeps its
 * eigenvalues. 4/3 n³ operations, half of them in matrix products.
 *   A            [n, ld], only the lower triangle is read; destroyed. Entries should be of the order of 1. Left of its
 *                subdiagonal row k holds what was reflected: all but the last entry of the vector, and on the subdiagonal
 *                what that is when offDiagonal[k − 1] is subtracted.
 *   diagonal     [n]
 *   offDiagonal  [n], the first n − 1 are used */
EXPORT void tridiagonalise(double *A, int64_t n, int64_t ld, double *diagonal, double *offDiagonal);

/* Eigenvalues of a symmetric tridiagonal matrix whose entries are at most of the order of 1, in no order, left in
 * diagonal, each within rounding of the matrix's size. NaN everywhere where an entry is none or infinite. O(n²). */
EXPORT void tridiagonal_eigenvalues(double *diagonal, const double *offDiagonal, int64_t n);

#endif
