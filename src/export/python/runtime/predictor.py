"""The predictor: its members' answers, put together as they were when it was fitted."""

import base64

import numpy as np

from .calibration import curve_at
from .curves import softmax
from .design import Preprocessor, take_rows
from .gaussian_process import GaussianProcess
from .model_file import read_model
from .networks import Network
from .simple_models import Constant, ElasticNet, Neighbours
from .trees import BoostedTrees, Forest

_FAMILIES = {
    "constant": Constant,
    "linear": Network,
    "mlp": Network,
    "realmlp": Network,
    "tabm": Network,
    "boosted-trees": BoostedTrees,
    "symmetric-trees": BoostedTrees,
    "random-forest": Forest,
    "extra-trees": Forest,
    "neighbours": Neighbours,
    "gaussian-process": GaussianProcess,
    "elastic-net": ElasticNet,
}
# Rows that are made ready together, so that memory does not grow with the table.
_ROWS_AT_ONCE = 1024


class Predictor:
    """A model file that is ready to answer typed tables."""

    def __init__(self, data):
        self._state = read_model(data)
        self.schema = self._state["schema"]
        self.classes = self.schema["task"]["classes"]
        # Quantiles are several numbers a row.
        self.quantiles = self.schema["task"].get("quantiles") or []
        kind = "regression" if self.quantiles else self.schema["task"]["kind"]
        self._task = {"kind": kind, "classes": 0 if kind == "regression" else len(self.classes)}
        self._preprocessors = [Preprocessor(own) for own in self._state["preprocessors"]]
        self._members = [
            [(_model_of(member, fold), fold) for fold in member["folds"]]
            for member in self._state["members"]
        ]

    def answers(self, table):
        """(rows, classes) probabilities, (rows, quantiles), or (rows, 1) numbers."""
        width = max(1, self._task["classes"], len(self.quantiles))
        found = np.zeros((table["rows"], width))
        for start in range(0, table["rows"], _ROWS_AT_ONCE):
            end = min(start + _ROWS_AT_ONCE, table["rows"])
            members = self.member_answers(take_rows(table, start, end))
            found[start:end] = self._calibrated(self._mixed(members))
        return found

    def labels(self, answers):
        """A class for each row, '' where its chances are not numbers; or the numbers, of quantiles the one nearest to the median."""
        if not self.classes:
            distances = [abs(own - 0.5) for own in self.quantiles] or [0]
            return answers[:, distances.index(min(distances))].tolist()
        task = self.schema["task"]
        codes = answers.argmax(axis=1)
        if task["kind"] == "binary":
            positive = self.classes.index(task["positive"])
            is_positive = answers[:, positive] >= self._state["threshold"]
            codes = np.where(is_positive, positive, 1 - positive)
        elif self._state.get("costs"):
            expected = 0
            for code, costs in enumerate(self._state["costs"]):
                expected = expected + answers[:, code : code + 1] * np.asarray(costs, np.float64)
            codes = expected.argmin(axis=1)
        is_lost = np.isnan(answers).any(axis=1)
        return ["" if lost else self.classes[code] for code, lost in zip(codes.tolist(), is_lost)]

    def member_answers(self, table):
        """What each member says by itself: the mean of its folds."""
        designs = [own.design(table) for own in self._preprocessors]
        members = []
        for folds in self._members:
            mean = 0
            for model, fold in folds:
                own = model.predict(designs[fold["preprocessor"]], self._task)
                mean = mean + 1 / len(folds) * _restored(fold["target"], own)
            members.append(mean)
        return members

    def _mixed(self, members):
        stack = self._state["stack"]
        if stack is None:
            weights = [member["weight"] for member in self._state["members"]]
            return sum(weight * own for weight, own in zip(weights, members))
        is_number = self._task["kind"] == "regression"
        own = np.stack(members, axis=-1)
        mean, deviation = stack["mean"], stack["deviation"]
        inputs = (own - mean) / deviation if is_number else np.log(np.maximum(1e-6, own))
        pools = [self._pooled(inputs, np.asarray(pool)) for pool in stack["pools"]]
        return sum(pools) / len(pools) * deviation + mean

    def _pooled(self, inputs, pool):
        count = inputs.shape[-1]
        sums = inputs @ pool[:count] + pool[count:]
        return sums if self._task["kind"] == "regression" else softmax(sums)

    def _calibrated(self, answers):
        calibration = self._state.get("calibration")
        if calibration is None:
            return self._tempered(answers)
        if calibration["kind"] == "shifts":
            moved = answers + np.asarray(calibration["shifts"])
            least = calibration["least"]
            return np.sort(moved if least is None else np.maximum(least, moved), axis=1)
        curves = calibration["curves"]
        if self._task["kind"] == "binary":
            positive = self.classes.index(self.schema["task"]["positive"])
            chances = curve_at(curves[0], answers[:, positive])
            both = np.stack([1 - chances, chances], axis=1)
            return both if positive == 1 else both[:, ::-1]
        chances = [curve_at(curve, answers[:, code]) for code, curve in enumerate(curves)]
        changed = np.stack(chances, axis=1)
        return changed / changed.sum(axis=1, keepdims=True)

    def _tempered(self, answers):
        temperature = self._state["temperature"]
        if temperature == 1 or not self.classes:
            return answers
        raised = answers ** (1 / temperature)
        return raised / raised.sum(axis=1, keepdims=True)


def _model_of(member, fold):
    if member["family"] not in _FAMILIES:
        raise ValueError("The model has an unknown family: %s." % member["family"])
    return _FAMILIES[member["family"]](fold["model"])


def _restored(target, predictions):
    """Standardised numbers in the label's own units; probabilities pass unchanged."""
    bounds = target["bounds"]
    if bounds is None:
        return predictions
    # Quantiles are put into their order, so that none crosses another; one number a row stays.
    plain = np.clip(np.sort(predictions, axis=1), bounds["low"], bounds["high"])
    plain = plain * target["deviation"] + target["mean"]
    if target.get("link"):
        return np.exp(plain)
    if not target["log"]:
        return plain
    bent = np.maximum(0, np.expm1(plain))
    return np.maximum(0, bent + (target["smearing"] - 1) * (bent + 1))


_loaded = []


def load_predictor():
    """The predictor in this file, opened when it is first asked."""
    if not _loaded:
        _loaded.append(Predictor(base64.b64decode(MODEL)))  # noqa: F821
    return _loaded[0]
