// Token and position embeddings. ids [batch, context]; rows are of `width` numbers.

struct Sizes { batch: u32, context: u32, width: u32, rows: u32, scale: f32 }

override positioned: bool;

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read> ids: array<i32>;
@group(0) @binding(2) var<storage, read> wte: array<f32>;
@group(0) @binding(3) var<storage, read> wpe: array<f32>;
@group(0) @binding(4) var<storage, read> dy: array<f32>;
// Where token v occurs: order[starts[v]] … order[starts[v + 1] − 1], ascending.
@group(0) @binding(5) var<storage, read> starts: array<u32>;
@group(0) @binding(6) var<storage, read> order: array<u32>;
@group(0) @binding(7) var<storage, read_write> out: array<f32>;

// out[b·C + c] = scale · wte[ids[b, c]] + wpe[c]
@compute @workgroup_size(256)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.batch * p.context * p.width; at += groups.x * 256) {
    let row = at / p.width;
    let j = at % p.width;
    var value = p.scale * wte[u32(ids[row]) * p.width + j];
    if (positioned) { value += wpe[row % p.context * p.width + j]; }
    out[at] = value;
  }
}

// out[v] = scale · Σ dy over where token v occurs, in a fixed order; `rows` tokens
@compute @workgroup_size(256)
fn tokenGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.rows * p.width; at += groups.x * 256) {
    let token = at / p.width;
    let j = at % p.width;
    var sum = 0.0;
    for (var k = starts[token]; k < starts[token + 1]; k++) { sum += dy[order[k] * p.width + j]; }
    out[at] = p.scale * sum;
  }
}

// out[c] = Σ dy over the batch, 0 for positions beyond the context; `rows` positions
@compute @workgroup_size(256)
fn positionGradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.rows * p.width; at += groups.x * 256) {
    let position = at / p.width;
    var sum = 0.0;
    if (position < p.context) {
      for (var b = 0u; b < p.batch; b++) { sum += dy[(b * p.context + position) * p.width + at % p.width]; }
    }
    out[at] = sum;
  }
}
