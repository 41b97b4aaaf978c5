"""WeightWatcher's own details of seeded matrices, which tests/golden/weightWatcher.test.ts makes again.

python 3.11.2, weightwatcher 0.7.7 (PyPI), torch 1.13.1 (Debian: python3-torch 1.13.1+dfsg-4), numpy 1.26.4, powerlaw 2.0.0.
Run: python tests/golden/weightWatcher_details.py > tests/golden/weightWatcher.json
"""
import contextlib, json, logging, sys, warnings

import numpy as np

warnings.filterwarnings("ignore")
with contextlib.redirect_stdout(sys.stderr):
    import torch
    import weightwatcher as ww

logging.getLogger("weightwatcher").setLevel(logging.ERROR)


def uniforms(seed, count):
    """mulberry32, as src/core/stats/random.ts has it."""
    state, out = seed & 0xFFFFFFFF, []
    for _ in range(count):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (1 | state)) & 0xFFFFFFFF
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ t
        out.append((((t ^ (t >> 14)) & 0xFFFFFFFF) + 0.5) / 4294967296)
    return np.array(out)


def normals(seed, rows, columns):
    count = rows * columns
    u = uniforms(seed, count + count % 2)
    r = np.sqrt(-2 * np.log(u[0::2]))
    z = np.empty(u.size)
    z[0::2], z[1::2] = r * np.cos(2 * np.pi * u[1::2]), r * np.sin(2 * np.pi * u[1::2])
    return z[:count].reshape(rows, columns)


def spiked(seed, rows, columns, strengths):
    matrix = normals(seed, rows, columns)
    for k, strength in enumerate(strengths):
        matrix = matrix + strength * normals(seed + 1 + k, rows, 1) @ normals(seed + 101 + k, 1, columns)
    return matrix


def heavy(seed, rows, columns):
    """Columns of very unequal length: a heavy tail."""
    return normals(seed, rows, columns) * uniforms(seed + 1, columns) ** -0.6


MATRICES = {
    "noise 200 × 96": 0.02 * normals(1, 200, 96),
    "noise 96 × 200": normals(2, 96, 200),
    "square noise 128": normals(3, 128, 128),
    "heavy 256 × 128": 0.1 * heavy(4, 256, 128),
    "spiked 160 × 120": spiked(6, 160, 120, [0.6, 1.1, 2.0]),
    "heavy 300 × 60": heavy(8, 300, 60),
}
COLUMNS = """N M Q alpha D xmin xmax sigma num_pl_spikes lambda_max log_norm log_spectral_norm alpha_weighted log_alpha_norm
stable_rank matrix_rank rank_loss weak_rank_loss entropy detX_num detX_val""".split()


def details(matrix):
    layer = torch.nn.Linear(matrix.shape[1], matrix.shape[0], bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(matrix))
    watcher = ww.WeightWatcher(model=torch.nn.Sequential(layer))
    row = watcher.analyze(detX=True, plot=False, min_evals=10).iloc[0]
    esd = np.sort(watcher.get_ESD(layer=1))
    return {
        "details": {name: float(row[name]) for name in COLUMNS},
        "warning": row["warning"] or None,
        "sum": float(matrix.astype(np.float32).astype(np.float64).sum()),
        "eigenvalues": [float(x) for x in esd[[0, len(esd) // 2, -1]]],
    }


with contextlib.redirect_stdout(sys.stderr):
    golden = {name: {"shape": list(m.shape), **details(m)} for name, m in MATRICES.items()}
print(json.dumps(golden, indent=1, ensure_ascii=False))
