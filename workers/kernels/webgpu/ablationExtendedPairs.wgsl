// Δ of pairs of a position and a neuron behind a cap of the logits or a norm of the MLP's output, and what a neuron does
// through the frequency of tokens: the algebra is that of workers/kernels/ablationExtended.h. With the clean weights P,
//     x_v = α L_v + s g_v + η H_v,    α = σ/σ' − 1,  s = c/(ρ'σ'),  η = (ρ/ρ' − 1)/σ'    (frozen norm: α = 0, σ' = σ)
//     y_v = C tanh((z_v + x_v)/C) − C τ_v with a cap C, else x_v
//     Δ = ln(1 + Σ_v P_v (e^y_v − 1)) − y_target,    frequency frozen: the same of y − ⟨y, f⟩ f
//     KL(P' ‖ p) − KL(P ‖ p) = (Σ P y + Σ P (e^y − 1)(q + y)) / S − ln S,    S = 1 + Σ P (e^y − 1)
// A workgroup has 2 positions × 4 neurons; each of its threads takes every 64th token for all of them.
// with ablationSeries.wgsl

struct Sizes { rows: u32, neurons: u32, V: u32, width: u32, cap: f32, reachF: f32 }

override capped: bool = false;
override postNormed: bool = false;
override frequency: bool = false;

@group(0) @binding(0) var<uniform> p: Sizes;
// What ablationExtendedTables.wgsl took and made.
@group(0) @binding(1) var<storage, read> rows: array<vec4f>;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<storage, read> tokens: array<vec4f>;
@group(0) @binding(4) var<storage, read> positions: array<vec4f>;
@group(0) @binding(5) var<storage, read> neurons: array<vec4f>;
// [rows, neurons]: c, what ablation adds to an activation
@group(0) @binding(6) var<storage, read> changes: array<f32>;
// [3, rows, neurons]: x · γ_p w, h · w, u · γ_p w; only the first where the MLP's output has no norm
@group(0) @binding(7) var<storage, read> products: array<f32>;
// [rows, neurons]: Δ with the norm free, frozen, and with the frequency frozen, in nats, and the difference of KL; `untold`
// where it is for the CPU to say
@group(0) @binding(8) var<storage, read_write> effects: array<vec4f>;

const threads = 64u;
const across = 4u;
const down = 2u;
const pairs = down * across;
// Tokens of a thread whose terms are added up before they join the rest, so that the sum rounds less.
const run = 32u;
// Beyond, ln(1 + Σ) would lose its digits where nearly all tokens move down together; the shifted sum has an absolute error
// instead, which a small effect could not bear.
const farthest = 3.0;

// x = (α, s, η, what all tokens have in common) · (L, g, H, 1).
var<workgroup> freeScales: array<vec4f, pairs>;
var<workgroup> frozenScales: array<vec4f, pairs>;
// The largest |x| of a pair, or `untold`; ⟨y, f⟩.
var<workgroup> reaches: array<f32, pairs>;
var<workgroup> projections: array<f32, pairs>;
// How far the exponents of a pair go, 0 of what is untold; the largest of those that sumNear takes, −1 without any; and
// whether there are others.
var<workgroup> exponents: array<f32, pairs>;
var<workgroup> near: f32;
var<workgroup> beyond: u32;
// Of every pair and thread, and the largest exponents of one pair.
var<workgroup> partial: array<vec4f, pairs * threads>;
var<workgroup> partialFirst: array<f32, pairs * threads>;
var<workgroup> tops: array<vec3f, threads>;

// The rows beyond the last stand for it, and what they give is not written.
fn rowOf(k: u32, group: vec3u) -> u32 { return min(group.y * down + k / across, p.rows - 1); }
fn neuronOf(k: u32, group: vec3u) -> u32 { return min(group.x * across + k % across, p.neurons - 1); }

fn prepare(k: u32, row: u32, neuron: u32) {
  let at = row * p.neurons + neuron;
  let ranges = positions[3 * row];
  let middleH = positions[3 * row + 1].x;
  let squares = positions[3 * row + 2];
  let own = neurons[neuron];
  let d = f32(p.width);
  let c = changes[at];
  var left = 1.0;
  var inner = 0.0;
  var scale = c;
  if (postNormed) {
    // ρ'²/ρ² − 1
    let w = c * (2 * products[p.rows * p.neurons + at] / d + c * own.w) / squares.y;
    left = sqrt(max(1 + w, 0));
    inner = -w / (left * (1 + left));
    scale = c / (sqrt(squares.y) * left);
  }
  // σ'²/σ² − 1
  var both = 2 * products[at] / d + scale * own.z;
  var u = scale * both;
  if (postNormed) {
    both += 2 * inner * products[2 * p.rows * p.neurons + at] / d;
    u = scale * both + inner * (2 * squares.z + inner * squares.w);
  }
  u /= squares.x;
  let ratio = sqrt(max(1 + u, 0));
  if (min(ratio, left) * (1 + largestAlpha) < 1) {
    freeScales[k] = vec4f();
    frozenScales[k] = vec4f();
    reaches[k] = untold;
    return;
  }
  let sigma = sqrt(squares.x);
  var free = vec4f(-u / (ratio * (1 + ratio)), scale / (sigma * ratio), inner / (sigma * ratio), 0);
  var frozen = vec4f(0, scale / sigma, inner / sigma, 0);
  if (capped) {
    let middles = vec3f(ranges.w, own.y, middleH);
    free.w = dot(free.xyz, middles);
    frozen.w = dot(frozen.xyz, middles);
  }
  let far = vec4f(ranges.y, own.x, ranges.z, 1);
  freeScales[k] = free;
  frozenScales[k] = frozen;
  reaches[k] = max(dot(abs(free), far), dot(abs(frozen), far));
}

// y of a token with the norm free and frozen. `raw` is its logit before the cap; for shifts beyond the cap 1 + τ t cancels.
fn shiftsOf(k: u32, row: vec4f, signature: f32, raw: f32) -> vec2f {
  let numbers = vec4f(row.x, signature, row.w, 1);
  let x = vec2f(dot(freeScales[k], numbers), dot(frozenScales[k], numbers));
  if (!capped) { return x; }
  if (reaches[k] > p.cap) { return p.cap * (tanhOf((raw + x) / p.cap) - row.z); }
  let t = tanhOf(x / p.cap);
  return p.cap * t * ((1 - row.z) * (1 + row.z)) / (1 + row.z * t);
}

fn rawOf(row: u32, L: f32, bias: f32) -> f32 { return L + positions[3 * row].w + bias; }

// q of a token.
fn surpriseOf(row: u32, raw: f32, tau: f32, logUnigram: f32) -> f32 {
  return select(raw, p.cap * tau, capped) - logUnigram - positions[3 * row + 1].y;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (thread < pairs) {
    projections[thread] = 0;
    prepare(thread, rowOf(thread, group), neuronOf(thread, group));
  }
  workgroupBarrier();
  if (frequency) {
    project(group, thread);
    workgroupBarrier();
  }
  if (thread == 0) {
    near = -1;
    beyond = 0;
    for (var k = 0u; k < pairs; k++) {
      exponents[k] = select(reaches[k], 0, reaches[k] == untold) + abs(projections[k]) * p.reachF;
      if (exponents[k] > farthest) { beyond = 1; } else { near = max(near, exponents[k]); }
    }
  }
  let far = workgroupUniformLoad(&near);
  if (far >= 0) { sumNear(group, thread, far); }
  if (workgroupUniformLoad(&beyond) == 1) { sumShifted(group, thread); }
}

// ⟨y, f⟩ of every pair.
fn project(group: vec3u, thread: u32) {
  var sums: array<f32, pairs>;
  for (var begin = thread; begin < p.V; begin += threads * run) {
    var own: array<f32, pairs>;
    for (var k = 0u; k < pairs; k++) { own[k] = 0; }
    let end = min(p.V, begin + threads * run);
    for (var v = begin; v < end; v += threads) {
      let token = tokens[v];
      for (var k = 0u; k < pairs; k++) {
        let row = rowOf(k, group);
        let position = rows[row * p.V + v];
        let raw = rawOf(row, position.x, token.x);
        own[k] += token.z * shiftsOf(k, position, g[neuronOf(k, group) * p.V + v], raw).x;
      }
    }
    for (var k = 0u; k < pairs; k++) { sums[k] += own[k]; }
  }
  for (var k = 0u; k < pairs; k++) { partialFirst[k * threads + thread] = sums[k]; }
  workgroupBarrier();
  if (thread < pairs) {
    var sum = 0.0;
    for (var j = 0u; j < threads; j++) { sum += partialFirst[thread * threads + (j + thread) % threads]; }
    projections[thread] = sum;
  }
}

fn expm1By(far: f32, x: vec3f) -> vec3f {
  if (far <= 0.295) { return vec3f(expm1Small(x.xy), expm1Small(x.zz).x); }
  if (far <= 1.468) { return vec3f(expm1Middle(x.xy), expm1Middle(x.zz).x); }
  return vec3f(expm1Large(x.xy), expm1Large(x.zz).x);
}

fn sumNear(group: vec3u, thread: u32, far: f32) {
  // Σ P (e^y − 1) free, frozen and of what keeps the projection; Σ P (e^y − 1)(q + y). And Σ P y.
  var sums: array<vec4f, pairs>;
  var firsts: array<f32, pairs>;
  for (var begin = thread; begin < p.V; begin += threads * run) {
    var own: array<vec4f, pairs>;
    var first: array<f32, pairs>;
    for (var k = 0u; k < pairs; k++) {
      own[k] = vec4f();
      first[k] = 0;
    }
    let end = min(p.V, begin + threads * run);
    for (var v = begin; v < end; v += threads) {
      let token = tokens[v];
      for (var k = 0u; k < pairs; k++) {
        let row = rowOf(k, group);
        let position = rows[row * p.V + v];
        let raw = rawOf(row, position.x, token.x);
        let y = shiftsOf(k, position, g[neuronOf(k, group) * p.V + v], raw);
        if (frequency) {
          let e = position.y * expm1By(far, vec3f(y, y.x - projections[k] * token.z));
          own[k] += vec4f(e, e.x * (surpriseOf(row, raw, position.z, token.y) + y.x));
          first[k] += position.y * y.x;
        } else {
          own[k] += vec4f(position.y * expm1By(far, vec3f(y, 0)).xy, 0, 0);
        }
      }
    }
    for (var k = 0u; k < pairs; k++) {
      sums[k] += own[k];
      firsts[k] += first[k];
    }
  }
  for (var k = 0u; k < pairs; k++) {
    partial[k * threads + thread] = sums[k];
    partialFirst[k * threads + thread] = firsts[k];
  }
  workgroupBarrier();
  if (thread < pairs) {
    var sum = vec4f();
    var first = 0.0;
    for (var j = 0u; j < threads; j++) {
      let at = thread * threads + (j + thread) % threads;
      sum += partial[at];
      first += partialFirst[at];
    }
    let weight = positions[3 * rowOf(thread, group)].x;
    let shift = targetOf(thread, group);
    let logs = log1p(sum.xy / weight);
    let kept = log1p(sum.zz / weight).x - shift.z;
    if (exponents[thread] <= farthest) {
      write(thread, group, vec4f(logs - shift.xy, kept, (first + sum.w) / (weight + sum.x) - logs.x));
    }
  }
}

// y of the target, free, frozen and with the projection kept, and f of it.
fn targetOf(k: u32, group: vec3u) -> vec4f {
  let row = rowOf(k, group);
  let v = bitcast<u32>(positions[3 * row + 1].w);
  let position = rows[row * p.V + v];
  let raw = rawOf(row, position.x, tokens[v].x);
  let y = shiftsOf(k, position, g[neuronOf(k, group) * p.V + v], raw);
  return vec4f(y, y.x - projections[k] * tokens[v].z, tokens[v].z);
}

fn write(k: u32, group: vec3u, effect: vec4f) {
  let row = group.y * down + k / across;
  let neuron = group.x * across + k % across;
  if (row >= p.rows || neuron >= p.neurons) { return; }
  effects[row * p.neurons + neuron] = select(effect, vec4f(untold), reaches[k] == untold);
}

// The same for shifts of any size, one pair after the other: Δ = ln Σ P e^(y − y_target) with the largest exponent taken out.
fn sumShifted(group: vec3u, thread: u32) {
  for (var k = 0u; k < pairs; k++) {
    if (workgroupUniformLoad(&exponents[k]) <= farthest) { continue; }
    let row = rowOf(k, group);
    let neuron = neuronOf(k, group);
    let shift = targetOf(k, group);
    var top = vec3f(-3.4e38);
    // Of the last: times q + y − y_target.
    var sum = vec4f();
    for (var v = thread; v < p.V; v += threads) {
      let token = tokens[v];
      let position = rows[row * p.V + v];
      let raw = rawOf(row, position.x, token.x);
      let away = shiftsOf(k, position, g[neuron * p.V + v], raw) - shift.xy;
      // ln of the term; a weight of 0 has none.
      let term = vec3f(away, away.x - projections[k] * (token.z - shift.w)) + log(max(position.y, 1.2e-38));
      let surprise = surpriseOf(row, raw, position.z, token.y) + away.x;
      let next = max(top, term);
      sum = grown(sum, top, next) + grown(vec4f(1, 1, 1, surprise), term, next);
      top = next;
    }
    workgroupBarrier();
    tops[thread] = top;
    partial[thread] = sum;
    workgroupBarrier();
    if (thread == 0) {
      for (var j = 1u; j < threads; j++) {
        let next = max(top, tops[j]);
        sum = grown(sum, top, next) + grown(partial[j], tops[j], next);
        top = next;
      }
      let delta = top + log(sum.xyz / positions[3 * row].x);
      write(k, group, vec4f(delta, sum.w / sum.x - delta.x));
    }
  }
}

// Sums of e^(… − top) as sums of e^(… − next).
fn grown(sum: vec4f, top: vec3f, next: vec3f) -> vec4f {
  let by = exp(max(top - next, vec3f(-87)));
  return sum * by.xyzx;
}
