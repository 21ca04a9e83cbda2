"""Writes torch-networks.json: outputs, costs, gradients and trained weights of small networks, computed by PyTorch.

Weights are given as (inputs, outputs), as the engine keeps them; biases are a parameter group without weight decay.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
ACTIVATIONS = {"linear": nn.Identity, "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh}
COSTS = {
    "mean-squared-error": lambda out, y: ((out - y) ** 2).sum(1).mean(),
    "binary-cross-entropy": lambda out, y: nn.functional.binary_cross_entropy_with_logits(out, y),
    "softmax-cross-entropy": lambda out, y: nn.functional.cross_entropy(out, y.long().flatten()),
}
OPTIMIZERS = {
    "sgd": lambda groups: torch.optim.SGD(groups, lr=0.05, momentum=0.9),
    "adam": lambda groups: torch.optim.Adam(groups, lr=0.05),
    "adamw": lambda groups: torch.optim.AdamW(groups, lr=0.05),
}
NETWORKS = [
    {"name": "relu and squares", "inputs": 3, "layers": [[4, "relu"], [1, "linear"]], "cost": "mean-squared-error"},
    {"name": "two outputs", "inputs": 2, "layers": [[3, "tanh"], [2, "linear"]], "cost": "mean-squared-error"},
    {"name": "tanh and one sigmoid", "inputs": 3, "layers": [[5, "tanh"], [1, "sigmoid"]], "cost": "binary-cross-entropy"},
    {"name": "sigmoid and softmax", "inputs": 2, "layers": [[4, "sigmoid"], [3, "softmax"]], "cost": "softmax-cross-entropy"},
    {"name": "two hidden layers", "inputs": 4, "layers": [[5, "relu"], [4, "tanh"], [3, "softmax"]], "cost": "softmax-cross-entropy"},
]
ROWS = 6


def build(spec):
    width, linears = spec["inputs"], []
    for units, _ in spec["layers"]:
        linears.append(nn.Linear(width, units))
        width = units
    return linears


def logits_of(spec, linears, x):
    for (_, activation), linear in zip(spec["layers"], linears):
        x = linear(x)
        if linear is not linears[-1]:
            x = ACTIVATIONS[activation]()(x)
    return x


def outputs_of(spec, logits):
    last = spec["layers"][-1][1]
    return logits.softmax(1) if last == "softmax" else ACTIVATIONS[last]()(logits)


def flat(linears, part):
    """Each layer's weights (inputs, outputs), then its biases, one after the other."""
    return [v for linear in linears for t in (part(linear.weight).T, part(linear.bias)) for v in t.flatten().tolist()]


def trained(spec, linears, x, y, optimizer):
    copies = build(spec)
    for copy, linear in zip(copies, linears):
        copy.load_state_dict(linear.state_dict())
    decay = {"weight_decay": 0.1 if optimizer == "adamw" else 0.0}
    groups = [
        {"params": [linear.weight for linear in copies], **decay},
        {"params": [linear.bias for linear in copies], "weight_decay": 0.0},
    ]
    stepper = OPTIMIZERS[optimizer](groups)
    for _ in range(5):
        stepper.zero_grad()
        COSTS[spec["cost"]](logits_of(spec, copies, x), y).backward()
        stepper.step()
    return flat(copies, lambda tensor: tensor.detach())


def case(spec, number):
    torch.manual_seed(number)
    # Rounded to float32 first, so that both sides start from the same numbers.
    x = torch.randn(ROWS, spec["inputs"]).float().double()
    outputs = spec["layers"][-1][0]
    y = {
        "mean-squared-error": lambda: torch.randn(ROWS, outputs).float().double(),
        "binary-cross-entropy": lambda: torch.randint(0, 2, (ROWS, 1)).double(),
        "softmax-cross-entropy": lambda: torch.randint(0, outputs, (ROWS, 1)).double(),
    }[spec["cost"]]()
    linears = build(spec)
    for linear in linears:
        for tensor in (linear.weight, linear.bias):
            tensor.data = torch.randn(tensor.shape).float().double()
    logits = logits_of(spec, linears, x)
    cost = COSTS[spec["cost"]](logits, y)
    cost.backward()
    return {
        **spec,
        "x": x.flatten().tolist(),
        "y": y.flatten().tolist(),
        "parameters": flat(linears, lambda tensor: tensor.detach()),
        "outputs": outputs_of(spec, logits).flatten().tolist(),
        "meanCost": cost.item(),
        "gradients": flat(linears, lambda tensor: tensor if tensor.grad is None else tensor.grad),
        "trained": {name: trained(spec, linears, x, y, name) for name in OPTIMIZERS},
    }


cases = [case(spec, number) for number, spec in enumerate(NETWORKS)]
path = pathlib.Path(__file__).with_name("torch-networks.json")
path.write_text(json.dumps({"rows": ROWS, "cases": cases}, indent=None) + "\n")
