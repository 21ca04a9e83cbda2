"""Writes torch-networks.json: outputs, costs, gradients and trained weights of small networks, computed by PyTorch.

Layers are given as the engine's. Weights are (inputs, outputs), as the engine keeps them; all but weights are a
parameter group without weight decay.
"""
import json
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)


class Exponential(nn.Module):
    def forward(self, x):
        return x.exp()


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


ACTIVATIONS = {
    "linear": nn.Identity,
    "relu": nn.ReLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "leaky-relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "mish": nn.Mish,
    "exponential": Exponential,
    "softmax": lambda: nn.Softmax(1),
}
LOGITS = {"poisson", "binary-cross-entropy", "softmax-cross-entropy"}


def cost_of(spec, out, y):
    """The cost of each row."""
    cost = spec["cost"]
    kind = cost if isinstance(cost, str) else cost["kind"]
    smoothing = spec.get("labelSmoothing", 0)
    if kind == "mean-squared-error":
        rows = F.mse_loss(out, y, reduction="none")
    elif kind == "mean-absolute-error":
        rows = F.l1_loss(out, y, reduction="none")
    elif kind == "huber":
        rows = F.huber_loss(out, y, reduction="none", delta=cost["delta"])
    elif kind == "pinball":
        rows = torch.maximum(cost["quantile"] * (y - out), (cost["quantile"] - 1) * (y - out))
    elif kind == "poisson":
        rows = F.poisson_nll_loss(out, y, log_input=True, full=False, reduction="none")
    elif kind == "binary-cross-entropy":
        smooth = y * (1 - smoothing) + smoothing / 2
        rows = F.binary_cross_entropy_with_logits(out, smooth, reduction="none")
    else:
        codes = y.long().flatten()
        return F.cross_entropy(out, codes, reduction="none", label_smoothing=smoothing)
    return rows.sum(1)


def mean_cost(spec, out, y):
    weights = torch.tensor(spec["weights"]) if "weights" in spec else torch.ones(ROWS)
    return (weights * cost_of(spec, out, y)).mean()


def dense(units, activation="linear"):
    return {"kind": "dense", "units": units, "activation": activation}


def activation(name):
    return {"kind": "activation", "activation": name}


BATCH_NORM = {"kind": "batch-norm", "momentum": 0.1}
LAYER_NORM = {"kind": "layer-norm"}


def residual(*layers):
    return {"kind": "residual", "layers": list(layers)}


NETWORKS = [
    {"name": "relu and squares", "inputs": 3, "layers": [dense(4, "relu"), dense(1)], "cost": "mean-squared-error"},
    {"name": "two outputs", "inputs": 2, "layers": [dense(3, "tanh"), dense(2)], "cost": "mean-squared-error"},
    {"name": "tanh and one sigmoid", "inputs": 3, "layers": [dense(5, "tanh"), dense(1, "sigmoid")], "cost": "binary-cross-entropy"},
    {"name": "sigmoid and softmax", "inputs": 2, "layers": [dense(4, "sigmoid"), dense(3, "softmax")], "cost": "softmax-cross-entropy"},
    {"name": "two hidden layers", "inputs": 4, "layers": [dense(5, "relu"), dense(4, "tanh"), dense(3, "softmax")], "cost": "softmax-cross-entropy"},
    {"name": "leaky relu, elu and absolute errors", "inputs": 3, "layers": [dense(5, "leaky-relu"), dense(4, "elu"), dense(2)], "cost": "mean-absolute-error"},
    {"name": "selu, gelu and Huber", "inputs": 3, "layers": [dense(5, "selu"), dense(4, "gelu"), dense(1)], "cost": {"kind": "huber", "delta": 0.7}},
    {"name": "silu, mish and a quantile", "inputs": 3, "layers": [dense(5, "silu"), dense(4, "mish"), dense(1)], "cost": {"kind": "pinball", "quantile": 0.8}},
    {"name": "a rate", "inputs": 3, "layers": [dense(4, "tanh"), dense(1, "exponential")], "cost": "poisson"},
    {"name": "smoothed labels of weighted rows", "inputs": 3, "layers": [dense(4, "tanh"), dense(3, "softmax")], "cost": "softmax-cross-entropy", "labelSmoothing": 0.2, "weights": [0.5, 2, 1, 1.5, 0.25, 0.75]},
    {"name": "one smoothed label", "inputs": 3, "layers": [dense(4, "tanh"), dense(1, "sigmoid")], "cost": "binary-cross-entropy", "labelSmoothing": 0.1},
    {"name": "batch norm", "inputs": 3, "layers": [dense(5), BATCH_NORM, activation("gelu"), dense(2)], "cost": "mean-squared-error"},
    {"name": "layer norm", "inputs": 3, "layers": [dense(5), LAYER_NORM, activation("silu"), dense(3, "softmax")], "cost": "softmax-cross-entropy"},
    {"name": "residual blocks", "inputs": 3, "layers": [residual(LAYER_NORM, dense(5, "relu"), dense(3)), dense(4, "tanh"), residual(dense(6, "silu"), BATCH_NORM, dense(4)), dense(1)], "cost": "mean-squared-error", "learningRate": 0.001},
]
ROWS = 6


def build(layers, width):
    """A sequence of modules, and its width."""
    modules = []
    for layer in layers:
        kind = layer["kind"]
        if kind == "dense":
            modules += [nn.Linear(width, layer["units"]), ACTIVATIONS[layer["activation"]]()]
            width = layer["units"]
        elif kind == "activation":
            modules.append(ACTIVATIONS[layer["activation"]]())
        elif kind == "batch-norm":
            modules.append(nn.BatchNorm1d(width, momentum=layer["momentum"]))
        elif kind == "layer-norm":
            modules.append(nn.LayerNorm(width))
        else:
            modules.append(Residual(build(layer["layers"], width)))
    return nn.Sequential(*modules)


def tensors_of(model):
    """Each layer's tensors in the engine's order."""
    for module in model.modules():
        if isinstance(module, nn.Linear):
            yield from [module.weight, module.bias]
        elif isinstance(module, nn.LayerNorm):
            yield from [module.weight, module.bias]
        elif isinstance(module, nn.BatchNorm1d):
            yield from [module.weight, module.bias, module.running_mean, module.running_var]


def flat(model, part):
    """All tensors one after the other, weights turned to (inputs, outputs)."""
    return [v for tensor in tensors_of(model) for v in turned(part(tensor)).flatten().tolist()]


def turned(tensor):
    return tensor.T if tensor.dim() == 2 else tensor


def gradient(tensor):
    return torch.zeros_like(tensor) if tensor.grad is None else tensor.grad


def logits_of(spec, model, x):
    kind = spec["cost"] if isinstance(spec["cost"], str) else ""
    return model[:-1](x) if kind in LOGITS else model(x)


def groups_of(model, decay, rate, bias_factor):
    weights = [m.weight for m in model.modules() if isinstance(m, nn.Linear)]
    others = [p for p in model.parameters() if all(p is not w for w in weights)]
    return [
        {"params": weights, "lr": rate, "weight_decay": decay},
        {"params": others, "lr": rate * bias_factor, "weight_decay": 0.0},
    ]


RATE = 0.05
OPTIMIZERS = {
    "sgd": lambda m, rate: torch.optim.SGD(groups_of(m, 0, rate, 1), momentum=0.9),
    "nesterov": lambda m, rate: torch.optim.SGD(groups_of(m, 0.1, rate, 1), momentum=0.9, nesterov=True),
    "rmsprop": lambda m, rate: torch.optim.RMSprop(groups_of(m, 0, rate, 1)),
    "adam": lambda m, rate: torch.optim.Adam(groups_of(m, 0, rate, 1)),
    "adamw": lambda m, rate: torch.optim.AdamW(groups_of(m, 0.1, rate, 1)),
    "adamw with slow biases": lambda m, rate: torch.optim.AdamW(groups_of(m, 0.1, rate, 0.1)),
    "sgd with clipped gradients": lambda m, rate: torch.optim.SGD(groups_of(m, 0, rate, 1), momentum=0.9),
}
CLIP = 0.5


def trained(spec, model, x, y, optimizer):
    copy = build(spec["layers"], spec["inputs"])
    copy.load_state_dict(model.state_dict())
    stepper = OPTIMIZERS[optimizer](copy, spec["learningRate"])
    for _ in range(5):
        stepper.zero_grad()
        mean_cost(spec, logits_of(spec, copy, x), y).backward()
        if optimizer == "sgd with clipped gradients":
            # PyTorch adds 1e-6 to the norm; the engine does not.
            norm = torch.sqrt(sum((p.grad**2).sum() for p in copy.parameters()))
            for p in copy.parameters():
                p.grad *= min(1.0, CLIP / norm)
        stepper.step()
    return flat(copy, lambda tensor: tensor.detach())


def targets_of(spec):
    kind = spec["cost"] if isinstance(spec["cost"], str) else ""
    outputs = spec["layers"][-1]["units"]
    if kind == "softmax-cross-entropy":
        return torch.randint(0, outputs, (ROWS, 1)).double()
    if kind == "binary-cross-entropy":
        return torch.randint(0, 2, (ROWS, outputs)).double()
    if kind == "poisson":
        return torch.randint(0, 5, (ROWS, outputs)).double()
    return torch.randn(ROWS, outputs).float().double()


def case(spec, number):
    spec = {"learningRate": RATE, **spec}
    torch.manual_seed(number)
    # Rounded to float32 first, so that both sides start from the same numbers.
    x = torch.randn(ROWS, spec["inputs"]).float().double()
    y = targets_of(spec)
    model = build(spec["layers"], spec["inputs"])
    for tensor in tensors_of(model):
        tensor.data = torch.randn(tensor.shape).float().double()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_var = torch.rand(module.running_var.shape).float().double() + 0.5
    parameters = flat(model, lambda tensor: tensor.detach())
    outputs = model.eval()(x).flatten().tolist()
    model.train()
    trainings = {name: trained(spec, model, x, y, name) for name in OPTIMIZERS}
    cost = mean_cost(spec, logits_of(spec, model, x), y)
    cost.backward()
    return {
        **spec,
        "x": x.flatten().tolist(),
        "y": y.flatten().tolist(),
        "parameters": parameters,
        "outputs": outputs,
        "meanCost": cost.item(),
        "gradients": flat(model, gradient),
        "trained": trainings,
    }


cases = [case(spec, number) for number, spec in enumerate(NETWORKS)]
path = pathlib.Path(__file__).with_name("torch-networks.json")
path.write_text(json.dumps({"rows": ROWS, "clip": CLIP, "cases": cases}, indent=None) + "\n")
