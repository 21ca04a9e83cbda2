"""Writes shap-explain.json: small models and what shap and scikit-learn say of them.

pip install shap scikit-learn && python test/reference/shap-explain.py
"""

import json
from pathlib import Path

import numpy as np
import shap
import sklearn
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.inspection import partial_dependence, permutation_importance


def rounded(values, parts=16):
    """Multiples of a power of two, which float32 holds exactly."""
    return np.round(np.asarray(values) * parts) / parts


def tree_of(estimator, factor=1.0):
    """A tree as flat arrays; leaves answer one number each, or one an output."""
    tree = estimator.tree_
    is_leaf = tree.children_left < 0
    return {
        "columns": np.where(is_leaf, -1, tree.feature).tolist(),
        "thresholds": np.where(is_leaf, 0, tree.threshold).tolist(),
        "left": np.where(is_leaf, 0, tree.children_left).tolist(),
        "right": np.where(is_leaf, 0, tree.children_right).tolist(),
        "values": (factor * tree.value[:, :, 0]).tolist(),
    }


def make_exact(estimators):
    """Leaves are rounded, so that single precision holds them."""
    for estimator in estimators:
        estimator.tree_.value[:] = rounded(estimator.tree_.value, 256)


def shapley_of(model, background, x):
    explainer = shap.TreeExplainer(model, data=background, feature_perturbation="interventional")
    values = np.asarray(explainer.shap_values(x, check_additivity=False))
    base = np.atleast_1d(np.asarray(explainer.expected_value, dtype=float))
    return {"base": base.tolist(), "values": values.reshape(len(x), x.shape[1], -1).tolist()}


def boosted(random):
    x = rounded(random.normal(0, 1, (120, 4)))
    # Few values each, so that the grid of partial dependence is all of them.
    x[:, 3] = random.integers(0, 6, 120)
    y = x[:, 0] * x[:, 1] + np.sin(x[:, 2]) + 0.3 * x[:, 3] * (x[:, 0] > 0)
    model = GradientBoostingRegressor(
        n_estimators=12, max_depth=3, learning_rate=0.5, random_state=0
    )
    model.fit(x, y)
    make_exact(model.estimators_.ravel())
    judged = rounded(random.normal(0, 1, (80, 4)))
    judged[:, 3] = random.integers(0, 6, 80)
    truth = rounded(judged[:, 0] * judged[:, 1] + np.sin(judged[:, 2]) + random.normal(0, 0.3, 80))
    importance = permutation_importance(
        model, judged, truth, scoring="neg_root_mean_squared_error", n_repeats=400, random_state=0
    )
    curve = partial_dependence(model, judged, [3], kind="both", method="brute", grid_resolution=20)
    return {
        "start": float(np.ravel(model.init_.constant_)[0]),
        "trees": [tree_of(estimator, model.learning_rate) for estimator in model.estimators_[:, 0]],
        "x": x[:6].tolist(),
        "background": x[50:75].tolist(),
        **shapley_of(model, x[50:75], x[:6]),
        "judged": judged.tolist(),
        "truth": truth.tolist(),
        "importance": importance.importances_mean.tolist(),
        "importanceErrors": (importance.importances_std / np.sqrt(400)).tolist(),
        "grid": curve["grid_values"][0].tolist(),
        "average": curve["average"][0].tolist(),
        "individual": curve["individual"][0].tolist(),
    }


def forest(random):
    x = rounded(random.normal(0, 1, (100, 5)))
    y = np.column_stack([x[:, 0] * x[:, 1] + x[:, 4], np.abs(x[:, 2]) - x[:, 3]])
    model = RandomForestRegressor(n_estimators=5, max_depth=5, random_state=0).fit(x, y)
    make_exact(model.estimators_)
    return {
        "trees": [tree_of(estimator) for estimator in model.estimators_],
        "x": x[:4].tolist(),
        "background": x[60:80].tolist(),
        **shapley_of(model, x[60:80], x[:4]),
    }


def function(rows):
    """What is explained without looking into it; the test has the same."""
    a, b, c, d = rows.T
    return a * b * c + np.sin(d) + np.maximum(b, d) - np.exp(-a * a)


def asked(random):
    x = rounded(random.normal(0, 1, (5, 4)))
    background = rounded(random.normal(0, 1, (12, 4)))
    masker = shap.maskers.Independent(background, max_samples=len(background))
    exact = shap.explainers.Exact(function, masker)(x)
    sampled = shap.explainers.Permutation(function, masker, seed=0)(x, max_evals=2000)
    return {
        "x": x.tolist(),
        "background": background.tolist(),
        "base": float(np.atleast_1d(exact.base_values)[0]),
        "values": exact.values.tolist(),
        "sampled": sampled.values.tolist(),
    }


if __name__ == "__main__":
    random = np.random.default_rng(0)
    reference = {
        "versions": {"shap": shap.__version__, "scikit-learn": sklearn.__version__},
        "boosted": boosted(random),
        "forest": forest(random),
        "function": asked(random),
    }
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(reference) + "\n")
