// Rows over the vocabulary for ablationExtendedPairs.wgsl, as ablationTables.wgsl makes them for ablationPairs.wgsl.
// with vocabularySums.wgsl
// with ablationSeries.wgsl

struct Sizes { rows: u32, V: u32, cap: f32 }

override capped: bool = false;
override postNormed: bool = false;
override frequency: bool = false;

@group(0) @binding(0) var<uniform> p: Sizes;
// [rows, V] signatures, centred in place; or L, which is only read
@group(0) @binding(1) var<storage, read_write> table: array<f32>;
// [rows, V], where the MLP's output has a norm
@group(0) @binding(2) var<storage, read> H: array<f32>;
// [V]: bias, ln p, f
@group(0) @binding(3) var<storage, read> tokens: array<vec4f>;
// [rows] of a neuron: |γ_p w|²/d, |w|²/d; of a position: σ², ρ², x·u/d, |u|²/d
@group(0) @binding(4) var<storage, read> squares: array<vec4f>;
@group(0) @binding(5) var<storage, read> targets: array<i32>;
// [rows]: how far g reaches, on what it is centred, squares
@group(0) @binding(6) var<storage, read_write> neurons: array<vec4f>;
// [rows, V]: L centred, the clean softmax without its divisor, τ, H centred
@group(0) @binding(7) var<storage, read_write> rows: array<vec4f>;
// [rows, 3]: Σ weights, how far L and H reach, on what L is centred; on what H is, E_P[z − ln p], the loss, the target; squares
@group(0) @binding(8) var<storage, read_write> positions: array<vec4f>;

// Middle and half width of a range, from its largest number and the largest of their negatives.
fn middleAndReach(ends: vec2f) -> vec2f { return vec2f(ends.x / 2 - ends.y / 2, ends.x / 2 + ends.y / 2); }

@compute @workgroup_size(256)
fn signatures(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  var ends = vec2f(-3.4e38);
  for (var v = thread; v < p.V; v += threads) {
    ends = max(ends, vec2f(table[row * p.V + v], -table[row * p.V + v]));
  }
  let range = middleAndReach(largest(ends, thread));
  for (var v = thread; v < p.V; v += threads) { table[row * p.V + v] -= range.x; }
  if (thread == 0) { neurons[row] = vec4f(range.y, range.x, squares[row].xy); }
}

// z and τ of a token.
fn logitOf(begin: u32, v: u32) -> vec2f {
  let raw = table[begin + v] + tokens[v].x;
  if (!capped) { return vec2f(raw, 0); }
  let tau = tanhOf(vec2f(raw / p.cap)).x;
  return vec2f(p.cap * tau, tau);
}

@compute @workgroup_size(256)
fn logits(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  let begin = row * p.V;
  var top = vec2f(-3.4e38);
  var endsL = vec2f(-3.4e38);
  var endsH = vec2f(0);
  if (postNormed) { endsH = vec2f(-3.4e38); }
  for (var v = thread; v < p.V; v += threads) {
    top.x = max(top.x, logitOf(begin, v).x);
    endsL = max(endsL, vec2f(table[begin + v], -table[begin + v]));
    if (postNormed) { endsH = max(endsH, vec2f(H[begin + v], -H[begin + v])); }
  }
  let most = largest(top, thread).x;
  let rangeL = middleAndReach(largest(endsL, thread));
  let rangeH = middleAndReach(largest(endsH, thread));
  var sum = 0.0;
  var surprise = 0.0;
  for (var v = thread; v < p.V; v += threads) {
    let z = logitOf(begin, v);
    let weight = exp(max(z.x - most, -87));
    var h = 0.0;
    if (postNormed) { h = H[begin + v] - rangeH.x; }
    rows[begin + v] = vec4f(table[begin + v] - rangeL.x, weight, z.y, h);
    sum += weight;
    if (frequency) { surprise += weight * (z.x - tokens[v].y); }
  }
  sum = total(sum, thread);
  surprise = total(surprise, thread);
  if (thread == 0) {
    let y = u32(targets[row]);
    let loss = log(sum) + (most - logitOf(begin, y).x);
    positions[3 * row] = vec4f(sum, rangeL.y, rangeH.y, rangeL.x);
    positions[3 * row + 1] = vec4f(rangeH.x, surprise / sum, loss, bitcast<f32>(y));
    positions[3 * row + 2] = squares[row];
  }
}
