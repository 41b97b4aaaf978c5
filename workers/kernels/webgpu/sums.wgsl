// Sums in a fixed order, so that the same numbers always give the same sum.

struct Sizes { rows: u32, columns: u32, rowsAtOnce: u32, scale: f32 }

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

// Adds to what is there.
override accumulate: bool;

// out [⌈rows/rowsAtOnce⌉, columns]: the sum of every `rowsAtOnce` rows of x [rows, columns]
@compute @workgroup_size(64)
fn columns(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let column = group.x * 64 + thread;
  if (column >= p.columns) { return; }
  let end = min(p.rows, (group.y + 1) * p.rowsAtOnce);
  var sum = 0.0;
  if (accumulate) { sum = out[group.y * p.columns + column]; }
  for (var row = group.y * p.rowsAtOnce; row < end; row++) { sum += x[row * p.columns + column]; }
  out[group.y * p.columns + column] = sum;
}

var<workgroup> partial: array<f32, 256>;

fn total(own: f32, thread: u32) -> f32 {
  partial[thread] = own;
  workgroupBarrier();
  for (var half = 128u; half > 0; half /= 2) {
    if (thread < half) { partial[thread] += partial[thread + half]; }
    workgroupBarrier();
  }
  return partial[0];
}

// out[columns + group] = Σ x² over the runs of 256 numbers that are this workgroup's; `rows` numbers in all
@compute @workgroup_size(256)
fn squares(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
           @builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var at = group.x * 256 + thread; at < p.rows; at += groups.x * 256) { sum += x[at] * x[at]; }
  sum = total(sum, thread);
  if (thread == 0) { out[p.columns + group.x] = sum; }
}

// out[0] = scale · Σ x over `rows` numbers
@compute @workgroup_size(256)
fn scaled(@builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var at = thread; at < p.rows; at += 256) { sum += x[at]; }
  sum = total(sum, thread);
  if (thread == 0) { out[0] = sum * p.scale; }
}
