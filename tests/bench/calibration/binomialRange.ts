import { logGamma } from "~/core/stats/special/logGamma";

/** The central 95 % of shares that n trials of probability p give: from the 2.5 % to the 97.5 % quantile. */
export function binomialRange(n: number, p: number): [number, number] {
  return [quantile(n, p, 0.025) / n, quantile(n, p, 0.975) / n];
}

function quantile(n: number, p: number, at: number): number {
  let cumulative = 0;
  for (let k = 0; k <= n; k++) {
    const logChoose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
    cumulative += Math.exp(logChoose + k * Math.log(p) + (n - k) * Math.log1p(-p));
    if (cumulative >= at) return k;
  }
  return n;
}
