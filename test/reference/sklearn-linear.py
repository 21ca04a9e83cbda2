"""Writes sklearn-linear.json: elastic nets and penalised logistic regressions, fitted by scikit-learn to tight tolerances."""
import json
import pathlib

import numpy as np
from sklearn.linear_model import ElasticNet, LogisticRegression

ROWS, COLUMNS = 80, 4
rng = np.random.default_rng(3)
x = rng.standard_normal((ROWS, COLUMNS)).astype(np.float32).astype(float)
signal = x @ [2.0, -1.0, 0.5, 0.0] + 0.7


def numbers():
    return (signal + rng.standard_normal(ROWS)).astype(np.float32).astype(float)


def classes(count):
    scores = np.stack([signal * k + rng.gumbel(size=ROWS) for k in range(count)])
    return scores.argmax(0)


def linear(strength, l1):
    y = numbers()
    model = ElasticNet(alpha=strength, l1_ratio=l1, tol=1e-12, max_iter=100000).fit(x, y)
    return {"classes": 0, "y": y.tolist(), "coefficients": [*model.coef_, model.intercept_]}


def logistic(strength, l1, count):
    y = classes(count)
    model = LogisticRegression(
        C=1 / (strength * ROWS), l1_ratio=l1, solver="saga", tol=1e-10, max_iter=200000,
    ).fit(x, y)
    coefficients = np.vstack([model.coef_.T, model.intercept_]).flatten()
    return {"classes": count, "y": y.tolist(), "coefficients": coefficients.tolist()}


cases = []
for strength, l1 in [(0.01, 0.0), (0.1, 0.5), (0.3, 1.0)]:
    for build in (lambda: linear(strength, l1), lambda: logistic(strength, l1, 2), lambda: logistic(strength, l1, 3)):
        cases.append({"strength": strength, "l1": l1, **build()})
path = pathlib.Path(__file__).with_name("sklearn-linear.json")
path.write_text(json.dumps({"rows": ROWS, "columns": COLUMNS, "x": x.flatten().tolist(), "cases": cases}) + "\n")
