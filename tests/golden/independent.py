"""Values of src/core by independent implementations, on inputs that tests/golden/independent.test.ts makes again.

python 3.11.7, numpy 2.4.6, scipy 1.17.1, powerlaw 2.0.0, networkx 3.6.1, scikit-learn 1.9.1, statsmodels 0.15.0;
R 4.2.2 with poweRlaw 0.70.6 (Debian: r-base-core 4.2.2.20221110-2, r-cran-powerlaw 0.70.6-2) through Rscript.
Run: python tests/golden/independent.py > tests/golden/independent.json
"""
import json, math, subprocess, sys, warnings

import networkx as nx
import numpy as np
import powerlaw
from scipy import special, stats
from sklearn.feature_selection._mutual_info import _compute_mi_cc
from sklearn.neighbors import NearestNeighbors
from statsmodels.stats.multitest import multipletests

warnings.filterwarnings("ignore")


def uniforms(seed, count):
    """mulberry32, as src/core/stats/random.ts has it."""
    state, out = seed & 0xFFFFFFFF, []
    for _ in range(count):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (1 | state)) & 0xFFFFFFFF
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ t
        out.append((((t ^ (t >> 14)) & 0xFFFFFFFF) + 0.5) / 4294967296)
    return np.array(out)


def normals(seed, count):
    u = uniforms(seed, count + count % 2)
    r = np.sqrt(-2 * np.log(u[0::2]))
    z = np.empty(u.size)
    z[0::2], z[1::2] = r * np.cos(2 * np.pi * u[1::2]), r * np.sin(2 * np.pi * u[1::2])
    return z[:count]


def pareto(seed, alpha, n):
    return np.sort(uniforms(seed, n) ** (-1 / (alpha - 1)))


def ratio(fit, other, nested=None):
    R, p = fit.distribution_compare("power_law", other, nested=nested, normalized_ratio=False)
    normalized, _ = fit.distribution_compare("power_law", other, nested=nested, normalized_ratio=True)
    return {"R": float(R), "p": float(p), "normalizedR": float(normalized)}


def tails():
    out = {}
    samples = {
        "pareto 2.5, 300": pareto(101, 2.5, 300),
        "lognormal, 400": np.sort(np.exp(1 + 0.8 * normals(103, 400))),
        "exponential, 300": np.sort(1 - np.log(uniforms(104, 300))),
    }
    for name, x in samples.items():
        search = powerlaw.Fit(x, verbose=False)
        whole = powerlaw.Fit(x, xmin=x[0], verbose=False)
        script = (
            'suppressMessages(library(poweRlaw)); x <- scan(file("stdin"), quiet=TRUE); m <- conpl$new(x); '
            "e <- estimate_xmin(m, xmax=max(x)); m$setXmin(min(x)); m$setPars(estimate_pars(m)); "
            "r <- conexp$new(x); r$setXmin(min(x)); r$setPars(estimate_pars(r)); v <- compare_distributions(m, r); "
            "cat(format(c(e$xmin, e$pars, e$gof, m$getPars(), r$getPars(), v$test_statistic, v$p_two_sided), digits=15))"
        )
        r = subprocess.run(["Rscript", "-e", script], input="\n".join(map(repr, map(float, x))), capture_output=True, text=True, check=True)
        xmin, alpha, gof, own, rate, statistic, p = map(float, r.stdout.split())
        lognormal = ratio(whole, "lognormal")
        out[name] = {
            "sum": float(x.sum()),
            "powerlaw": {"alpha": float(search.power_law.alpha), "xmin": float(search.power_law.xmin), "D": float(search.power_law.D), "n": int((x >= search.power_law.xmin).sum())},
            "poweRlaw": {"alpha": alpha, "xmin": xmin, "D": gof, "wholeAlpha": own, "rate": rate, "vuong": statistic, "p": p},
            "exponential": ratio(whole, "exponential"),
            "lognormal": {**lognormal, "mu": float(whole.lognormal.mu), "sigma": float(whole.lognormal.sigma)},
            "truncated": {**ratio(whole, "truncated_power_law", nested=True), "alpha": float(whole.truncated_power_law.parameter1), "lambda": float(whole.truncated_power_law.parameter2)},
        }
    return out


def correlation():
    rows = normals(201, 12 * 60).reshape(12, 60)
    rows[1:5] += 0.9 * rows[0]
    return np.corrcoef(rows)


def communities():
    c = correlation()
    parts = [[0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2], [i % 3 for i in range(12)]]
    out = []
    for part in parts:
        sets = [{i for i in range(12) if part[i] == k} for k in range(3)]
        q = {}
        for name, sign in (("positive", 1), ("negative", -1)):
            a = np.maximum(0, sign * c)
            np.fill_diagonal(a, 0)
            q[name] = float(nx.community.modularity(nx.from_numpy_array(a), sets, weight="weight"))
            q[name + "Weight"] = float(a.sum())
        out.append({"partition": part, **q})
    return out


def neighbourhoods():
    vectors = normals(202, 40 * 6).reshape(40, 6)
    values = normals(203, 40)
    index = NearestNeighbors(n_neighbors=11, metric="cosine", algorithm="brute").fit(vectors)
    near = index.kneighbors(vectors, return_distance=False)
    near = [[int(j) for j in row if j != i][:10] for i, row in enumerate(near)]
    w = np.zeros((40, 40))
    for i, row in enumerate(near):
        w[i, row] = 1
    z = values - values.mean()
    members = list(range(12))
    return {
        "neighbours": near,
        "moranI": float(40 / w.sum() * (z @ w @ z) / (z @ z)),
        "joinCount": float(w[np.ix_(members, members)].sum() / w[members].sum()),
    }


def information():
    out = []
    for seed, r in ((301, 0.0), (302, 0.6), (303, 0.95)):
        z = normals(seed, 800)
        x, y = z[:400], r * z[:400] + math.sqrt(1 - r * r) * z[400:]
        # scikit-learn cuts at 0.
        out.append({"seed": seed, "r": r, "k": 3, "mi": float(_compute_mi_cc(x, y, 3))})
    return out


def dimensions():
    e = np.linalg.eigvalsh(correlation())
    p = e / e.sum()
    cumulative = np.cumsum(p[::-1])
    pr = e.sum() ** 2 / (e**2).sum()
    return {
        "eigenvalues": e.tolist(),
        "pca90": int(np.searchsorted(cumulative, 0.9) + 1),
        "pca95": int(np.searchsorted(cumulative, 0.95) + 1),
        "participationRatio": float(1 / (1 / pr - 1 / 60)),
        "expEntropy": float(np.exp(-(p * np.log(p)).sum())),
    }


def coactivation():
    c = correlation()
    pairs = c[np.tril_indices(12, -1)]
    rest = c[:5, 5:].ravel()
    summary = lambda r: {"mean": float(r.mean()), "median": float(np.median(r)), "sharePositive": float((r > 0).mean()), "shareStrong": float((np.abs(r) > 0.5).mean())}
    return {"within": summary(pairs), "withRest": summary(rest)}


def distributions():
    x, y = np.sort(normals(401, 150)), np.sort(normals(402, 90) + 0.3)
    ps = [0.01, 0.04, 0.03, 0.005, 0.5, 0.04]
    return {
        "ksNormal": float(stats.ks_1samp(x, stats.norm.cdf).statistic),
        "ksTwo": float(stats.ks_2samp(x, y).statistic),
        "normalCdf": {str(z): float(stats.norm.cdf(z)) for z in (-30, -8, -1.5, 0.3, 4)},
        "logNormalCdf": {str(z): float(special.log_ndtr(z)) for z in (-1000, -30, -1.5, 0.3)},
        "normalQuantile": {str(p): float(stats.norm.ppf(p)) for p in (1e-300, 1e-10, 0.025, 0.7, 0.9999)},
        "chi2Quantile": [[p, d, float(stats.chi2.ppf(p, d))] for p, d in ((0.025, 18), (0.975, 398), (0.5, 1))],
        "digamma": {str(v): float(special.digamma(v)) for v in (0.1, 1, 3, 57, 16384)},
        "kurtosis": float(stats.kurtosis(x)),
        "hypergeometric": float(stats.hypergeom.sf(6, 512, 33, 40)),
        "holm": [ps, multipletests(ps, method="holm")[1].tolist()],
    }


json.dump({"tails": tails(), "communities": communities(), "neighbourhoods": neighbourhoods(), "information": information(), "dimensions": dimensions(), "coactivation": coactivation(), "distributions": distributions()}, sys.stdout, indent=1)
