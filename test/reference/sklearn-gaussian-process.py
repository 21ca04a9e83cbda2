"""Writes sklearn-gaussian-process.json: the likeliest kernel of a small table and what scikit-learn predicts by it."""
import json
import pathlib

import numpy as np
from scipy.optimize import minimize
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, DotProduct, Matern, WhiteKernel

ROWS, COLUMNS = 60, 3
rng = np.random.default_rng(5)
x = rng.standard_normal((ROWS + 10, COLUMNS)).astype(np.float32).astype(float)
y = np.sin(2 * x[:, 0]) + 0.5 * x[:, 1] + 0.2 * rng.standard_normal(len(x))
y = ((y - y[:ROWS].mean()) / y[:ROWS].std()).astype(np.float32).astype(float)
train, other = x[:ROWS], x[ROWS:]

product = (train**2).mean(axis=0).sum()
variances = train.var(axis=0)


def likeliest(first_scales):
    """The kernel with so many scales, and what it predicts."""
    first = np.log([0.8, 0.4, 0.5, *first_scales])
    sure = np.array([1 / 9] * 3 + [1] * len(first_scales))

    def model_of(point):
        curved, straight, noise = np.exp(2 * point[:3])
        matern = Matern(1 / np.sqrt(np.exp(point[3:])), nu=2.5)
        line = ConstantKernel(straight / product) * DotProduct(0)
        kernel = ConstantKernel(curved) * matern + line + WhiteKernel(noise + 1e-6)
        model = GaussianProcessRegressor(kernel, alpha=0, optimizer=None)
        return model.fit(train, y[:ROWS])

    def cost(point):
        away = point - first
        return -model_of(point).log_marginal_likelihood_value_ + (sure * away**2).sum() / 2

    best = minimize(cost, first, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10, "maxiter": 5000}).x
    return {
        "curved": np.exp(2 * best[0]),
        "straight": np.exp(2 * best[1]) / product,
        "noise": np.exp(2 * best[2]) + 1e-6,
        "scales": np.broadcast_to(np.exp(best[3:]), COLUMNS).tolist(),
        "predictions": model_of(best).predict(other).tolist(),
    }


found = {
    "rows": ROWS,
    "columns": COLUMNS,
    "x": train.flatten().tolist(),
    "y": y[:ROWS].tolist(),
    "other": other.flatten().tolist(),
    "likeliest": {
        "shared": likeliest([1 / (2 * variances.sum())]),
        "columns": likeliest(1 / (2 * COLUMNS * variances)),
    },
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(found) + "\n")
