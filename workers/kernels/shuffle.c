#include "shuffle.h"

/* Places drawn at a time, the next ones while these are at work, so that the memory of each is on its way when its turn
 * comes: the entries of a large matrix lie beyond every cache. */
enum { AT_ONCE = 64 };

/* places[l] for what is swapped at last − l, by mulberry32 as src/core/stats/random.ts has it: what is drawn depends on its
 * number alone, so that many are drawn side by side. */
static void draw(uint32_t seed, int64_t drawn, int64_t last, int64_t *places) {
  uint32_t state = seed + 0x6d2b79f5 * (uint32_t)drawn;
  for (int l = 0; l < AT_ONCE; l++) {
    uint32_t t = state + 0x6d2b79f5 * (uint32_t)(l + 1);
    t = (t ^ t >> 15) * (1 | t);
    t = (t + (t ^ t >> 7) * (61 | t)) ^ t;
    double uniform = ((double)(t ^ t >> 14) + 0.5) / 4294967296.0;
    int64_t i = last - l, j = (int64_t)(uniform * (double)(i + 1));
    places[l] = j < i ? j : i;
  }
}

static void prefetch(const float *values, const int64_t *places, int64_t count) {
  for (int64_t l = 0; l < count; l++) __builtin_prefetch(values + places[l], 1);
}

static int64_t at_once(int64_t left) { return left < AT_ONCE ? left : AT_ONCE; }

void shuffle(float *values, int64_t n, int seed) {
  int64_t places[2][AT_ONCE];
  draw((uint32_t)seed, 0, n - 1, places[0]);
  for (int64_t drawn = 0, batch = 0; drawn < n - 1; drawn += AT_ONCE, batch ^= 1) {
    int64_t last = n - 1 - drawn, next = last - AT_ONCE;
    if (next > 0) {
      draw((uint32_t)seed, drawn + AT_ONCE, next, places[batch ^ 1]);
      prefetch(values, places[batch ^ 1], at_once(next));
    }
    for (int64_t l = 0; l < at_once(last); l++) {
      int64_t i = last - l, j = places[batch][l];
      float kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
