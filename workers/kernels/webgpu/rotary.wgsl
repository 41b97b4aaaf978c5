// Within each head, pair j of the first 2·pairs entries is turned: (a, b) → (a·cos − b·sin, b·cos + a·sin).

struct Sizes { count: u32, context: u32, heads: u32, width: u32, pairs: u32, direction: f32 }

// Pair j: entries 2j and 2j + 1, or j and j + pairs.
override interleaved: bool;

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
// [context, pairs]
@group(0) @binding(2) var<storage, read> cosines: array<f32>;
@group(0) @binding(3) var<storage, read> sines: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) {
    let entry = at % p.width;
    if (entry >= 2 * p.pairs) {
      out[at] = x[at];
      continue;
    }
    let position = at / p.width / p.heads % p.context;
    let pair = select(entry % p.pairs, entry / 2, interleaved);
    let second = select(entry >= p.pairs, entry % 2 == 1, interleaved);
    let apart = select(p.pairs, 1u, interleaved);
    let angle = position * p.pairs + pair;
    let sine = p.direction * sines[angle];
    if (second) { out[at] = x[at] * cosines[angle] + x[at - apart] * sine; }
    else { out[at] = x[at] * cosines[angle] - x[at + apart] * sine; }
  }
}
