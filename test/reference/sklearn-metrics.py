"""Writes sklearn-metrics.json: random predictions and what scikit-learn says of them.

pip install scikit-learn && python test/reference/sklearn-metrics.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics


def rounded(values):
    """Multiples of 1/16, which float32 holds exactly, with many ties."""
    return np.round(values * 16) / 16


def probabilities(random, rows, classes):
    counts = random.multinomial(16, np.full(classes, 1 / classes), size=rows)
    return counts / 16


def classification(random, rows, classes):
    truth = np.concatenate([np.arange(classes), random.integers(0, classes, rows - classes)])
    chances = probabilities(random, rows, classes)
    guess = chances.argmax(axis=1)
    binary = classes == 2
    return {
        "kind": "binary" if binary else "multiclass",
        "classes": classes,
        "truth": truth.tolist(),
        "predictions": chances.ravel().tolist(),
        "scores": {
            "accuracy": metrics.accuracy_score(truth, guess),
            "balanced_accuracy": metrics.balanced_accuracy_score(truth, guess),
            "roc_auc": metrics.roc_auc_score(truth, chances[:, 1])
            if binary
            else metrics.roc_auc_score(truth, chances, multi_class="ovr", average="macro"),
            "f1": metrics.f1_score(truth, guess, average="binary" if binary else "macro"),
            # scikit-learn clips at the float's own epsilon: the test compares it without zeros
            "log_loss": metrics.log_loss(truth, (chances + 1 / 16) / (1 + classes / 16)),
        },
    }


def regression(random, rows):
    truth = rounded(random.normal(10, 5, rows))
    guess = rounded(truth + random.normal(0, 2, rows))
    return {
        "kind": "regression",
        "classes": 0,
        "truth": truth.tolist(),
        "predictions": guess.tolist(),
        "scores": {
            "rmse": metrics.root_mean_squared_error(truth, guess),
            "mae": metrics.mean_absolute_error(truth, guess),
            "r2": metrics.r2_score(truth, guess),
        },
    }


def edges(random, rows, classes, occurring):
    """Weights of which some are 0, classes that do not occur, and (above the others) some that a model does not know."""
    truth = random.choice(occurring, rows)
    chances = probabilities(random, rows, classes)
    weights = random.integers(0, 4, rows)
    guess = chances.argmax(axis=1)
    binary = classes == 2
    areas = [
        metrics.roc_auc_score(truth == c, chances[:, c], sample_weight=weights)
        for c in ([1] if binary else range(classes))
        if c in truth
    ]
    recalls = metrics.balanced_accuracy_score(truth, guess, sample_weight=weights)
    precise = metrics.f1_score(
        truth,
        guess,
        labels=[1] if binary else None,
        average="macro",
        sample_weight=weights,
        zero_division=0,
    )
    return {
        "kind": "binary" if binary else "multiclass",
        "classes": classes,
        "truth": np.where(truth < classes, truth, classes - 1 - truth).tolist(),
        "predictions": chances.ravel().tolist(),
        "weights": weights.tolist(),
        "scores": {
            "accuracy": metrics.accuracy_score(truth, guess, sample_weight=weights),
            "balanced_accuracy": recalls,
            "roc_auc": np.mean(areas),
            "f1": precise,
        },
    }


random = np.random.default_rng(0)
cases = [
    classification(random, 40, 2),
    classification(random, 60, 3),
    classification(random, 80, 5),
    regression(random, 30),
    edges(random, 50, 2, [0, 1, 2]),
    edges(random, 50, 2, [0, 1, 2, 3]),
    edges(random, 60, 4, [0, 1, 3]),
    edges(random, 60, 3, [0, 1, 2, 3, 4]),
    edges(random, 60, 5, [1, 2, 6]),
]
document = {"scikitLearn": sklearn.__version__, "cases": cases}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
