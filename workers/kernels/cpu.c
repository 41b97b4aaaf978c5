#include "variant.h"

/* The best variant of this library that this CPU can run, or "" when there is none. Compiled once. */
EXPORT const char *kernels_best_variant(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
  int v4 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
  return v3 && v4 ? "avx512" : v3 ? "avx2" : "";
#elif defined(__aarch64__)
  return "neon";
#else
  return "";
#endif
}
