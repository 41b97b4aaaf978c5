#include "shuffle.h"

/* Places drawn ahead of the one at work, so that the memory of each is on its way when its turn comes: the entries of a
 * large matrix lie beyond every cache. */
enum { AHEAD = 32 };

/* mulberry32, as src/core/stats/random.ts has it. */
static double uniform(uint32_t *state) {
  uint32_t t = *state += 0x6d2b79f5;
  t = (t ^ t >> 15) * (1 | t);
  t = (t + (t ^ t >> 7) * (61 | t)) ^ t;
  return ((double)(t ^ t >> 14) + 0.5) / 4294967296.0;
}

void shuffle(float *values, int64_t n, int seed) {
  uint32_t state = (uint32_t)seed;
  int64_t places[AHEAD];
  for (int64_t i = n - 1, drawn = n - 1; i > 0; i--) {
    for (; drawn > 0 && drawn > i - AHEAD; drawn--) {
      int64_t j = (int64_t)(uniform(&state) * (double)(drawn + 1));
      places[drawn % AHEAD] = j < drawn ? j : drawn;
      __builtin_prefetch(values + places[drawn % AHEAD], 1);
    }
    int64_t j = places[i % AHEAD];
    float kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
