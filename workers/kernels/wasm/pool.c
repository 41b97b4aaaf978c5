/* pool.h over WebAssembly: threads of Node, each with an instance of this module, all of them in one memory. What a
 * kernel is given, and what it keeps, lies in an arena that is empty again when the next one is called. */
#include "poolJob.h"

/* ---- memory ---- */

enum { ALIGNMENT = 64 };
/* The last page stays out of reach, so that no address plus its length wraps around. */
static const int64_t MOST_BYTES = 0xffff0000;

extern unsigned char __heap_base;

static struct {
  int64_t bottom; /* what threads keep for ever lies below */
  atomic_llong top;
  int call;
} arena;

static int64_t round_up(int64_t bytes) { return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT; }
static int64_t memory_bytes(void) { return (int64_t)__builtin_wasm_memory_size(0) << 16; }

/* 0 when there is no more. */
static void *take(int64_t bytes) {
  int64_t begin = atomic_fetch_add(&arena.top, round_up(bytes)), missing;
  if (begin + bytes > MOST_BYTES) return 0;
  while ((missing = begin + bytes - memory_bytes()) > 0)
    if (__builtin_wasm_memory_grow(0, (size_t)((missing + 0xffff) >> 16)) == (size_t)-1) return 0;
  return (void *)(uintptr_t)begin;
}

/* Begins a call: room for its arguments, 64-byte aligned, or 0 when there is not so much. */
EXPORT void *arena_start(double bytes) {
  if (arena.bottom == 0) arena.bottom = round_up((uintptr_t)&__heap_base);
  arena.top = arena.bottom;
  arena.call++;
  return bytes <= MOST_BYTES ? take((int64_t)bytes) : 0;
}

/* Between calls: memory that stays, or 0. */
EXPORT void *arena_keep(double bytes) {
  void *kept = arena_start(bytes);
  if (kept) arena.bottom = arena.top;
  return kept;
}

/* ---- jobs ---- */

enum { SPINS = 50000 }; /* some 50 µs */

static struct {
  struct job job;
  int threads;
  atomic_int busy;      /* a job is at work; a call from within it runs alone */
  atomic_int announced; /* counts jobs: a change is the signal to look */
  atomic_int sleepers;
  atomic_int failed;
} pool = {.job.inside = CLOSED, .threads = 1};

static void await_job(int seen) {
  for (int spin = 0; spin < SPINS; spin++)
    if (atomic_load(&pool.announced) != seen) return;
  atomic_fetch_add(&pool.sleepers, 1);
  while (atomic_load(&pool.announced) == seen)
    __builtin_wasm_memory_atomic_wait32((int *)&pool.announced, seen, -1);
  atomic_fetch_sub(&pool.sleepers, 1);
}

/* The life of a thread. Those that are not needed any more sleep. */
EXPORT void pool_work(int thread) {
  int seen = atomic_load(&pool.announced);
  for (;;) {
    join_job(&pool.job, thread);
    await_job(seen);
    seen = atomic_load(&pool.announced);
  }
}

/* A thread trapped in its job: the caller shall, too. */
EXPORT void pool_fail(void) {
  atomic_store(&pool.failed, 1);
  atomic_fetch_sub(&pool.job.inside, 1);
}

/* The caller trapped: nobody may go on with what it had begun. */
EXPORT void pool_recover(void) {
  if (!atomic_load(&pool.busy)) return;
  atomic_store(&pool.job.next, INT32_MAX);
  close_job(&pool.job);
  atomic_store(&pool.failed, 0);
  atomic_store(&pool.busy, 0);
}

/* The threads themselves are started by the caller. */
EXPORT void pool_start(int threads) { pool.threads = threads; }
EXPORT int pool_threads(void) { return pool.threads; }

void pool_run(pool_task task, void *context, int64_t count, int64_t grain) {
  if (count <= 0) return;
  if (grain < 1) grain = 1;
  if (count <= grain || pool.threads == 1 || atomic_exchange(&pool.busy, 1)) {
    task(context, 0, count, 0);
    return;
  }
  open_job(&pool.job, task, context, count, grain, pool.threads);
  atomic_fetch_add(&pool.announced, 1);
  if (atomic_load(&pool.sleepers)) __builtin_wasm_memory_atomic_notify((int *)&pool.announced, -1);
  take_chunks(&pool.job, 0);
  close_job(&pool.job);
  if (atomic_load(&pool.failed)) __builtin_trap();
  atomic_store(&pool.busy, 0);
}

/* ---- scratch ---- */

static _Thread_local struct {
  void *memory[SCRATCH_SLOTS];
  int64_t bytes[SCRATCH_SLOTS];
  int call;
} own;

/* Kept until the call ends, not the thread. What is asked for in growing pieces costs at most twice the last. */
void *pool_scratch(int slot, int64_t bytes) {
  if (own.call != arena.call) {
    __builtin_memset(own.bytes, 0, sizeof own.bytes);
    own.call = arena.call;
  }
  if (own.bytes[slot] < bytes) {
    if (bytes < 2 * own.bytes[slot]) bytes = 2 * own.bytes[slot];
    own.bytes[slot] = bytes;
    own.memory[slot] = take(bytes);
    if (!own.memory[slot]) __builtin_trap();
  }
  return own.memory[slot];
}
