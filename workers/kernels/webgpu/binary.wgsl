// out = a ∘ b entry by entry; an axis of length 1 repeats. Shapes of up to four axes, the last one fastest.

struct Shapes {
  count: u32,
  // Lengths of the last three axes.
  second: u32, third: u32, fourth: u32,
  // How far one step along each axis goes: 0 along one that repeats.
  a0: u32, a1: u32, a2: u32, a3: u32,
  b0: u32, b1: u32, b2: u32, b3: u32,
}

override operation: u32; // 0 add, 1 subtract, 2 multiply, 3 divide

@group(0) @binding(0) var<uniform> p: Shapes;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) {
    let i3 = at % p.fourth;
    let i2 = at / p.fourth % p.third;
    let i1 = at / p.fourth / p.third % p.second;
    let i0 = at / p.fourth / p.third / p.second;
    let x = a[i0 * p.a0 + i1 * p.a1 + i2 * p.a2 + i3 * p.a3];
    let y = b[i0 * p.b0 + i1 * p.b1 + i2 * p.b2 + i3 * p.b3];
    var value = x + y;
    if (operation == 1) { value = x - y; }
    if (operation == 2) { value = x * y; }
    if (operation == 3) { value = x / y; }
    out[at] = value;
  }
}
