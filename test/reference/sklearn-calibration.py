"""Isotonic and beta calibration as scikit-learn has them, for test/ensemble/fit-calibration.test.ts.

    pip install scikit-learn numpy
    python test/reference/sklearn-calibration.py > test/reference/sklearn-calibration.json
"""

import json

import numpy as np
import sklearn
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(0)
rows = 120
# Two decimals, so that chances tie.
chances = np.round(random.beta(0.8, 1.5, rows), 2)
own = (random.random(rows) < chances**1.6).astype(int)
weights = random.integers(1, 4, rows).astype(float)
asked = np.linspace(0, 1, 21)

isotonic = {}
for name, weight in [("plain", None), ("weighted", weights)]:
    model = IsotonicRegression(out_of_bounds="clip").fit(chances, own, sample_weight=weight)
    isotonic[name] = {
        "x": model.X_thresholds_.tolist(),
        "y": model.y_thresholds_.tolist(),
        "at": model.predict(asked).tolist(),
    }


def beta(chances, own, weight):
    """As the package betacal does: a logistic regression without penalty, negative slopes left out."""
    p = np.clip(chances, 1e-6, 1 - 1e-6)
    columns = np.stack([np.log(p), -np.log(1 - p)], axis=1)

    def fit(used):
        return LogisticRegression(C=1e11, tol=1e-12, max_iter=10000).fit(
            columns[:, used], own, sample_weight=weight
        )

    model = fit([0, 1])
    a, b = model.coef_[0]
    if a < 0:
        model = fit([1])
        a, b = 0, model.coef_[0][0]
    elif b < 0:
        model = fit([0])
        a, b = model.coef_[0][0], 0
    return {"a": float(a), "b": float(b), "c": float(model.intercept_[0])}


# Chances that fall short at the low end alone: the slope of ln p is negative.
bent = (random.random(rows) < np.where(chances < 0.5, 0.6 - chances, chances)).astype(int)
json.dump(
    {
        "made by": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "chances": chances.tolist(),
        "own": own.tolist(),
        "bent": bent.tolist(),
        "weights": weights.tolist(),
        "asked": asked.tolist(),
        "isotonic": isotonic,
        "beta": {
            "plain": beta(chances, own, None),
            "weighted": beta(chances, own, weights),
            "bent": beta(chances, bent, None),
        },
    },
    __import__("sys").stdout,
)
