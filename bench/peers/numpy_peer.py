"""The same step written by hand on numpy: what a careful Python program reaches."""

import numpy as np

from serve import serve

RATE, BETA1, BETA2, EPSILON, DECAY = 1e-3, 0.9, 0.999, 1e-8, 0.01


def prepare(run, x, y):
    rng = np.random.default_rng(0)
    sizes, drop = run["sizes"], np.float32(run["dropout"])
    shapes = list(zip(sizes, sizes[1:])) + [(outputs,) for outputs in sizes[1:]]
    weights = [normal(rng, shape) for shape in shapes]
    moments = [[np.zeros_like(w) for w in weights] for _ in range(2)]
    state = {"t": 0}

    def epoch():
        order = rng.permutation(len(x))
        for start in range(0, len(x), run["batch"]):
            rows = order[start : start + run["batch"]]
            state["t"] += 1
            gradients = backward(weights, *forward(rng, weights, x[rows], drop), y[rows], drop)
            step(weights, gradients, moments, state["t"])
        return 1

    return epoch


def normal(rng, shape):
    values = rng.standard_normal(shape) * np.sqrt(2 / shape[0]) if len(shape) > 1 else np.zeros(shape)
    return values.astype(np.float32)


def forward(rng, weights, x, drop):
    """The signals that each layer reads, and the output."""
    layers, signals = len(weights) // 2, [x]
    for i in range(layers):
        z = signals[-1] @ weights[i]
        z += weights[layers + i]
        if i < layers - 1:
            np.maximum(z, 0, out=z)
            if drop > 0:
                z *= (rng.random(z.shape, dtype=np.float32) >= drop) * (1 / (1 - drop))
        signals.append(z)
    return signals[:-1], signals[-1]


def backward(weights, signals, out, y, drop):
    layers = len(signals)
    d = output_gradient(out, y)
    gradients = [None] * len(weights)
    for i in reversed(range(layers)):
        gradients[i] = signals[i].T @ d
        gradients[layers + i] = d.sum(0)
        if i > 0:
            d = d @ weights[i].T
            d *= (signals[i] > 0) * (1 / (1 - drop))
    return gradients


def output_gradient(out, y):
    if out.shape[1] == 1:
        return (out - y[:, None]) * np.float32(2 / len(y))
    e = np.exp(out - out.max(1, keepdims=True))
    e /= e.sum(1, keepdims=True)
    e[np.arange(len(y)), y] -= 1
    return e / np.float32(len(y))


def step(weights, gradients, moments, t):
    rate, share = np.float32(RATE / (1 - BETA1**t)), np.float32(1 / (1 - BETA2**t))
    for w, g, m, v in zip(weights, gradients, *moments):
        m *= np.float32(BETA1)
        m += np.float32(1 - BETA1) * g
        v *= np.float32(BETA2)
        v += np.float32(1 - BETA2) * g * g
        if w.ndim > 1:
            w *= np.float32(1 - RATE * DECAY)
        w -= rate * m / (np.sqrt(v * share) + np.float32(EPSILON))


serve(prepare)
