// Rows over the vocabulary for ablationPairs.wgsl: signatures of neurons, clean logits and weights of positions. A constant
// added to a row changes no Δ; both are centred on the middle of their range, which makes the bound on |x| the smallest.
// with vocabularySums.wgsl

struct Sizes { rows: u32, V: u32 }

@group(0) @binding(0) var<uniform> p: Sizes;
// [rows, V], centred in place
@group(0) @binding(1) var<storage, read_write> table: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
// Of a neuron: the variance of its output weights. Of a position: σ² of the clean residual.
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read> targets: array<i32>;
// The clean softmax without its divisor, exp(z − max z). [rows, V]
@group(0) @binding(5) var<storage, read_write> weights: array<f32>;
// [rows]: how far g reaches, variance
@group(0) @binding(6) var<storage, read_write> neurons: array<vec2f>;
// [rows, 2]: Σ weights, how far L reaches, L at the target, −ln P at the target; σ², the target
@group(0) @binding(7) var<storage, read_write> positions: array<vec4f>;

// Middle and half width of the range of a row.
fn rangeOf(begin: u32, thread: u32) -> vec2f {
  var ends = vec2f(-3.4e38);
  for (var v = thread; v < p.V; v += threads) { ends = max(ends, vec2f(table[begin + v], -table[begin + v])); }
  ends = largest(ends, thread);
  return vec2f(ends.x / 2 - ends.y / 2, ends.x / 2 + ends.y / 2);
}

@compute @workgroup_size(256)
fn signatures(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  let range = rangeOf(row * p.V, thread);
  for (var v = thread; v < p.V; v += threads) { table[row * p.V + v] -= range.x; }
  if (thread == 0) { neurons[row] = vec2f(range.y, variance[row]); }
}

@compute @workgroup_size(256)
fn logits(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  let begin = row * p.V;
  var top = vec2f(-3.4e38);
  for (var v = thread; v < p.V; v += threads) { top.x = max(top.x, table[begin + v] + bias[v]); }
  let most = largest(top, thread).x;
  var sum = 0.0;
  for (var v = thread; v < p.V; v += threads) {
    let weight = exp(max(table[begin + v] + bias[v] - most, -87));
    weights[begin + v] = weight;
    sum += weight;
  }
  sum = total(sum, thread);
  let range = rangeOf(begin, thread);
  let y = u32(targets[row]);
  if (thread == 0) {
    let away = most - (table[begin + y] + bias[y]);
    positions[2 * row] = vec4f(sum, range.y, table[begin + y] - range.x, log(sum) + away);
    positions[2 * row + 1] = vec4f(variance[row], bitcast<f32>(y), 0, 0);
  }
  workgroupBarrier();
  storageBarrier();
  for (var v = thread; v < p.V; v += threads) { table[begin + v] -= range.x; }
}
