"""The constant baseline, linear models with penalties, and nearest neighbours."""

import numpy as np

from .curves import both_classes, sigmoid, softmax


class Constant:
    """Answers the same to every row."""

    def __init__(self, saved):
        self._values = saved["tensors"]["values"].astype(np.float64)

    def predict(self, x, task):
        """(rows, classes), or (rows, 1) standardised numbers."""
        values = self._values
        answer = values if task["kind"] == "regression" else values / values.sum()
        return np.tile(answer, (x["rows"], 1))


class ElasticNet:
    """Linear or logistic regression; the intercepts are the last coefficients."""

    def __init__(self, saved):
        columns = saved["json"]["inputs"] + saved["json"]["sparseInputs"]
        coefficients = saved["tensors"]["coefficients"].astype(np.float64)
        self._table = coefficients.reshape(columns + 1, -1)

    def predict(self, x, task):
        """(rows, classes), or (rows, 1) standardised numbers."""
        sums = _side_by_side(x) @ self._table[:-1] + self._table[-1]
        if task["kind"] == "regression":
            return sums
        return both_classes(sigmoid(sums)) if sums.shape[1] == 1 else softmax(sums)


def _side_by_side(x):
    blocks = [x[name] for name in ("dense", "sparse") if x[name] is not None]
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((x["rows"], 0))


class Neighbours:
    """The nearest of the training rows that it keeps vote, by their closeness."""

    # No two rows count as nearer than this.
    _NEAREST = 0.01
    # Of |x|^2: below it what single precision leaves of |x|^2 - 2 (x . t - |t|^2 / 2) is rounding in good part.
    _CANCELLED = 0.01
    _BLOCK = 64

    def __init__(self, saved):
        self._json = saved["json"]
        count = self._json["count"]
        parameters = saved["tensors"]["rows"].astype(np.float64).reshape(-1, count)
        self._rows, self._biases = parameters[:-1], parameters[-1]
        self._y = saved["tensors"]["y"].astype(np.float64)
        self._weights = saved["tensors"]["weights"].astype(np.float64)

    def predict(self, x, task):
        """(rows, classes), or (rows, 1) standardised numbers."""
        all_rows = _side_by_side(x)
        answers = np.zeros((x["rows"], max(1, task["classes"])))
        for start in range(0, x["rows"], self._BLOCK):
            rows = all_rows[start : start + self._BLOCK]
            answers[start : start + self._BLOCK] = self._vote(rows, answers.shape[1])
        return answers

    def _vote(self, rows, width):
        near, sums = self._nearest(rows)
        is_even = self._json["weighting"] == "uniform"
        closeness = 1.0 if is_even else self._closeness(rows, near, sums)
        weights = closeness * self._weights[near]
        total = weights.sum(axis=1, keepdims=True)
        if width == 1:
            votes = (weights * self._y[near]).sum(axis=1, keepdims=True)
            return np.where(total > 0, votes / np.where(total > 0, total, 1), 0)
        votes = np.zeros((len(rows), width))
        for code in range(width):
            votes[:, code] = np.where(self._y[near] == code, weights, 0).sum(axis=1)
        shares = np.bincount(self._y.astype(np.int64), self._weights, width)
        shares /= self._weights.sum()
        prior = np.where(total > 0, total / near.shape[1], 1)
        return (votes + prior * shares) / (total + prior)

    def _closeness(self, rows, near, sums):
        norms = (rows**2).sum(axis=1, keepdims=True)
        squared = norms - 2 * sums
        is_lost = squared < self._CANCELLED * norms
        for row in np.flatnonzero(is_lost.any(axis=1)):
            units = near[row, is_lost[row]]
            squared[row, is_lost[row]] = ((rows[row] - self._rows[:, units].T) ** 2).sum(axis=1)
        return 1 / (np.sqrt(squared) + self._NEAREST)

    def _nearest(self, rows):
        """The places of the largest sums x · t - |t|² / 2, the first of equal ones, and the sums."""
        k = self._json["k"]
        sums = rows @ self._rows + self._biases
        least = np.partition(sums, -k, axis=1)[:, -k, np.newaxis]
        room = 1e-5 * (1 + (rows**2).sum(axis=1, keepdims=True) + 2 * np.abs(self._biases).max())
        is_near = sums >= least - room
        width = int(is_near.sum(axis=1).max())
        places = np.argsort(~is_near, axis=1, kind="stable")[:, :width]
        exact = np.where(
            np.take_along_axis(is_near, places, axis=1), self._single(rows, places), -np.inf
        )
        order = np.argsort(-exact, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(places, order, axis=1), np.take_along_axis(exact, order, axis=1)

    def _single(self, rows, places):
        """The sums in single precision, column after column, as the model was chosen by them."""
        sums = self._biases[places]
        for column in np.flatnonzero(rows.any(axis=0)):
            product = rows[:, column, np.newaxis] * self._rows[column][places]
            sums = (sums + product).astype(np.float32).astype(np.float64)
        return sums
