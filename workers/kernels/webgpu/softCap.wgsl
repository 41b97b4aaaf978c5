// By its bits: a compiler may take every comparison of numbers as one without a NaN.
fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffff) > 0x7f800000; }

// tanh x for |x| ≤ 10, to a few units in the last place: WGSL's own may be off by 10⁻⁵, which a cap multiplies. Near 0
// the odd polynomial of Cephes' tanhf (Moshier 1992), as in vec.h.
fn tanhExactly(x: f32) -> f32 {
  let z = x * x;
  var q = z * -5.70498872745e-3 + 2.06390887954e-2;
  q = q * z - 5.37397155531e-2;
  q = q * z + 1.33314422036e-1;
  q = q * z - 3.33332819422e-1;
  let far = 1 - 2 / (exp(2 * abs(x)) + 1);
  return select(sign(x) * far, q * z * x + x, abs(x) < 0.625);
}

// cap · tanh(z / cap), or z where there is no cap
fn softCapped(z: f32, cap: f32) -> f32 {
  // A NaN stays one.
  if (cap == 0 || isNan(z)) { return z; }
  return cap * tanhExactly(clamp(z / cap, -10, 10));
}
