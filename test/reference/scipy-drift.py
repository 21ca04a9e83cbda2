"""Writes scipy-drift.json: drift of samples by NumPy and SciPy (pip install scipy)."""
import json
import pathlib

import numpy as np
from scipy import stats

random = np.random.default_rng(0)
samples = {
    "the same": (random.normal(size=400), random.normal(size=150)),
    "shifted": (random.normal(size=400), random.normal(0.7, 1, size=150)),
    "wider": (random.normal(size=400), random.normal(0, 2, size=150)),
    "heaped": (random.poisson(2, size=400), random.poisson(3, size=150)),
}


def stability(trained, now):
    """Over deciles of training; half a row where a bin is empty."""
    edges = np.unique(np.quantile(trained, np.arange(0.1, 1, 0.1)))
    edges = edges[edges < trained.max()]
    shares = [
        np.bincount(np.searchsorted(edges, own, side="left"), minlength=len(edges) + 1) / len(own)
        for own in (trained, now)
    ]
    before, after = (np.maximum(share, 0.5 / len(own)) for share, own in zip(shares, (trained, now)))
    table = np.array([share * len(own) for share, own in zip(shares, (trained, now))])
    chance = stats.chi2_contingency(table, correction=False).pvalue
    return float(np.sum((after - before) * np.log(after / before))), float(chance)


cases = []
for name, (trained, now) in samples.items():
    trained, now = np.round(trained, 4), np.round(now, 4)
    psi, chance = stability(trained, now)
    ks = stats.ks_2samp(trained, now, method="asymp")
    cases.append({
        "name": name, "trained": trained.tolist(), "now": now.tolist(), "psi": psi, "chance": chance,
        "distance": float(ks.statistic), "pValue": float(ks.pvalue),
    })
tails = [
    {"value": value, "freedom": freedom, "tail": float(stats.chi2.sf(value, freedom))}
    for freedom in (1, 2, 3, 9, 10, 25) for value in (0.01, 1, 5, 20, 60)
]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": cases, "tails": tails}) + "\n")
for case in cases:
    print({key: case[key] for key in ("name", "psi", "chance", "distance", "pValue")})
