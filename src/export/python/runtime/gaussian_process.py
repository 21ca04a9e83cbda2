"""Gaussian processes: a kernel with each training row that they keep."""

import numpy as np

from .curves import softmax


class GaussianProcess:
    """A Matern kernel (nu = 5/2) and a straight line beside it; classes are calibrated."""

    # Scaled numbers beyond it count as this far.
    _FARTHEST = 6.0
    # Differences of rows that are in memory together: 64 MB.
    _DIFFERENCES = 2**23

    def __init__(self, saved):
        json, tensors = saved["json"], saved["tensors"]
        shape = (json["count"], json["columns"])
        self._rows = np.zeros(shape)
        self._rows[:, : json["numbers"]] = tensors["numbers"].reshape(shape[0], -1)
        entries = np.repeat(np.arange(shape[0]), tensors["entries"].astype(int))
        self._rows[entries, tensors["places"].astype(int)] = tensors["values"]
        self._kernel = tensors["kernel"].astype(np.float64)
        self._alphas = tensors["alphas"].astype(np.float64).reshape(-1, json["count"])
        self._calibration = tensors["calibration"].astype(np.float64)

    def predict(self, x, task):
        """(rows, classes), or (rows, 1) standardised numbers."""
        blocks = [x[name] for name in ("dense", "sparse") if x[name] is not None]
        rows = np.concatenate(blocks, axis=1) if blocks else np.zeros((x["rows"], 0))
        rows = np.clip(rows.astype(np.float64), -self._FARTHEST, self._FARTHEST)
        block = max(1, self._DIFFERENCES // max(1, self._rows.size))
        starts = range(0, x["rows"], block)
        sums = [self._sums(rows[start : start + block]) for start in starts]
        latents = np.concatenate(sums) if sums else np.zeros((0, self._alphas.shape[0]))
        if task["kind"] == "regression":
            return latents
        return softmax(self._calibration[0] * latents + self._calibration[1:])

    def _sums(self, rows):
        curved, straight, scales = self._kernel[0], self._kernel[1], self._kernel[2:]
        squared = ((rows[:, None, :] - self._rows[None, :, :]) ** 2) @ scales
        distance = np.sqrt(5.0) * np.sqrt(squared)
        matern = (1 + distance + 5 / 3 * squared) * np.exp(-distance)
        return (curved * matern + straight * (rows @ self._rows.T)) @ self._alphas.T
