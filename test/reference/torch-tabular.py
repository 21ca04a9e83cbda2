"""Writes torch-tabular.json: outputs, costs, gradients and trained weights of the layers of RealMLP and TabM, by PyTorch.

Each layer is written out by its paper's formula. Row r of the batch belongs to member r mod k of an ensemble. Layers are
given as the engine's, and so are their tensors: weights (inputs, outputs), tables (members or columns, values).
"""
import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

ROWS = 8
RATE = 0.02
# So small that it is the same for weights that are kept divided by the root of their inputs.
EPSILON = 1e-12
CURVES = {"relu": F.relu, "selu": F.selu, "gelu": F.gelu, "silu": F.silu, "mish": F.mish, "tanh": torch.tanh, "linear": lambda x: x}


def table(*shape):
    return nn.Parameter(torch.randn(*shape).float().double())


def members_of(count):
    return torch.arange(ROWS) % count


class Layer(nn.Module):
    """`tensors` are those of the engine, in its order; `decaying` is those that weight decay shrinks."""

    decaying = ()

    def tensors(self):
        return list(self.parameters())

    def kept(self, tensor):
        """What the engine keeps of a tensor, as a factor."""
        return 1.0


class Dense(Layer):
    def __init__(self, spec, width):
        super().__init__()
        self.w = table(width, spec["units"])
        self.b = table(spec["units"]) if spec.get("bias", True) else None
        self.tangent = spec.get("parametrization") == "neural-tangent"
        self.curve = CURVES.get(spec["activation"], CURVES["linear"])
        self.factor = 1 / math.sqrt(width) if self.tangent else 1.0
        self.decaying = (self.w,)
        self.width = spec["units"]

    def forward(self, x):
        out = x @ self.w * self.factor
        return self.curve(out if self.b is None else out + self.b)

    def kept(self, tensor):
        return self.factor if tensor is self.w else 1.0


class Scale(Layer):
    def __init__(self, spec, width):
        super().__init__()
        self.s, self.width = table(spec["members"], width), width

    def forward(self, x):
        return x * self.s[members_of(len(self.s))]


class Shift(Layer):
    def __init__(self, spec, width):
        super().__init__()
        self.b, self.width = table(spec["members"], width), width

    def forward(self, x):
        return x + self.b[members_of(len(self.b))]


class Blended(Layer):
    """x + alpha (f(x) - x)."""

    def __init__(self, spec, width):
        super().__init__()
        self.alpha, self.width = table(width), width
        self.curve = CURVES[spec["activation"]]

    def forward(self, x):
        return x + self.alpha * (self.curve(x) - x)


class Activation(Layer):
    def __init__(self, spec, width):
        super().__init__()
        self.width = width
        self.curve = CURVES[spec["activation"]]

    def forward(self, x):
        return self.curve(x)


class Heads(Layer):
    def __init__(self, spec, width):
        super().__init__()
        members, units = spec["members"], spec["units"]
        self.w, self.b = table(members * units, width), table(members, units)
        self.decaying = (self.w,)
        self.width = units

    def forward(self, x):
        own = self.w.view(len(self.b), self.width, -1)[members_of(len(self.b))]
        return (own @ x[:, :, None])[:, :, 0] + self.b[members_of(len(self.b))]


class Embedding(Layer):
    def __init__(self, spec, width):
        super().__init__()
        self.numbers, self.levels = spec["numbers"], spec["levels"]
        own = []
        count = 0
        if self.numbers and self.numbers["kind"] == "piecewise-linear":
            count, w = len(self.numbers["edges"]), self.numbers["width"]
            self.slopes, self.offsets = table(count, w), table(count, w)
            self.bins = table(sum(len(e) - 1 for e in self.numbers["edges"]), w)
            own = [self.slopes, self.offsets, self.bins]
            self.decaying = (self.bins,)
        elif self.numbers:
            count, f, w = (self.numbers[key] for key in ("columns", "frequencies", "width"))
            self.frequencies, self.phases = table(count, f), table(count, f)
            self.mixes, self.offsets = table(count * (w - 1), f), table(count, w - 1)
            own = [self.frequencies, self.phases, self.mixes, self.offsets]
        self.count = count
        out = count * (self.numbers["width"] if self.numbers else 0)
        if self.levels:
            self.vectors = table(sum(self.levels["cardinalities"]), self.levels["width"])
            own.append(self.vectors)
            self.decaying = (*self.decaying, self.vectors)
            count += len(self.levels["cardinalities"])
            out += len(self.levels["cardinalities"]) * self.levels["width"]
        self.own = own
        self.width = out + width - count

    def tensors(self):
        return self.own

    def forward(self, x):
        parts = [self.number(x[:, i], i) for i in range(self.count)]
        place = self.count
        first = 0
        for cardinality in self.levels["cardinalities"] if self.levels else []:
            parts.append(self.vectors[first + x[:, place].long()])
            place += 1
            first += cardinality
        return torch.cat([*parts, x[:, place:]], 1)

    def number(self, x, i):
        if self.numbers["kind"] == "periodic":
            w = self.numbers["width"] - 1
            waves = torch.cos(2 * math.pi * x[:, None] * self.frequencies[i] + self.phases[i])
            mixed = waves @ self.mixes[i * w : (i + 1) * w].T + self.offsets[i]
            return torch.cat([mixed, x[:, None]], 1)
        edges = torch.tensor(self.numbers["edges"][i])
        first = sum(len(e) - 1 for e in self.numbers["edges"][:i])
        shares = (x[:, None] - edges[:-1]) / (edges[1:] - edges[:-1])
        last = len(edges) - 2
        low = torch.zeros(last + 1)
        high = torch.ones(last + 1)
        low[0], high[last] = -math.inf, math.inf
        encoded = torch.minimum(torch.maximum(shares, low), high)
        own = self.bins[first : first + last + 1]
        return x[:, None] * self.slopes[i] + self.offsets[i] + encoded @ own


KINDS = {"dense": Dense, "scale": Scale, "shift": Shift, "blended-activation": Blended, "activation": Activation, "heads": Heads, "embedding": Embedding}


def dense(units, activation="linear", **options):
    return {"kind": "dense", "units": units, "activation": activation, **options}


def scale(members=1, initial="ones"):
    return {"kind": "scale", "members": members, "initial": initial}


def blended(activation):
    return {"kind": "blended-activation", "activation": activation}


def batch_ensemble(members, units):
    return [scale(members), dense(units, bias=False), scale(members), {"kind": "shift", "members": members}]


TANGENT = {"parametrization": "neural-tangent"}
PIECEWISE = {"kind": "piecewise-linear", "edges": [[-0.75, -0.125, 0.25, 1.0], [-0.5, 0.5]], "width": 4}
PERIODIC = {"kind": "periodic", "columns": 2, "frequencies": 8, "width": 4, "sigma": 0.1}
LEVELS = {"cardinalities": [3, 2], "width": 4, "sigma": 1.0}


def embedding(numbers, levels=None):
    return {"kind": "embedding", "numbers": numbers, "levels": levels}


NETWORKS = [
    {"name": "piecewise-linear embeddings", "inputs": 3, "layers": [embedding(PIECEWISE), dense(5, "tanh"), dense(2)]},
    {"name": "periodic embeddings", "inputs": 3, "layers": [embedding(PERIODIC), dense(5, "tanh"), dense(1)]},
    {"name": "embedded levels", "inputs": 3, "codes": [0, 1], "layers": [embedding(None, LEVELS), dense(4, "tanh"), dense(1)]},
    {"name": "scales, the neural tangent parametrization and blended activations", "inputs": 3, "layers": [scale(), dense(5, **TANGENT), blended("selu"), dense(4, **TANGENT), blended("mish"), dense(1, **TANGENT)]},
    {"name": "blended relu, gelu and silu", "inputs": 3, "layers": [dense(5), blended("relu"), dense(5), blended("gelu"), dense(4), blended("silu"), dense(1)]},
    {"name": "BatchEnsemble and heads", "inputs": 3, "layers": [*batch_ensemble(3, 5), {"kind": "activation", "activation": "relu"}, *batch_ensemble(3, 4), {"kind": "activation", "activation": "tanh"}, {"kind": "heads", "members": 3, "units": 2, "activation": "linear"}]},
    {"name": "RealMLP", "inputs": 5, "codes": [2, 3], "cost": "softmax-cross-entropy", "layers": [embedding(PERIODIC, LEVELS), scale(), dense(6, **TANGENT), blended("selu"), dense(6, **TANGENT), blended("selu"), dense(3, "softmax", **TANGENT)]},
    {"name": "TabM-mini", "inputs": 5, "codes": [2, 3], "cost": "softmax-cross-entropy", "layers": [embedding(PIECEWISE, LEVELS), scale(4, "normal"), dense(8, "relu"), dense(8, "relu"), {"kind": "heads", "members": 4, "units": 3, "activation": "softmax"}]},
]


def build(layers, width):
    modules = []
    for spec in layers:
        modules.append(KINDS[spec["kind"]](spec, width))
        width = modules[-1].width
    return nn.Sequential(*modules)


def flat(model, part):
    """All tensors one after the other, as the engine keeps them."""
    return [v for layer in model for tensor in layer.tensors() for v in part(layer, tensor).flatten().tolist()]


def mean_cost(spec, out, y):
    if spec["cost"] == "softmax-cross-entropy":
        return F.cross_entropy(out, y.long().flatten())
    return ((out - y) ** 2).sum(1).mean()


def gradients(layer, tensor):
    grad = torch.zeros_like(tensor) if tensor.grad is None else tensor.grad
    return grad / layer.kept(tensor)


def values(layer, tensor):
    return tensor.detach() * layer.kept(tensor)


def trained(spec, model, x, y):
    decaying = [t for layer in model for t in layer.decaying]
    others = [p for p in model.parameters() if all(p is not t for t in decaying)]
    groups = [{"params": decaying, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
    stepper = torch.optim.AdamW(groups, lr=RATE, eps=EPSILON)
    for _ in range(5):
        stepper.zero_grad()
        mean_cost(spec, model(x), y).backward()
        stepper.step()
    return flat(model, values)


def case(spec, number):
    spec = {"cost": "mean-squared-error", "learningRate": RATE, **spec}
    # Where no gradient is so near 0 that the rounding of float32 decides its sign, and with it Adam's step.
    torch.manual_seed(number + 200)
    x = torch.randn(ROWS, spec["inputs"]).float().double()
    for i, column in enumerate(spec.pop("codes", [])):
        x[:, column] = torch.randint(0, LEVELS["cardinalities"][i], (ROWS,)).double()
    outputs = spec["layers"][-1]["units"]
    softmax = spec["cost"] == "softmax-cross-entropy"
    y = torch.randint(0, outputs, (ROWS, 1)).double() if softmax else torch.randn(ROWS, outputs).float().double()
    model = build(spec["layers"], spec["inputs"])
    parameters = flat(model, values)
    out = model(x)
    cost = mean_cost(spec, out, y)
    cost.backward()
    return {
        **spec,
        "x": x.flatten().tolist(),
        "y": y.flatten().tolist(),
        "parameters": parameters,
        "outputs": (out.softmax(1) if softmax else out).flatten().tolist(),
        "meanCost": cost.item(),
        "gradients": flat(model, gradients),
        "trained": {"adamw with a tiny epsilon": trained(spec, model, x, y)},
    }


cases = [case(spec, number) for number, spec in enumerate(NETWORKS)]
path = pathlib.Path(__file__).with_name("torch-tabular.json")
path.write_text(json.dumps({"rows": ROWS, "cases": cases}, indent=None) + "\n")
