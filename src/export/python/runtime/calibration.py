"""Curves that chances are calibrated by."""

import numpy as np

# Chances are kept this far from 0 and 1 before their logarithm.
_LEAST_CHANCE = 1e-6


def curve_at(curve, chances):
    """What chances become by a curve; beyond its points as at its ends."""
    if curve["kind"] == "isotonic":
        return np.interp(chances, curve["x"], curve["y"])
    if curve["kind"] != "beta":
        raise ValueError("The model has an unknown calibration: %s." % curve["kind"])
    kept = np.clip(chances, _LEAST_CHANCE, 1 - _LEAST_CHANCE)
    odds = curve["a"] * np.log(kept) - curve["b"] * np.log(1 - kept) + curve["c"]
    return 1 / (1 + np.exp(-odds))
