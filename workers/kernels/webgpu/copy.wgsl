// out [count / columns, columns] = the columns of x, whose rows are `stride` apart, from `begin` on; cut off at least and
// most where `bounded`, a NaN stays.

struct Sizes { count: u32, columns: u32, stride: u32, begin: u32, least: f32, most: f32 }

override bounded: bool;

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) {
    var value = x[p.begin + at / p.columns * p.stride + at % p.columns];
    let isNan = (bitcast<u32>(value) & 0x7fffffff) > 0x7f800000;
    if (bounded && !isNan) { value = clamp(value, p.least, p.most); }
    out[at] = value;
  }
}
