#define _GNU_SOURCE
#include "variant.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* Asks for pages of 2 MiB under memory that nobody touched yet: of 4 KiB, they cost more than twice the time when they are
 * touched. Only a hint: a system that has none, or gives them unasked, goes on as it does. Compiled once. */
EXPORT void pages_large(void *memory, int64_t bytes) {
#ifdef MADV_HUGEPAGE
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), begin = (uintptr_t)memory;
  uintptr_t first = (begin + page - 1) & ~(page - 1), end = (begin + (uintptr_t)bytes) & ~(page - 1);
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
  (void)memory, (void)bytes;
#endif
}
