/* Every kernel is compiled once per instruction set. VARIANT (avx2, avx512, neon) ends its name, so that all of
 * them live in one library and the caller picks by what the CPU can do. A header maps the plain name:
 *     #define gemm KERNEL(gemm)
 * so that within a variant kernels call each other by their plain names. */
#ifndef PLATEAU_VARIANT_H
#define PLATEAU_VARIANT_H

#define KERNEL_JOIN(name, variant) name##_##variant
#define KERNEL_EXPAND(name, variant) KERNEL_JOIN(name, variant)
#define KERNEL(name) KERNEL_EXPAND(name, VARIANT)

/* The variant amx has a tile unit. */
#if defined(__AMX_BF16__)
#define TILES 1
#endif

/* The library hides everything that is not marked. */
#define EXPORT __attribute__((visibility("default")))

#endif
