#include "variant.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Whether the CPU has tiles of bfloat16 and the system lets this process use them, which it must be asked for once. */
static int grants_tiles(void) {
  enum { REQUEST_PERMISSION = 0x1023, TILE_DATA = 18, TILES_OF_BFLOAT16 = 1 << 22, TILES = 1 << 24 };
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(d & TILES) || !(d & TILES_OF_BFLOAT16)) return 0;
  return syscall(SYS_arch_prctl, REQUEST_PERMISSION, TILE_DATA) == 0;
}
#else
static inline int grants_tiles(void) { return 0; }
#endif

/* The best variant of this library that this CPU can run, or "" when there is none. Compiled once; WITH_TILES
 * says whether the compiler made the variant amx. */
EXPORT const char *kernels_best_variant(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
  int v4 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
  if (v3 && v4 && WITH_TILES && grants_tiles()) return "amx";
  return v3 && v4 ? "avx512" : v3 ? "avx2" : "";
#elif defined(__aarch64__)
  return "neon";
#else
  return "";
#endif
}
