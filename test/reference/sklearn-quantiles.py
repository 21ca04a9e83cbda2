"""Writes sklearn-quantiles.json: random quantiles of labels and what scikit-learn and numpy say of them.

pip install scikit-learn && python test/reference/sklearn-quantiles.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import mean_pinball_loss


def case(random, rows, quantiles, weights):
    """Labels and answers are multiples of 1/16, so that some lie on each other."""
    truth = np.round(random.gamma(2, 3, rows) * 16) / 16
    noise = random.normal(0, 3, (rows, len(quantiles))) + truth[:, None]
    answers = np.sort(np.round(noise * 16) / 16, axis=1)
    answers[:3, 0] = truth[:3]
    answers = np.sort(answers, axis=1)
    mean = lambda values: float(np.average(values, weights=weights))
    each = [
        {
            "quantile": quantile,
            "pinball": mean_pinball_loss(truth, answers[:, i], alpha=quantile, sample_weight=weights),
            "below": mean(truth <= answers[:, i]),
        }
        for i, quantile in enumerate(quantiles)
    ]
    low, high = answers[:, 0], answers[:, -1]
    return {
        "truth": truth.tolist(),
        "predictions": answers.ravel().tolist(),
        "weights": weights.tolist(),
        "quantiles": quantiles,
        "mean": float(np.mean([own["pinball"] for own in each])),
        "each": each,
        "central": {"covered": mean((low <= truth) & (truth <= high)), "size": mean(high - low)},
    }


random = np.random.default_rng(0)
cases = [
    case(random, 40, [0.1, 0.5, 0.9], np.ones(40, int)),
    case(random, 40, [0.05, 0.25, 0.5, 0.95], random.integers(0, 4, 40)),
    case(random, 30, [0.3, 0.6], random.integers(0, 3, 30)),
]
document = {"scikitLearn": sklearn.__version__, "cases": cases}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
