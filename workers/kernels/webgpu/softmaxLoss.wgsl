// −ln softmax(z)[target] of each row of logits z [rows, V], in nats.
// with softCap.wgsl

struct Sizes { rows: u32, V: u32, begin: u32, softCap: f32, scale: f32 }

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read_write> z: array<f32>;
@group(0) @binding(2) var<storage, read> targets: array<i32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;

var<workgroup> partial: array<f32, 256>;

fn largest(own: f32, thread: u32) -> f32 {
  workgroupBarrier();
  partial[thread] = own;
  workgroupBarrier();
  for (var half = 128u; half > 0; half /= 2) {
    if (thread < half) { partial[thread] = max(partial[thread], partial[thread + half]); }
    workgroupBarrier();
  }
  return partial[0];
}

fn total(own: f32, thread: u32) -> f32 {
  workgroupBarrier();
  partial[thread] = own;
  workgroupBarrier();
  for (var half = 128u; half > 0; half /= 2) {
    if (thread < half) { partial[thread] += partial[thread + half]; }
    workgroupBarrier();
  }
  return partial[0];
}

// Overwrites z with the gradient of scale · Σ loss where `gradient` is set. Row r has the target and loss of `begin` + r.
override gradient: bool;

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  for (var row = group.x; row < p.rows; row += groups.x) {
    let begin = row * p.V;
    let chosen = u32(targets[p.begin + row]);
    var most = -3.4e38;
    for (var v = thread; v < p.V; v += 256) { most = max(most, softCapped(z[begin + v], p.softCap)); }
    most = largest(most, thread);
    var sum = 0.0;
    for (var v = thread; v < p.V; v += 256) { sum += exp(softCapped(z[begin + v], p.softCap) - most); }
    sum = total(sum, thread);
    if (thread == 0) { losses[p.begin + row] = log(sum) - (softCapped(z[begin + chosen], p.softCap) - most); }
    if (gradient) {
      workgroupBarrier();
      for (var v = thread; v < p.V; v += 256) {
        let cap = softCapped(z[begin + v], p.softCap);
        var error = p.scale * (exp(cap - most) / sum - select(0.0, 1.0, v == chosen));
        if (p.softCap != 0) { error *= 1 - cap / p.softCap * (cap / p.softCap); }
        z[begin + v] = error;
      }
    }
  }
}
