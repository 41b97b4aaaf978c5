// y = (x − mean) · inverse · gamma + beta for each row of x [rows, width], inverse = 1/√(variance + ε).
// Of an RMS norm mean and beta are 0, and the variance is the mean of the squares.

struct Sizes { rows: u32, width: u32, rowsAtOnce: u32, epsilon: f32 }

override centred: bool;

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> beta: array<f32>;
@group(0) @binding(4) var<storage, read> dy: array<f32>;
@group(0) @binding(5) var<storage, read_write> mean: array<f32>;
@group(0) @binding(6) var<storage, read_write> inverse: array<f32>;
@group(0) @binding(7) var<storage, read_write> out: array<f32>;
@group(0) @binding(8) var<storage, read_write> dgamma: array<f32>;
@group(0) @binding(9) var<storage, read_write> dbeta: array<f32>;

var<workgroup> partial: array<vec2f, 128>;

fn total(own: vec2f, thread: u32) -> vec2f {
  workgroupBarrier();
  partial[thread] = own;
  workgroupBarrier();
  for (var half = 64u; half > 0; half /= 2) {
    if (thread < half) { partial[thread] += partial[thread + half]; }
    workgroupBarrier();
  }
  return partial[0];
}

@compute @workgroup_size(128)
fn forward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
           @builtin(local_invocation_index) thread: u32) {
  let width = f32(p.width);
  for (var row = group.x; row < p.rows; row += groups.x) {
    let begin = row * p.width;
    var middle = 0.0;
    if (centred) {
      var sum = vec2f();
      for (var j = thread; j < p.width; j += 128) { sum.x += x[begin + j]; }
      middle = total(sum, thread).x / width;
      // What rounding left of the mean: it would be multiplied by up to 1/√ε.
      sum = vec2f();
      for (var j = thread; j < p.width; j += 128) { sum.x += x[begin + j] - middle; }
      middle += total(sum, thread).x / width;
    }
    var squares = vec2f();
    for (var j = thread; j < p.width; j += 128) {
      let away = x[begin + j] - middle;
      squares.x += away * away;
    }
    let scale = 1 / sqrt(total(squares, thread).x / width + p.epsilon);
    for (var j = thread; j < p.width; j += 128) {
      let h = (x[begin + j] - middle) * scale * gamma[j];
      if (centred) { out[begin + j] = h + beta[j]; } else { out[begin + j] = h; }
    }
    if (thread == 0) {
      if (centred) { mean[row] = middle; }
      inverse[row] = scale;
    }
  }
}

// With h the standardised x and z = dy·gamma: dx = (z − mean z − h·mean(z·h)) · inverse.
@compute @workgroup_size(128)
fn backward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
            @builtin(local_invocation_index) thread: u32) {
  for (var row = group.x; row < p.rows; row += groups.x) {
    let begin = row * p.width;
    let scale = inverse[row];
    var middle = 0.0;
    if (centred) { middle = mean[row]; }
    var sums = vec2f();
    for (var j = thread; j < p.width; j += 128) {
      let z = dy[begin + j] * gamma[j];
      sums += vec2f(z, z * (x[begin + j] - middle) * scale);
    }
    var means = total(sums, thread) / f32(p.width);
    if (!centred) { means.x = 0; }
    for (var j = thread; j < p.width; j += 128) {
      let h = (x[begin + j] - middle) * scale;
      out[begin + j] = (dy[begin + j] * gamma[j] - means.x - h * means.y) * scale;
    }
  }
}

// dgamma and dbeta [⌈rows/rowsAtOnce⌉, width]: Σ dy·h and Σ dy over every `rowsAtOnce` rows
@compute @workgroup_size(64)
fn parameters(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let j = group.x * 64 + thread;
  if (j >= p.width) { return; }
  let end = min(p.rows, (group.y + 1) * p.rowsAtOnce);
  var sums = vec2f();
  for (var row = group.y * p.rowsAtOnce; row < end; row++) {
    var middle = 0.0;
    if (centred) { middle = mean[row]; }
    let at = row * p.width + j;
    sums += vec2f(dy[at] * (x[at] - middle) * inverse[row], dy[at]);
  }
  dgamma[group.y * p.width + j] = sums.x;
  if (centred) { dbeta[group.y * p.width + j] = sums.y; }
}
