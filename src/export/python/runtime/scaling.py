"""Numbers as models that multiply take them: filled, told where they were missing, scaled."""

import numpy as np


def derived_columns(steps, columns):
    """Each column of numbers after its own fitted step, which may add one of its gaps."""
    made = []
    for step, values in zip(steps, columns):
        made.extend(_numeric_columns(step, values))
    return made


def _numeric_columns(fitted, values):
    steps = fitted["steps"]
    if steps is None:
        return [values]
    missing = np.isnan(values)
    filled = np.where(missing, steps["impute"]["value"], values)
    scaled = apply_scaler(steps["scale"], filled)
    return [scaled, missing.astype(np.float64)] if steps["indicate"]["active"] else [scaled]


def apply_scaler(fitted, values):
    """Scale an array of numbers as the training rows were."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return _SCALERS[fitted["kind"]](fitted, values)


def _scaled_by(values, center, spread):
    # Of numbers near the greatest of both signs the difference is none.
    above = values - center
    return np.where(np.isfinite(above), above / spread, values / spread - center / spread)


def _scale_standard(fitted, values):
    scaled = _scaled_by(values, fitted["mean"], fitted["deviation"])
    return np.clip(scaled, fitted["low"], fitted["high"])


def _scale_robust(fitted, values):
    z = np.clip(_scaled_by(values, fitted["median"], fitted["spread"]), -1e6, 1e6)
    return z / np.sqrt(1 + (z / 3) ** 2)


def _scale_min_max(fitted, values):
    return np.clip(_scaled_by(values, fitted["low"], fitted["range"]), -1, 2)


def _scale_quantile(fitted, values):
    places = np.asarray(fitted["values"], dtype=np.float64)
    scores = np.asarray(fitted["scores"], dtype=np.float64)
    if len(places) < 2:
        return np.zeros(len(values))
    low = np.searchsorted(places, values, side="right") - 1
    low = np.clip(low, 0, len(places) - 2)
    start, end = places[low], places[low + 1]
    halves = (values / 2 - start / 2) / (end / 2 - start / 2)
    share = np.where(np.isfinite(end - start), (values - start) / (end - start), halves)
    between = (1 - share) * scores[low] + share * scores[low + 1]
    above = np.where(values >= places[-1], scores[-1], between)
    return np.where(values <= places[0], scores[0], above)


def _scale_yeo_johnson(fitted, values):
    before = _scale_standard(fitted["before"], values)
    logs = np.sign(before) * np.log1p(np.abs(before))
    power = np.where(logs >= 0, fitted["lambda"], 2 - fitted["lambda"])
    size = np.abs(logs)
    is_flat = np.abs(power) < 1e-8
    bent = np.where(is_flat, size, np.expm1(power * size) / np.where(is_flat, 1, power))
    return _scale_standard(fitted["after"], np.where(logs >= 0, bent, -bent))


_SCALERS = {
    "scale-standard": _scale_standard,
    "scale-robust": _scale_robust,
    "scale-min-max": _scale_min_max,
    "scale-quantile": _scale_quantile,
    "scale-yeo-johnson": _scale_yeo_johnson,
}
