// Causal softmax attention, one query or one key by one workgroup, 64 keys or queries at a time. Heads lie side by side in
// rows of q, k, v and their gradients; `keyValueHeads` of k and v serve heads / keyValueHeads neighbouring heads each.
// Scores s = scale · q·k, capped to softCap · tanh(s / softCap) where a cap is given; a query sees the last `window` keys
// up to its own, or all of them for 0.
// with softCap.wgsl

struct Sizes {
  batch: u32, context: u32, heads: u32, keyValueHeads: u32, width: u32, window: u32,
  // Length of a row, and where the first head begins in it.
  strideQ: u32, strideK: u32, strideV: u32, strideOut: u32,
  beginQ: u32, beginK: u32, beginV: u32, beginOut: u32,
  scale: f32, softCap: f32,
}

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read> q: array<f32>;
@group(0) @binding(2) var<storage, read> k: array<f32>;
@group(0) @binding(3) var<storage, read> v: array<f32>;
// What `forward` gave: rows of heads · width, and logsum [batch, heads, context] = ln Σ e^s.
@group(0) @binding(4) var<storage, read> y: array<f32>;
@group(0) @binding(5) var<storage, read> dy: array<f32>;
@group(0) @binding(6) var<storage, read_write> logsum: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<f32>;

const lanes = 64u;
// Entries of a head that one thread adds up: heads of up to 256.
const most = 4u;

var<workgroup> partial: array<f32, lanes>;
var<workgroup> weights: array<f32, lanes>;
var<workgroup> own: array<f32, lanes * most>;
var<workgroup> ownGradient: array<f32, lanes * most>;

fn total(value: f32, thread: u32) -> f32 {
  workgroupBarrier();
  partial[thread] = value;
  workgroupBarrier();
  for (var half = lanes / 2; half > 0; half /= 2) {
    if (thread < half) { partial[thread] += partial[thread + half]; }
    workgroupBarrier();
  }
  return partial[0];
}

fn largest(value: f32, thread: u32) -> f32 {
  workgroupBarrier();
  partial[thread] = value;
  workgroupBarrier();
  for (var half = lanes / 2; half > 0; half /= 2) {
    if (thread < half) { partial[thread] = max(partial[thread], partial[thread + half]); }
    workgroupBarrier();
  }
  return partial[0];
}

// Of the capped score c: its derivative with respect to the score.
fn capSlope(c: f32) -> f32 {
  if (p.softCap == 0) { return 1; }
  return 1 - c / p.softCap * (c / p.softCap);
}

// The first key that the query at `position` sees.
fn firstKey(position: u32) -> u32 {
  if (p.window == 0 || position + 1 <= p.window) { return 0; }
  return position + 1 - p.window;
}

// Begin of head `head` in the row of a position.
fn atQ(row: u32, head: u32) -> u32 { return row * p.strideQ + p.beginQ + head * p.width; }
fn atK(row: u32, head: u32) -> u32 { return row * p.strideK + p.beginK + head * p.width; }
fn atV(row: u32, head: u32) -> u32 { return row * p.strideV + p.beginV + head * p.width; }
fn atY(row: u32, head: u32) -> u32 { return (row * p.heads + head) * p.width; }

@compute @workgroup_size(64)
fn forward(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let position = group.x;
  let head = group.y;
  let sequence = group.z * p.context;
  let kvHead = head / (p.heads / p.keyValueHeads);
  for (var j = thread; j < p.width; j += lanes) { own[j] = q[atQ(sequence + position, head) + j]; }
  workgroupBarrier();

  var highest = -3.4e38;
  var sum = 0.0;
  var mixed: array<f32, most>;
  for (var first = firstKey(position); first <= position; first += lanes) {
    let key = first + thread;
    var score = -3.4e38;
    if (key <= position) {
      let at = atK(sequence + key, kvHead);
      var dot = 0.0;
      for (var j = 0u; j < p.width; j++) { dot += own[j] * k[at + j]; }
      score = softCapped(dot * p.scale, p.softCap);
    }
    let next = max(highest, largest(score, thread));
    let weight = select(0.0, exp(score - next), key <= position);
    weights[thread] = weight;
    let shrink = exp(max(highest - next, -87));
    sum = sum * shrink + total(weight, thread);
    highest = next;
    let count = min(lanes, position + 1 - first);
    for (var c = 0u; c < most; c++) {
      let j = thread + c * lanes;
      if (j >= p.width) { break; }
      var value = mixed[c] * shrink;
      for (var i = 0u; i < count; i++) { value += weights[i] * v[atV(sequence + first + i, kvHead) + j]; }
      mixed[c] = value;
    }
    workgroupBarrier();
  }
  for (var c = 0u; c < most; c++) {
    let j = thread + c * lanes;
    if (j < p.width) { out[atY(sequence + position, head) + j] = mixed[c] / sum; }
  }
  if (thread == 0) { logsum[(group.z * p.heads + head) * p.context + position] = highest + log(sum); }
}

// With P the probabilities and D = Σ dy·y: dS = P · (dy·v − D) · slope of the cap · scale, dq = Σ dS·k.
@compute @workgroup_size(64)
fn queryGradient(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let position = group.x;
  let head = group.y;
  let sequence = group.z * p.context;
  let kvHead = head / (p.heads / p.keyValueHeads);
  let atOwn = atY(sequence + position, head);
  var product = 0.0;
  for (var j = thread; j < p.width; j += lanes) {
    own[j] = q[atQ(sequence + position, head) + j];
    ownGradient[j] = dy[atOwn + j];
    product += dy[atOwn + j] * y[atOwn + j];
  }
  let D = total(product, thread);
  let normalizer = logsum[(group.z * p.heads + head) * p.context + position];

  var gradient: array<f32, most>;
  for (var first = firstKey(position); first <= position; first += lanes) {
    let key = first + thread;
    if (key <= position) {
      let row = sequence + key;
      var dot = 0.0;
      var change = 0.0;
      for (var j = 0u; j < p.width; j++) {
        dot += own[j] * k[atK(row, kvHead) + j];
        change += ownGradient[j] * v[atV(row, kvHead) + j];
      }
      let score = softCapped(dot * p.scale, p.softCap);
      weights[thread] = exp(min(score - normalizer, 0)) * (change - D) * capSlope(score) * p.scale;
    }
    workgroupBarrier();
    let count = min(lanes, position + 1 - first);
    for (var c = 0u; c < most; c++) {
      let j = thread + c * lanes;
      if (j >= p.width) { break; }
      for (var i = 0u; i < count; i++) { gradient[c] += weights[i] * k[atK(sequence + first + i, kvHead) + j]; }
    }
    workgroupBarrier();
  }
  for (var c = 0u; c < most; c++) {
    let j = thread + c * lanes;
    if (j < p.width) { out[(sequence + position) * p.strideOut + p.beginOut + head * p.width + j] = gradient[c]; }
  }
}

// 0: dk = Σ dS·q, 1: dv = Σ P·dy, over the queries and heads that see the key.
override ofValues: bool;

@compute @workgroup_size(64)
fn keyGradient(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let key = group.x;
  let kvHead = group.y;
  let sequence = group.z * p.context;
  let shared_ = p.heads / p.keyValueHeads;
  for (var j = thread; j < p.width; j += lanes) {
    own[j] = k[atK(sequence + key, kvHead) + j];
    ownGradient[j] = v[atV(sequence + key, kvHead) + j];
  }
  workgroupBarrier();
  var end = p.context;
  if (p.window != 0) { end = min(end, key + p.window); }

  var gradient: array<f32, most>;
  for (var head = kvHead * shared_; head < (kvHead + 1) * shared_; head++) {
    for (var first = key; first < end; first += lanes) {
      let position = first + thread;
      if (position < end) {
        let row = sequence + position;
        var dot = 0.0;
        var change = 0.0;
        for (var j = 0u; j < p.width; j++) {
          dot += own[j] * q[atQ(row, head) + j];
          let back = dy[atY(row, head) + j];
          change += back * (ownGradient[j] - y[atY(row, head) + j]);
        }
        let score = softCapped(dot * p.scale, p.softCap);
        var weight = exp(min(score - logsum[(group.z * p.heads + head) * p.context + position], 0));
        if (!ofValues) { weight *= change * capSlope(score) * p.scale; }
        weights[thread] = weight;
      }
      workgroupBarrier();
      let count = min(lanes, end - first);
      for (var c = 0u; c < most; c++) {
        let j = thread + c * lanes;
        if (j >= p.width) { break; }
        for (var i = 0u; i < count; i++) {
          let row = sequence + first + i;
          if (ofValues) { gradient[c] += weights[i] * dy[atY(row, head) + j]; }
          else { gradient[c] += weights[i] * q[atQ(row, head) + j]; }
        }
      }
      workgroupBarrier();
    }
  }
  for (var c = 0u; c < most; c++) {
    let j = thread + c * lanes;
    if (j < p.width) { out[(sequence + key) * p.strideOut + p.beginOut + kvHead * p.width + j] = gradient[c]; }
  }
}
