// What the sums over the vocabulary of ablationPairs.wgsl and ablationExtendedPairs.wgsl are made of.

// Larger than any Δ of float32 logits.
const untold = 1e30;

// A neuron whose ablation leaves less than half of σ has α L and s g cancel.
const largestAlpha = 1.0;

// e^x − 1 for |x| ≤ .295 and 1.468, exact to float32 relative to x: the polynomials of workers/kernels/ablationSums.c.
fn expm1Small(x: vec2f) -> vec2f {
  return x * (1 + x * (0.499996707 + x * (0.166666196 + x * (0.0418179867 + x * 0.00835494302))));
}
fn expm1Middle(x: vec2f) -> vec2f {
  var q = 2.61710046e-05 + x * 2.87975472e-06;
  q = 0.000198210939 + x * q;
  q = 0.00138665852 + x * q;
  q = 0.00833345445 + x * q;
  q = 0.0416680062 + x * q;
  q = 0.166666647 + x * q;
  q = 0.499999783 + x * q;
  return x * (1 + x * q);
}
// For |x| ≤ 3, as 2^n · e^r − 1 with |r| ≤ ln 2 / 2.
fn expm1Large(x: vec2f) -> vec2f {
  let n = round(x * 1.44269504);
  let r = x - n * 0.693147181;
  var q = 0.008369174671 + r * 0.001393367373;
  q = 0.041666464711 + r * q;
  q = 0.166665050245 + r * q;
  q = 0.500000001349 + r * q;
  q = 1 + r * (1 + r * q);
  return q * bitcast<vec2f>((vec2i(n) + 127) << vec2u(23)) - 1;
}

// ln(1 + y) for y > −1, exact relative to y: 2 artanh(y / (2 + y)) near 0.
fn log1p(y: vec2f) -> vec2f {
  let w = y / (2 + y);
  let s = w * w;
  let near = 2 * w * (1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s * (1.0 / 11))))));
  return select(log(1 + y), near, abs(y) < vec2f(0.4));
}

// tanh x of any size, exact relative to x: (e^2x − 1) / (e^2x + 1).
fn tanhOf(x: vec2f) -> vec2f {
  let twice = clamp(2 * x, vec2f(-60), vec2f(60));
  let e = select(expm1Large(twice), expm1Middle(twice), abs(twice) <= vec2f(1.468));
  return e / (e + 2);
}
