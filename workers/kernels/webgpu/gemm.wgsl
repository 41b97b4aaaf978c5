// C = op(A) · op(B) + bias + C, the last two where asked for; a batch of them along z. Row-major float32.
// A tile of 64 × 64 of C by 256 threads, each 4 × 4 of it, 16 terms at a time through the workgroup's memory.

struct Sizes {
  rows: u32, columns: u32, terms: u32,
  // Length of a row as stored; where each matrix begins; from one matrix of the batch to the next.
  strideA: u32, strideB: u32, strideC: u32,
  beginA: u32, beginB: u32, beginC: u32,
  batchA: u32, batchB: u32, batchC: u32,
}

override transposeA: bool;
override transposeB: bool;
override biased: bool;
override accumulate: bool;

@group(0) @binding(0) var<uniform> p: Sizes;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> c: array<f32>;

const side = 64u;
const depth = 16u;

var<workgroup> tileA: array<f32, side * depth>; // [depth, side]
var<workgroup> tileB: array<f32, side * depth>;

fn entryA(row: u32, k: u32, batch: u32) -> f32 {
  if (row >= p.rows || k >= p.terms) { return 0; }
  return a[p.beginA + batch * p.batchA + select(row * p.strideA + k, k * p.strideA + row, transposeA)];
}

fn entryB(k: u32, column: u32, batch: u32) -> f32 {
  if (column >= p.columns || k >= p.terms) { return 0; }
  return b[p.beginB + batch * p.batchB + select(k * p.strideB + column, column * p.strideB + k, transposeB)];
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row0 = group.y * side;
  let column0 = group.x * side;
  let own = vec2u(thread / 16 * 4, thread % 16 * 4);
  var sums: array<vec4f, 4>;

  for (var k0 = 0u; k0 < p.terms; k0 += depth) {
    for (var e = thread; e < side * depth; e += 256) {
      // Neighbouring threads read neighbouring numbers.
      let along = vec2u(e % side, e / side);
      let across = vec2u(e / depth, e % depth);
      let atA = select(across, along, transposeA);
      let atB = select(along, across, transposeB);
      tileA[atA.y * side + atA.x] = entryA(row0 + atA.x, k0 + atA.y, group.z);
      tileB[atB.y * side + atB.x] = entryB(k0 + atB.y, column0 + atB.x, group.z);
    }
    workgroupBarrier();
    for (var k = 0u; k < depth; k++) {
      let atA = k * side + own.x;
      let atB = k * side + own.y;
      let right = vec4f(tileB[atB], tileB[atB + 1], tileB[atB + 2], tileB[atB + 3]);
      for (var i = 0u; i < 4; i++) { sums[i] += tileA[atA + i] * right; }
    }
    workgroupBarrier();
  }

  for (var i = 0u; i < 4; i++) {
    for (var j = 0u; j < 4; j++) {
      let row = row0 + own.x + i;
      let column = column0 + own.y + j;
      if (row >= p.rows || column >= p.columns) { continue; }
      let at = p.beginC + group.z * p.batchC + row * p.strideC + column;
      var value = sums[i][j];
      if (biased) { value += bias[column]; }
      if (accumulate) { value += c[at]; }
      c[at] = value;
    }
  }
}
