"""Writes sklearn-metrics.json: random predictions and what scikit-learn says of them.

pip install scikit-learn && python test/reference/sklearn-metrics.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from scipy import stats
from sklearn import metrics


def rounded(values):
    """Multiples of 1/16, which float32 holds exactly, with many ties."""
    return np.round(values * 16) / 16


def probabilities(random, rows, classes):
    counts = random.multinomial(16, np.full(classes, 1 / classes), size=rows)
    return counts / 16


def of_classes(truth, chances, weights, known):
    """By scikit-learn on rows with weights; `truth` may hold classes from `known` on, which the predictions lack."""
    classes = chances.shape[1]
    binary = classes == 2
    guess = chances.argmax(axis=1)
    own = {"sample_weight": weights}
    scores = {
        "mcc": metrics.matthews_corrcoef(truth, guess, **own),
    }
    for average in ("macro", "micro", "weighted"):
        more = {"average": average, "zero_division": 0, **own}
        scores[f"precision_{average}"] = metrics.precision_score(truth, guess, **more)
        scores[f"recall_{average}"] = metrics.recall_score(truth, guess, **more)
        for beta in (0.5, 1, 2):
            scores[f"f{beta}_{average}"] = metrics.fbeta_score(truth, guess, beta=beta, **more)
    if binary:
        more = {"labels": [1], "average": "macro", "zero_division": 0, **own}
        scores["precision"] = metrics.precision_score(truth, guess, **more)
        scores["recall"] = metrics.recall_score(truth, guess, **more)
        scores["f0.5"] = metrics.fbeta_score(truth, guess, beta=0.5, **more)
        scores["f2"] = metrics.fbeta_score(truth, guess, beta=2, **more)
        scores["average_precision"] = metrics.average_precision_score(truth == 1, chances[:, 1], **own)
    indicators = truth[:, None] == np.arange(classes)
    occurring = [c for c in range(classes) if weights[truth == c].sum() > 0]
    for average in ("macro", "micro", "weighted"):
        found, said = indicators[:, occurring], chances[:, occurring]
        if average == "micro":
            found, said = indicators, chances
        scores[f"average_precision_{average}"] = metrics.average_precision_score(
            found, said, average=average, **own
        )
    if known == classes and len(occurring) == classes:
        scores |= of_known_classes(truth, chances, weights)
    return scores


def of_known_classes(truth, chances, weights):
    classes = chances.shape[1]
    guess = chances.argmax(axis=1)
    own = {"sample_weight": weights}
    labels = np.arange(classes)
    scores = {
        "kappa": metrics.cohen_kappa_score(truth, guess, labels=labels, **own),
        "linear_kappa": metrics.cohen_kappa_score(truth, guess, weights="linear", labels=labels, **own),
        "quadratic_kappa": metrics.cohen_kappa_score(truth, guess, weights="quadratic", labels=labels, **own),
        "expected_calibration_error": calibration_error(truth, chances, weights),
    }
    if classes == 2:
        return scores | {"brier_score": metrics.brier_score_loss(truth, chances[:, 1], **own)}
    scores["brier_score"] = metrics.brier_score_loss(truth, chances, labels=labels, scale_by_half=False, **own)
    # It takes the last of equal classes: the first are made more probable by what changes no other order.
    first = chances - labels * 1e-6
    for k in (2, 3):
        if k < classes:
            scores[f"top_{k}_accuracy"] = metrics.top_k_accuracy_score(truth, first, k=k, labels=labels, **own)
    # Of pairs it takes no weights, which are whole numbers here, and of both none that do not sum to 1.
    repeated, said = np.repeat(truth, weights), np.repeat(chances, weights, axis=0)
    for average, suffix in (("macro", ""), ("weighted", "_weighted")):
        for way in ("ovr", "ovo"):
            scores[f"roc_auc_{way}{suffix}"] = metrics.roc_auc_score(
                repeated, said, multi_class=way, average=average
            )
    return scores


def calibration_error(truth, chances, weights):
    """As Guo et al. (2017) have it, with numpy alone: 15 bins, of two classes by the second."""
    binary = chances.shape[1] == 2
    said = chances[:, 1] if binary else chances.max(axis=1)
    right = truth == (1 if binary else chances.argmax(axis=1))
    bins = np.minimum(14, np.floor(said * 15))
    gaps = [abs((weights * (said - right))[bins == b].sum()) for b in range(15)]
    return sum(gaps) / weights.sum()


def of_numbers(truth, guess, weights):
    own = {"sample_weight": weights}
    repeated = [np.repeat(values, weights) for values in (truth, guess)]
    size = np.abs(truth) + np.abs(guess)
    apart = np.divide(2 * np.abs(truth - guess), size, out=np.zeros_like(size), where=size > 0)
    scores = {
        "median_absolute_error": np.median(np.abs(repeated[0] - repeated[1])),
        "pinball": metrics.mean_pinball_loss(truth, guess, alpha=0.5, **own),
        "pinball_0.9": metrics.mean_pinball_loss(truth, guess, alpha=0.9, **own),
        "spearman": stats.spearmanr(*repeated).statistic,
        "pearson": stats.pearsonr(*repeated).statistic,
        "smape": np.average(apart, weights=weights),
    }
    if (truth != 0).all():
        scores["mape"] = metrics.mean_absolute_percentage_error(truth, guess, **own)
    if (truth >= 0).all() and (guess > 0).all():
        scores["rmsle"] = metrics.root_mean_squared_log_error(truth, guess, **own)
        scores["poisson_deviance"] = metrics.mean_poisson_deviance(truth, guess, **own)
    if (truth > 0).all() and (guess > 0).all():
        scores["gamma_deviance"] = metrics.mean_gamma_deviance(truth, guess, **own)
    return scores


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


def further(random, rows, classes, occurring):
    """The other metrics, of rows of which some have no weight."""
    truth = random.choice(occurring, rows)
    truth[: len(occurring)] = occurring
    weights = random.integers(0, 4, rows)
    weights[: len(occurring)] = 1
    chances = probabilities(random, rows, classes)
    return {
        "kind": "binary" if classes == 2 else "multiclass",
        "classes": classes,
        "truth": np.where(truth < classes, truth, classes - 1 - truth).tolist(),
        "predictions": chances.ravel().tolist(),
        "weights": weights.tolist(),
        "scores": of_classes(truth, chances, weights, max(classes, *[c + 1 for c in occurring])),
    }


def further_numbers(random, least, shift):
    truth = np.maximum(least, rounded(random.gamma(2, 3, 40)) + shift)
    guess = np.maximum(least + 1 / 16, rounded(truth + random.normal(0, 2, 40)))
    truth[:4], guess[:4] = 2.5, 3
    weights = random.integers(0, 4, 40)
    return {
        "kind": "regression",
        "classes": 0,
        "truth": truth.tolist(),
        "predictions": guess.tolist(),
        "weights": weights.tolist(),
        "scores": of_numbers(truth, guess, weights),
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
    further(random, 60, 2, [0, 1]),
    further(random, 60, 2, [0, 1, 2, 3]),
    further(random, 60, 3, [0, 1, 2]),
    further(random, 80, 5, [0, 1, 2, 3, 4]),
    further(random, 60, 4, [0, 1, 3, 4, 6]),
    further_numbers(random, 1 / 16, 0),
    further_numbers(random, 0, -2),
    further_numbers(random, -9, -5),
]
document = {"scikitLearn": sklearn.__version__, "cases": cases}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
