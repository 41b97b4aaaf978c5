struct Fill { count: u32, value: f32 }

@group(0) @binding(0) var<uniform> p: Fill;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) { out[at] = p.value; }
}
