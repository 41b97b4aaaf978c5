/* Pairs of a position and a neuron whose Δ may come from the shortcut, and the sums of those where it may not. */
#include "ablationPair.h"
#include "ablationShortcut.h"
#include "pool.h"

enum {
  /* Pairs of one task: so many, that what the sums of a few of them read is read from far away about once. */
  POSITIONS = 32,
  NEURONS = MOST_NEURONS,
  /* Tokens at a time, so that what those pairs read stays in the second-level cache, */
  RUN = 1024,
  /* and groups of them, whose sums shall stay there, too. */
  GROUPS = 256,
};

/* Pairs of one method. */
struct group {
  enum method method;
  int members;
  int64_t row[GROUP], neuron[GROUP];
  struct pair pairs[GROUP];
  struct scales scales;
  union sums sums;
};

struct groups {
  int count;
  struct group *open[METHODS]; /* of each method the one with room, if any */
  struct group all[GROUPS];
};

static void sum_groups(const struct ablation *p, struct groups *groups) {
  for (int64_t v = 0; v < p->ld; v += RUN)
    for (int n = 0; n < groups->count; n++) {
      struct group *group = &groups->all[n];
      struct pairs_tokens tokens;
      for (int k = 0; k < GROUP; k++) {
        /* The first stands in for those that are missing. */
        int member = k < group->members ? k : 0;
        tokens.g[k] = p->g + group->neuron[member] * p->ld + v;
        tokens.L[k] = p->L + group->row[member] * p->ld + v;
        tokens.P[k] = p->weights + group->row[member] * p->ld + v;
      }
      add_tokens_of_pairs(group->method, &tokens, least(RUN, p->ld - v), &group->scales, &group->sums);
    }
}

static void finish_groups(const struct ablation *p, struct groups *groups) {
  sum_groups(p, groups);
  for (int n = 0; n < groups->count; n++) {
    const struct group *group = &groups->all[n];
    for (int k = 0; k < group->members; k++) {
      if (group->method == THIRD) {
        double sums[THIRD_POWERS];
        for (int power = 0; power < THIRD_POWERS; power++) sums[power] = vsum(group->sums.moments[k][power]);
        third_order(p, group->row[k], group->neuron[k], sums);
      } else {
        keep_effects(p, group->row[k], group->neuron[k], &group->pairs[k], dsum(group->sums.free[k]),
                     dsum(group->sums.frozen[k]));
      }
    }
  }
  groups->count = 0;
  __builtin_memset(groups->open, 0, sizeof groups->open);
}

static void join(const struct ablation *p, struct groups *groups, enum method method, int64_t row, int64_t neuron,
                 const struct pair *pair) {
  struct group *group = groups->open[method];
  if (!group) {
    if (groups->count == GROUPS) finish_groups(p, groups);
    group = groups->open[method] = &groups->all[groups->count++];
    __builtin_memset(group, 0, sizeof *group);
    group->method = method;
  }
  int k = group->members++;
  group->row[k] = row;
  group->neuron[k] = neuron;
  if (pair) {
    group->pairs[k] = *pair;
    group->scales.alpha[k] = (float)pair->alpha;
    group->scales.free[k] = (float)pair->free;
    group->scales.frozen[k] = (float)pair->frozen;
  }
  if (group->members == GROUP) groups->open[method] = 0;
}

/* Returns how many are certified. */
static int64_t add_row(const struct ablation *p, struct groups *groups, int64_t row, int64_t neuron0, int64_t count) {
  uint8_t methods[MOST_NEURONS];
  double sigma = deviation(p, row, neuron0, 0);
  int64_t certified = count;
  certify(p, row, neuron0, count, methods);
  for (int64_t i = 0; i < count; i++) {
    if (methods[i] == CERTIFIED) continue;
    if (methods[i] == THIRD) {
      join(p, groups, THIRD, row, neuron0 + i, 0);
      continue;
    }
    struct pair pair;
    enum method method = pair_of(p, row, neuron0 + i, sigma, &pair);
    certified--;
    if (method == EXACT)
      keep_exact_effects(p, row, neuron0 + i, &pair);
    else
      join(p, groups, method == MOMENTS ? DEGREE_5 : method, row, neuron0 + i, &pair);
  }
  return certified;
}

void certified_effects(void *context, int64_t begin, int64_t end, int thread) {
  struct ablation *p = context;
  int64_t across = divide_up(p->neurons, NEURONS), tasks = across * divide_up(p->rows, POSITIONS), certified = 0;
  struct groups *groups = pool_scratch(SCRATCH_KERNEL, sizeof *groups);
  (void)begin;
  (void)end;
  (void)thread;
  groups->count = 0;
  __builtin_memset(groups->open, 0, sizeof groups->open);
  for (int64_t task; (task = atomic_fetch_add(&p->next, 1)) < tasks;) {
    int64_t row0 = task / across * POSITIONS, neuron0 = task % across * NEURONS;
    for (int64_t row = row0; row < least(row0 + POSITIONS, p->rows); row++)
      certified += add_row(p, groups, row, neuron0, least(NEURONS, p->neurons - neuron0));
    finish_groups(p, groups);
  }
  atomic_fetch_add(&p->certified, certified);
}
