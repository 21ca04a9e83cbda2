"""Networks: layers that are applied one after the other, each taking its parameters off a list."""

import numpy as np

from .curves import activate, both_classes

_NORM_EPSILON = 1e-5


class _Parameters:
    """Hands out tables of parameters in their order."""

    def __init__(self, values):
        self._values = values
        self._next = 0

    def take(self, rows, columns):
        start = self._next
        self._next += rows * columns
        return self._values[start : self._next].reshape(rows, columns)


class _Signal:
    """Values as (members, rows, columns), and sparse columns that no layer has read yet."""

    def __init__(self, values, sparse):
        self.values = values
        self.sparse = sparse


def _run(layers, signal, parameters):
    for layer in layers:
        signal = _LAYERS[layer["kind"]](layer, signal, parameters)
    return signal


def _dense(layer, signal, parameters):
    weights = parameters.take(signal.values.shape[-1], layer["units"])
    sums = signal.values @ weights
    if signal.sparse is not None:
        sums = sums + signal.sparse @ parameters.take(signal.sparse.shape[-1], layer["units"])
    if layer.get("bias") is not False:
        sums = sums + parameters.take(1, layer["units"])
    return _Signal(activate(layer["activation"], sums), None)


def _heads(layer, signal, parameters):
    members, units = layer["members"], layer["units"]
    inputs = signal.values.shape[-1]
    weights = parameters.take(members * units, inputs).reshape(members, units, inputs)
    biases = parameters.take(members, units)[:, np.newaxis, :]
    sums = signal.values @ weights.transpose(0, 2, 1) + biases
    return _Signal(activate(layer["activation"], sums), None)


def _scale(layer, signal, parameters):
    scales = parameters.take(layer["members"], signal.values.shape[-1])
    return _Signal(signal.values * scales[:, np.newaxis, :], signal.sparse)


def _shift(layer, signal, parameters):
    shifts = parameters.take(layer["members"], signal.values.shape[-1])
    return _Signal(signal.values + shifts[:, np.newaxis, :], signal.sparse)


def _activation(layer, signal, _parameters):
    return _Signal(activate(layer["activation"], signal.values), None)


def _blended_activation(layer, signal, parameters):
    values = signal.values
    alphas = parameters.take(1, values.shape[-1])
    return _Signal(values + alphas * (activate(layer["activation"], values) - values), None)


def _dropout(_layer, signal, _parameters):
    return signal


def _layer_norm(_layer, signal, parameters):
    values = signal.values
    scales, shifts = (parameters.take(1, values.shape[-1]) for _ in range(2))
    mean = values.mean(axis=-1, keepdims=True)
    deviation = np.sqrt(values.var(axis=-1, keepdims=True) + _NORM_EPSILON)
    return _Signal(scales * (values - mean) / deviation + shifts, None)


def _batch_norm(_layer, signal, parameters):
    values = signal.values
    scales, shifts, means, variances = (parameters.take(1, values.shape[-1]) for _ in range(4))
    standard = (values - means) / np.sqrt(variances + _NORM_EPSILON)
    return _Signal(scales * standard + shifts, None)


def _residual(layer, signal, parameters):
    inner = _run(layer["layers"], signal, parameters)
    return _Signal(signal.values + inner.values, None)


def _embedding(layer, signal, parameters):
    """Numbers and levels as vectors, then the other columns as they are."""
    values = signal.values
    numbers, levels = layer["numbers"], layer["levels"]
    parts = []
    used = 0
    if numbers and numbers["kind"] == "piecewise-linear":
        used = len(numbers["edges"])
        parts.append(_piecewise(numbers, values[..., :used], parameters))
    elif numbers:
        used = numbers["columns"]
        parts.append(_periodic(numbers, values[..., :used], parameters))
    if levels:
        sizes = levels["cardinalities"]
        firsts = np.cumsum(sizes) - sizes
        table = parameters.take(int(np.sum(sizes)), levels["width"])
        codes = values[..., used : used + len(sizes)].astype(np.int64)
        parts.append(_flat(table[codes + firsts]))
        used += len(sizes)
    return _Signal(np.concatenate(parts + [values[..., used:]], axis=-1), signal.sparse)


def _piecewise(numbers, values, parameters):
    """Linear between edges: c + w x, the vectors of the bins below x and a share of its own."""
    width = numbers["width"]
    edges = [np.asarray(own, dtype=np.float32).astype(np.float64) for own in numbers["edges"]]
    slopes, offsets = (parameters.take(len(edges), width) for _ in range(2))
    bins = parameters.take(sum(len(own) - 1 for own in edges), width)
    first = 0
    vectors = []
    for column, own in enumerate(edges):
        x = values[..., column]
        count = len(own) - 1
        table = bins[first : first + count]
        below = np.concatenate([np.zeros((1, width)), np.cumsum(table, axis=0)])
        place = np.searchsorted(own[1:-1], x, side="right")
        share = (x - own[place]) / (own[place + 1] - own[place])
        line = offsets[column] + slopes[column] * x[..., np.newaxis]
        vectors.append(line + below[place] + share[..., np.newaxis] * table[place])
        first += count
    return np.concatenate(vectors, axis=-1)


def _periodic(numbers, values, parameters):
    """Waves of each number, mixed by a matrix of its own, and the number itself."""
    columns, count, mixed = numbers["columns"], numbers["frequencies"], numbers["width"] - 1
    frequencies, phases = (parameters.take(columns, count) for _ in range(2))
    mixes = parameters.take(columns * mixed, count).reshape(columns, mixed, count)
    offsets = parameters.take(columns, mixed)
    waves = np.cos(2 * np.pi * frequencies * values[..., np.newaxis] + phases)
    vectors = np.einsum("mrcj,coj->mrco", waves, mixes) + offsets
    return _flat(np.concatenate([vectors, values[..., np.newaxis]], axis=-1))


def _flat(vectors):
    return vectors.reshape(vectors.shape[:2] + (-1,))


_LAYERS = {
    "dense": _dense,
    "heads": _heads,
    "scale": _scale,
    "shift": _shift,
    "activation": _activation,
    "blended-activation": _blended_activation,
    "dropout": _dropout,
    "layer-norm": _layer_norm,
    "batch-norm": _batch_norm,
    "residual": _residual,
    "embedding": _embedding,
}


class Network:
    """A linear model, an MLP, RealMLP or TabM: the mean of its members where it has several."""

    def __init__(self, saved):
        self._json = saved["json"]
        self._parameters = saved["tensors"]["parameters"].astype(np.float64)

    def predict(self, x, task):
        """(rows, classes), or (rows, 1) standardised numbers."""
        signal = _Signal(self._input(x)[np.newaxis], x["sparse"])
        signal = _run(self._json["layers"], signal, _Parameters(self._parameters))
        # What networks answer is in single precision.
        outputs = signal.values.mean(axis=0).astype(np.float32).astype(np.float64)
        if task["kind"] == "regression":
            return outputs
        if outputs.shape[1] == 1:
            return both_classes(outputs)
        return outputs / outputs.sum(axis=1, keepdims=True)

    def _input(self, x):
        """Columns of numbers; networks with embeddings take numbers, codes, then the rest."""
        dense = x["dense"] if x["dense"] is not None else np.zeros((x["rows"], 0))
        if "numbers" not in self._json:
            return dense
        parts = [dense[:, self._json["numbers"]]]
        if x["codes"] is not None:
            parts.append(x["codes"].astype(np.float64))
        return np.concatenate(parts + [dense[:, self._json["plain"]]], axis=1)
