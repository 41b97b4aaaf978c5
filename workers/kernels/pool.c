#include "poolJob.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum {
  MOST_THREADS = 256,
  CHUNKS_ALONE = 8,
  SPINS = 4000, /* some 50 µs: the gap between two kernels of a training step is shorter */
};

static struct {
  pthread_mutex_t busy; /* held by the one caller that has the threads */
  pthread_mutex_t sleep;
  pthread_cond_t wake;
  pthread_t ids[MOST_THREADS];
  int threads;

  struct job job;
  atomic_int announced; /* counts jobs: a change is the signal to look */
  atomic_int sleepers;
  atomic_int stopping;
} pool = {
    .busy = PTHREAD_MUTEX_INITIALIZER,
    .sleep = PTHREAD_MUTEX_INITIALIZER,
    .wake = PTHREAD_COND_INITIALIZER,
    .threads = 1,
    .job.inside = CLOSED,
};

static void await_job(int seen) {
  for (int spin = 0; spin < SPINS; spin++) {
    if (atomic_load(&pool.announced) != seen) return;
    WAIT(spin);
  }
  pthread_mutex_lock(&pool.sleep);
  atomic_fetch_add(&pool.sleepers, 1);
  while (atomic_load(&pool.announced) == seen) pthread_cond_wait(&pool.wake, &pool.sleep);
  atomic_fetch_sub(&pool.sleepers, 1);
  pthread_mutex_unlock(&pool.sleep);
}

static void announce_job(void) {
  atomic_fetch_add(&pool.announced, 1);
  if (atomic_load(&pool.sleepers) == 0) return;
  pthread_mutex_lock(&pool.sleep);
  pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.sleep);
}

static void *thread_main(void *argument) {
  int thread = (int)(intptr_t)argument;
  int seen = atomic_load(&pool.announced);
  while (!atomic_load(&pool.stopping)) {
    join_job(&pool.job, thread);
    await_job(seen);
    seen = atomic_load(&pool.announced);
  }
  return NULL;
}

void pool_start(int threads) {
  if (threads < 1) threads = 1;
  if (threads > MOST_THREADS) threads = MOST_THREADS;
  pthread_mutex_lock(&pool.busy);
  if (threads != pool.threads) {
    atomic_store(&pool.stopping, 1);
    announce_job();
    for (int i = 1; i < pool.threads; i++) pthread_join(pool.ids[i], NULL);
    atomic_store(&pool.stopping, 0);
    pool.threads = 1;
    while (pool.threads < threads &&
           pthread_create(&pool.ids[pool.threads], NULL, thread_main, (void *)(intptr_t)pool.threads) == 0)
      pool.threads++;
  }
  pthread_mutex_unlock(&pool.busy);
}

int pool_threads(void) { return pool.threads; }

void pool_interrupt(int on) { atomic_store(&pool.job.interrupted, on); }

/* In chunks, too, so that it can be interrupted. */
static void run_alone(pool_task task, void *context, int64_t count, int64_t grain) {
  int64_t grains = (count + grain - 1) / grain, chunk = (grains + CHUNKS_ALONE - 1) / CHUNKS_ALONE * grain;
  for (int64_t begin = 0; begin < count && !atomic_load(&pool.job.interrupted); begin += chunk)
    task(context, begin, begin + chunk < count ? begin + chunk : count, 0);
}

void pool_run(pool_task task, void *context, int64_t count, int64_t grain) {
  if (count <= 0) return;
  if (grain < 1) grain = 1;
  if (count <= grain || pool.threads == 1 || pthread_mutex_trylock(&pool.busy) != 0) {
    run_alone(task, context, count, grain);
    return;
  }
  open_job(&pool.job, task, context, count, grain, pool.threads);
  announce_job();
  take_chunks(&pool.job, 0);
  close_job(&pool.job);
  pthread_mutex_unlock(&pool.busy);
}

/* ---- scratch ---- */

struct scratch {
  void *memory[SCRATCH_SLOTS];
  int64_t bytes[SCRATCH_SLOTS];
};

static pthread_key_t scratch_key;
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;
static _Thread_local struct scratch *own;

static void free_scratch(void *argument) {
  struct scratch *scratch = argument;
  for (int slot = 0; slot < SCRATCH_SLOTS; slot++) free(scratch->memory[slot]);
  free(scratch);
}

static void create_scratch_key(void) { pthread_key_create(&scratch_key, free_scratch); }

enum { HUGE_PAGE = 1 << 21 };

/* Large panels in pages that are large too: an inner loop that reads megabytes in order waits for fewer addresses. */
static int allocate(void **memory, size_t bytes) {
  int failed = posix_memalign(memory, bytes < HUGE_PAGE ? 64 : HUGE_PAGE, bytes);
#ifdef MADV_HUGEPAGE
  if (!failed && bytes >= HUGE_PAGE) madvise(*memory, bytes, MADV_HUGEPAGE);
#endif
  return failed;
}

static void out_of_memory(int64_t bytes) {
  fprintf(stderr, "plateau kernels: out of memory (%lld bytes of scratch)\n", (long long)bytes);
  abort();
}

void *pool_scratch(int slot, int64_t bytes) {
  if (!own) {
    pthread_once(&scratch_once, create_scratch_key);
    own = calloc(1, sizeof *own);
    if (!own) out_of_memory(sizeof *own);
    pthread_setspecific(scratch_key, own);
  }
  if (own->bytes[slot] < bytes) {
    free(own->memory[slot]);
    own->bytes[slot] = 0;
    if (allocate(&own->memory[slot], (size_t)bytes) != 0) out_of_memory(bytes);
    own->bytes[slot] = bytes;
  }
  return own->memory[slot];
}
