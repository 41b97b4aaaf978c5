// Δ of pairs of a position and a neuron: the algebra is that of workers/kernels/ablation.h. With the clean weights P,
//     x_v = α L_v + s g_v,    α = σ/σ' − 1,  s = c/σ'        (frozen norm: α = 0, s = c/σ)
//     Δ = ln(1 + Σ_v P_v (e^x_v − 1)) − x_y
// A workgroup has 4 positions × 4 neurons; each of its threads takes every 64th token for all of them.
// with ablationSeries.wgsl

struct Sizes { rows: u32, neurons: u32, V: u32, width: u32 }

@group(0) @binding(0) var<uniform> p: Sizes;
// What ablationTables.wgsl made.
@group(0) @binding(1) var<storage, read> L: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> g: array<f32>;
@group(0) @binding(4) var<storage, read> positions: array<vec4f>;
@group(0) @binding(5) var<storage, read> outputs: array<vec2f>;
// [rows, neurons]: c, what ablation adds to an activation, and residual · output, both centred for a LayerNorm
@group(0) @binding(6) var<storage, read> changes: array<f32>;
@group(0) @binding(7) var<storage, read> products: array<f32>;
// [rows, neurons]: Δ with the norm free and frozen, in nats; `untold` where it is for the CPU to say
@group(0) @binding(8) var<storage, read_write> effects: array<vec2f>;

const threads = 64u;
const side = 4u;
const pairs = side * side;
// Tokens of a thread whose terms are added up before they join the rest, so that the sum rounds less.
const run = 32u;
// Beyond, ln(1 + Σ) would lose its digits where nearly all tokens move down together; the shifted sum has an absolute error
// instead, which a small effect could not bear.
const farthest = 3.0;

// Of a pair: α, s free, s frozen, the largest |x|.
var<workgroup> scales: array<vec4f, pairs>;
// The largest |x| of the pairs that sumNear takes, −1 without any; and whether there are others.
var<workgroup> near: f32;
var<workgroup> beyond: u32;
var<workgroup> sums: array<vec2f, pairs * threads>;

fn scalesOf(row: u32, neuron: u32) -> vec4f {
  if (row >= p.rows || neuron >= p.neurons) { return vec4f(); }
  let c = changes[row * p.neurons + neuron];
  let square = positions[2 * row + 1].x;
  let output = outputs[neuron];
  // σ'²/σ² − 1
  let u = c * (2 * products[row * p.neurons + neuron] / f32(p.width) + c * output.y) / square;
  let ratio = sqrt(max(1 + u, 0));
  let frozen = c / sqrt(square);
  if (ratio * (1 + largestAlpha) < 1) { return vec4f(untold, 0, 0, 0); }
  let alpha = -u / (ratio * (1 + ratio));
  let free = frozen / ratio;
  let far = max(abs(alpha) * positions[2 * row].y + abs(free) * output.x, abs(frozen) * output.x);
  return vec4f(alpha, free, frozen, far);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row0 = group.y * side;
  let neuron0 = group.x * side;
  if (thread < pairs) { scales[thread] = scalesOf(row0 + thread / side, neuron0 + thread % side); }
  workgroupBarrier();
  if (thread == 0) {
    near = -1;
    beyond = 0;
    for (var k = 0u; k < pairs; k++) {
      if (scales[k].w > farthest) { beyond = 1; } else { near = max(near, scales[k].w); }
    }
  }
  let far = workgroupUniformLoad(&near);
  if (far >= 0) { sumNear(row0, neuron0, thread, far); }
  if (workgroupUniformLoad(&beyond) == 1) { sumShifted(row0, neuron0, thread); }
}

// The rows beyond the last stand for it, and what they give is not written.
fn rowOf(row: u32) -> u32 { return min(row, p.rows - 1); }
fn neuronOf(neuron: u32) -> u32 { return min(neuron, p.neurons - 1); }

fn sumNear(row0: u32, neuron0: u32, thread: u32, far: f32) {
  for (var k = 0u; k < pairs; k++) { sums[k * threads + thread] = vec2f(); }
  var own: array<vec2f, pairs>;
  for (var begin = thread; begin < p.V; begin += threads * run) {
    for (var k = 0u; k < pairs; k++) { own[k] = vec2f(); }
    let end = min(p.V, begin + threads * run);
    for (var v = begin; v < end; v += threads) {
      var logits: vec4f;
      var shares: vec4f;
      var signatures: vec4f;
      for (var i = 0u; i < side; i++) {
        logits[i] = L[rowOf(row0 + i) * p.V + v];
        shares[i] = weights[rowOf(row0 + i) * p.V + v];
        signatures[i] = g[neuronOf(neuron0 + i) * p.V + v];
      }
      for (var k = 0u; k < pairs; k++) {
        let scale = scales[k];
        let x = vec2f(scale.x * logits[k / side], 0) + scale.yz * signatures[k % side];
        if (far <= 0.295) { own[k] += shares[k / side] * expm1Small(x); }
        else if (far <= 1.468) { own[k] += shares[k / side] * expm1Middle(x); }
        else { own[k] += shares[k / side] * expm1Large(x); }
      }
    }
    for (var k = 0u; k < pairs; k++) { sums[k * threads + thread] += own[k]; }
  }
  workgroupBarrier();
  if (thread < pairs) {
    var sum = vec2f();
    for (var j = 0u; j < threads; j++) { sum += sums[thread * threads + (j + thread) % threads]; }
    let row = row0 + thread / side;
    let neuron = neuron0 + thread % side;
    if (scales[thread].w <= farthest) {
      write(row, neuron, scales[thread], log1p(sum / positions[2 * rowOf(row)].x) - shiftAtTarget(row, neuron, scales[thread]));
    }
  }
}

fn shiftAtTarget(row: u32, neuron: u32, scale: vec4f) -> vec2f {
  let position = 2 * rowOf(row);
  let y = bitcast<u32>(positions[position + 1].y);
  return vec2f(scale.x * positions[position].z, 0) + scale.yz * g[neuronOf(neuron) * p.V + y];
}

fn write(row: u32, neuron: u32, scale: vec4f, effect: vec2f) {
  if (row >= p.rows || neuron >= p.neurons) { return; }
  effects[row * p.neurons + neuron] = select(effect, vec2f(untold), scale.x == untold);
}

// The same for shifts of any size, one pair after the other: Δ = ln Σ P e^(x − x_y) with the largest exponent taken out.
fn sumShifted(row0: u32, neuron0: u32, thread: u32) {
  for (var k = 0u; k < pairs; k++) {
    let row = row0 + k / side;
    let neuron = neuron0 + k % side;
    let scale = workgroupUniformLoad(&scales[k]);
    if (scale.w <= farthest) { continue; }
    let position = rowOf(row) * p.V;
    let signature = neuronOf(neuron) * p.V;
    let y = bitcast<u32>(positions[2 * rowOf(row) + 1].y);
    let target_ = vec2f(positions[2 * rowOf(row)].z, g[signature + y]);
    var top = vec2f(-3.4e38);
    var sum = vec2f();
    for (var v = thread; v < p.V; v += threads) {
      let away = vec2f(L[position + v], g[signature + v]) - target_;
      // ln of the term; a weight of 0 has none.
      let term = vec2f(scale.x * away.x, 0) + scale.yz * away.y + log(max(weights[position + v], 1.2e-38));
      let next = max(top, term);
      sum = sum * exp(max(top - next, vec2f(-87))) + exp(max(term - next, vec2f(-87)));
      top = next;
    }
    workgroupBarrier();
    sums[thread] = top;
    sums[threads + thread] = sum;
    workgroupBarrier();
    if (thread == 0) {
      for (var j = 1u; j < threads; j++) {
        let next = max(top, sums[j]);
        sum = sum * exp(max(top - next, vec2f(-87))) + sums[threads + j] * exp(max(sums[j] - next, vec2f(-87)));
        top = next;
      }
      write(row, neuron, scale, top + log(sum / positions[2 * rowOf(row)].x));
    }
  }
}
