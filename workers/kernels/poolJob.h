/* What the pools have in common: one job at a time, whose chunks any thread may take. */
#ifndef PLATEAU_POOL_JOB_H
#define PLATEAU_POOL_JOB_H

#include <stdatomic.h>

#include "pool.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define RELAX() _mm_pause()
#else
#define RELAX() ((void)0)
#endif

/* Waiting for a moment costs nobody anything; after that whoever else has something to do may have the core. */
#if defined(__wasm__)
#define WAIT(spin) RELAX()
#else
#include <sched.h>
#define WAIT(spin) ((spin) % 128 < 127 ? RELAX() : (void)sched_yield())
#endif

enum {
  CHUNKS_PER_THREAD = 16,
  CLOSED = 1 << 30, /* no thread may enter the job any more */
};

/* Written while CLOSED with nobody inside; read only after entering. */
struct job {
  pool_task task;
  void *context;
  int64_t count, chunk;
  int threads;            /* those with a lower number take part */
  atomic_int interrupted; /* no chunk is begun any more */
  atomic_llong next;
  atomic_int inside; /* threads in the job, and the CLOSED bit */
};

static inline void take_chunks(struct job *job, int thread) {
  for (;;) {
    int64_t begin = atomic_fetch_add(&job->next, 1) * job->chunk;
    if (begin >= job->count || atomic_load(&job->interrupted)) return;
    int64_t end = begin + job->chunk < job->count ? begin + job->chunk : job->count;
    job->task(job->context, begin, end, thread);
  }
}

/* A thread that comes late finds the job closed and need not be waited for. */
static inline void join_job(struct job *job, int thread) {
  int inside = atomic_load(&job->inside);
  do {
    if (inside & CLOSED) return;
  } while (!atomic_compare_exchange_weak(&job->inside, &inside, inside + 1));
  if (thread < job->threads) take_chunks(job, thread);
  atomic_fetch_sub(&job->inside, 1);
}

static inline void open_job(struct job *job, pool_task task, void *context, int64_t count, int64_t grain,
                            int threads) {
  int64_t grains = (count + grain - 1) / grain;
  int64_t chunks = (int64_t)threads * CHUNKS_PER_THREAD;
  job->task = task;
  job->context = context;
  job->count = count;
  job->chunk = (grains + chunks - 1) / chunks * grain;
  job->threads = threads;
  atomic_store(&job->next, 0);
  atomic_store(&job->inside, 0);
}

/* Waits for those that are still inside. */
static inline void close_job(struct job *job) {
  atomic_fetch_or(&job->inside, CLOSED);
  for (unsigned spin = 0; atomic_load(&job->inside) != CLOSED; spin++) WAIT(spin);
}

#endif
