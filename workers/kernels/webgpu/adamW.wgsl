// One AdamW update in place; the equations are in workers/lm/ops/adamWStep.ts.

struct Rates {
  count: u32,
  lr: f32, beta1: f32, beta2: f32, eps: f32, decay: f32, gradScale: f32,
  // 1/(1 − β^step)
  correction1: f32, correction2: f32,
}

@group(0) @binding(0) var<uniform> p: Rates;
@group(0) @binding(1) var<storage, read> grad: array<f32>;
@group(0) @binding(2) var<storage, read_write> param: array<f32>;
@group(0) @binding(3) var<storage, read_write> m: array<f32>;
@group(0) @binding(4) var<storage, read_write> v: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) {
    let g = grad[at] * p.gradScale;
    let first = p.beta1 * m[at] + (1 - p.beta1) * g;
    let second = p.beta2 * v[at] + (1 - p.beta2) * g * g;
    m[at] = first;
    v[at] = second;
    let update = first * p.correction1 / (sqrt(second * p.correction2) + p.eps);
    param[at] -= p.lr * (update + p.decay * param[at]);
  }
}
