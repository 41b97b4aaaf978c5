// What a workgroup of 256 threads finds of a row over the vocabulary: largest numbers and sums, in every thread.

const threads = 256u;
var<workgroup> partial: array<vec2f, threads>;

fn largest(own: vec2f, thread: u32) -> vec2f {
  workgroupBarrier();
  partial[thread] = own;
  workgroupBarrier();
  for (var half = threads / 2; half > 0; half /= 2) {
    if (thread < half) { partial[thread] = max(partial[thread], partial[thread + half]); }
    workgroupBarrier();
  }
  return partial[0];
}

fn total(own: f32, thread: u32) -> f32 {
  workgroupBarrier();
  partial[thread].x = own;
  workgroupBarrier();
  for (var half = threads / 2; half > 0; half /= 2) {
    if (thread < half) { partial[thread].x += partial[thread + half].x; }
    workgroupBarrier();
  }
  return partial[0].x;
}
