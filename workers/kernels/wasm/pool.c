/* pool.h over WebAssembly: one thread, and a memory that is empty again after each call. */
#include "pool.h"

enum { ALIGNMENT = 64 };
/* The last page stays out of reach, so that no address plus its length wraps around. */
static const uint64_t MOST_BYTES = 0xffff0000;

extern unsigned char __heap_base;
static uint64_t arena_top;
static int call;

static void *take(uint64_t bytes) {
  uint64_t begin = (arena_top + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT, end = begin + bytes;
  uint64_t have = (uint64_t)__builtin_wasm_memory_size(0) << 16;
  if (end > MOST_BYTES) return 0;
  if (end > have && __builtin_wasm_memory_grow(0, (end - have + 0xffff) >> 16) == (size_t)-1) return 0;
  arena_top = end;
  return (void *)(uintptr_t)begin;
}

/* Begins a call: room for its arguments, 64-byte aligned, or 0 when there is not so much. What the call before had is
 * gone. */
EXPORT void *arena_start(double bytes) {
  call++;
  arena_top = (uintptr_t)&__heap_base;
  return bytes <= MOST_BYTES ? take((uint64_t)bytes) : 0;
}

EXPORT void pool_start(int threads) { (void)threads; }
EXPORT int pool_threads(void) { return 1; }

void pool_run(pool_task task, void *context, int64_t count, int64_t grain) {
  (void)grain;
  if (count > 0) task(context, 0, count, 0);
}

static struct {
  void *memory[SCRATCH_SLOTS];
  size_t bytes[SCRATCH_SLOTS];
  int call;
} scratch;

void *pool_scratch(int slot, size_t bytes) {
  if (scratch.call != call) {
    __builtin_memset(scratch.bytes, 0, sizeof scratch.bytes);
    scratch.call = call;
  }
  if (scratch.bytes[slot] < bytes) {
    scratch.memory[slot] = take(bytes);
    if (!scratch.memory[slot]) __builtin_trap();
    scratch.bytes[slot] = bytes;
  }
  return scratch.memory[slot];
}
