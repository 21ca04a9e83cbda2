"""Curves that models bend sums by."""

import math

import numpy as np


def sigmoid(x):
    """1 / (1 + e^-x), without overflow on either side."""
    power = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + power), power / (1 + power))


def softmax(x):
    """Powers of e that sum to 1 along the last axis."""
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def both_classes(chances):
    """(rows, 1) chances of the second class as (rows, 2)."""
    return np.concatenate([1 - chances, chances], axis=1)


def activate(kind, x):
    """An activation by name."""
    if kind == "linear":
        return x
    if kind not in _CURVES:
        raise ValueError("The model has an unknown activation: %s." % kind)
    return _CURVES[kind](x)


def _elu(x):
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def _selu(x):
    return 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * _elu(x))


def _gelu(x):
    return x * 0.5 * _erfc(-x / np.sqrt(2))


def _mish(x):
    return x * np.tanh(np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))))


_erfc = np.vectorize(math.erfc, otypes=[np.float64])

_CURVES = {
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "step": lambda x: np.where(x >= 0, 1.0, -1.0),
    "leaky-relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "elu": _elu,
    "selu": _selu,
    "gelu": _gelu,
    "silu": lambda x: x * sigmoid(x),
    "mish": _mish,
    "exponential": np.exp,
    "relu6": lambda x: np.clip(x, 0, 6),
    "softmax": softmax,
}
