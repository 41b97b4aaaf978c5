// Nonlinearities of a neuron, their slopes, and both gated by a second input.

struct Count { count: u32 }

// As in fusedKernels.ts: 0 erf, 1 tanh, 2 silu, 3 quick, 4 relu, 5 relu2.
override form: u32;

@group(0) @binding(0) var<uniform> p: Count;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> up: array<f32>;
@group(0) @binding(3) var<storage, read> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;
@group(0) @binding(5) var<storage, read_write> dup: array<f32>;

// Φ(x), the standard normal distribution function, to 2e-7 relative on both tails:
// erfc(a) = t · exp(−a² + P(t)), t = 1 / (1 + a/2) for a ≥ 0: Numerical Recipes' Chebyshev fit (§6.2).
fn normalCdf(x: f32) -> f32 {
  let a = abs(x) * 0.70710678;
  let t = 1 / (1 + 0.5 * a);
  var q = t * 0.17087277 - 0.82215223;
  q = q * t + 1.48851587;
  q = q * t - 1.13520398;
  q = q * t + 0.27886807;
  q = q * t - 0.18628806;
  q = q * t + 0.09678418;
  q = q * t + 0.37409196;
  q = q * t + 1.00002368;
  q = q * t - 1.26551223;
  let tail = 0.5 * t * exp(max(q - a * a, -87));
  return select(1 - tail, tail, x < 0);
}

// 1 / (1 + e^−x); beyond ±87 float32 has no e^x.
fn logistic(x: f32) -> f32 { return 1 / (1 + exp(clamp(-x, -87, 87))); }

// 2u, u = √(2/π)·(x + 0.044715·x³), so that ½(1 + tanh u) is the logistic function of it
fn tanhArgument(x: f32) -> f32 { return 1.59576912 * (x + 0.044715 * x * x * x); }

fn value(x: f32) -> f32 {
  switch form {
    case 0u: { return x * normalCdf(x); }
    case 1u: { return x * logistic(tanhArgument(x)); }
    case 2u: { return x * logistic(x); }
    case 3u: { return x * logistic(1.702 * x); }
    // A NaN stays one.
    case 4u: { return select(x, 0.0, x < 0); }
    default: { return select(x * x, 0.0, x < 0); }
  }
}

fn slope(x: f32) -> f32 {
  switch form {
    case 0u: { return normalCdf(x) + x * 0.39894228 * exp(max(-0.5 * x * x, -87)); }
    case 1u: {
      // Beyond ±10 the slope is 0 or 1 to the last bit.
      let y = clamp(x, -10, 10);
      let s = logistic(tanhArgument(y));
      let rest = logistic(-tanhArgument(y));
      return s + y * s * rest * 1.59576912 * (1 + 0.134145 * y * y);
    }
    case 2u: { return logistic(x) * (1 + x * logistic(-x)); }
    case 3u: { return logistic(1.702 * x) * (1 + 1.702 * x * logistic(-1.702 * x)); }
    // By its bits: a GPU may take the smallest numbers for 0.
    case 4u: { return select(0.0, 1.0, bitcast<i32>(x) > 0); }
    default: { return 2 * max(x, 0); }
  }
}

@compute @workgroup_size(256)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) { out[at] = value(x[at]); }
}

@compute @workgroup_size(256)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) { out[at] = dy[at] * slope(x[at]); }
}

@compute @workgroup_size(256)
fn gated(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) { out[at] = value(x[at]) * up[at]; }
}

@compute @workgroup_size(256)
fn gatedBackward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < p.count; at += groups.x * 256) {
    out[at] = dy[at] * up[at] * slope(x[at]);
    dup[at] = dy[at] * value(x[at]);
  }
}
