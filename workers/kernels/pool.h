/* One pool of threads for the whole process. Compiled once, not per variant. */
#ifndef PLATEAU_POOL_H
#define PLATEAU_POOL_H

#include <stdint.h>

#include "variant.h"

/* Works on [begin, end). `thread` is in [0, pool_threads()); 0 is the caller. */
typedef void (*pool_task)(void *context, int64_t begin, int64_t end, int thread);

/* Uses `threads` threads, the caller among them, from now on. Harmless when it is so already. */
EXPORT void pool_start(int threads);
EXPORT int pool_threads(void);

/* While it is on, every kernel returns as soon as the chunks at work are done, and what it gives is not to be used: for
 * a thread that is being ended and would else compute on for seconds. May be called by any thread. */
EXPORT void pool_interrupt(int on);

/* Splits [0, count) into chunks that begin at multiples of `grain` and hold at least `grain` items (but the last),
 * and returns when all are done. Which thread takes which chunk is a matter of chance: a sum whose bits matter must
 * be kept per item or per block, not per thread. Called from within a task, or while another caller is at work, it
 * runs everything itself as thread 0. */
void pool_run(pool_task task, void *context, int64_t count, int64_t grain);

/* Memory of the calling thread, 64-byte aligned, contents undefined, kept until the thread ends; a later call with
 * the same slot gives the same memory. Who uses which slot is said here: */
enum {
  SCRATCH_GEMM,
  SCRATCH_TILES = SCRATCH_GEMM + 2,
  SCRATCH_KERNEL = SCRATCH_TILES + 2,
  SCRATCH_TASK,
  SCRATCH_MATRICES,
  SCRATCH_SLOTS
};
void *pool_scratch(int slot, int64_t bytes);

#endif
