"""Writes torch-maps.json: outputs, costs and gradients of small networks of pictures, computed by PyTorch.

Layers are given as the engine's, and so are their tensors: weights of convolutions are (places of the window · inputs,
outputs). 'Same' padding is written out, with more zeros at the end where their number is odd; pools leave them out.
"""
import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

ROWS, HEIGHT, WIDTH, CHANNELS = 3, 7, 6, 3
MEANS, DEVIATIONS = [120.0, 118.0, 101.0], [62.0, 60.0, 66.0]
CURVES = {"relu": F.relu, "relu6": F.relu6, "tanh": torch.tanh, "linear": lambda x: x}


def padded(x, size, stride, dilation, value):
    reach = (size - 1) * dilation + 1
    sides = []
    for length in (x.shape[3], x.shape[2]):
        zeros = max(0, (math.ceil(length / stride) - 1) * stride + reach - length)
        sides += [zeros // 2, zeros - zeros // 2]
    return F.pad(x, sides, value=value)


class Convolution(nn.Module):
    def __init__(self, spec, width):
        super().__init__()
        self.spec = spec
        groups = width if spec["depthwise"] else 1
        sides = {"kernel_size": spec["size"], "stride": spec["stride"], "dilation": spec["dilation"]}
        self.inner = nn.Conv2d(width, spec["channels"], groups=groups, bias=spec["bias"], **sides)

    def forward(self, x):
        return self.inner(padded(x, self.spec["size"], self.spec["stride"], self.spec["dilation"], 0.0))

    def tensors(self):
        weights = self.inner.weight.permute(2, 3, 1, 0)
        return [weights] + ([self.inner.bias] if self.spec["bias"] else [])


class Pool(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.spec = spec

    def forward(self, x):
        size, stride = self.spec["size"], self.spec["stride"]
        if self.spec["kind"] == "max-pool":
            return F.max_pool2d(padded(x, size, stride, 1, -math.inf), size, stride)
        sums = F.avg_pool2d(padded(x, size, stride, 1, 0.0), size, stride, divisor_override=1)
        counts = F.avg_pool2d(padded(torch.ones_like(x), size, stride, 1, 0.0), size, stride, divisor_override=1)
        return sums / counts

    def tensors(self):
        return []


class Dense(nn.Module):
    """Over each place of maps, or over rows."""

    def __init__(self, spec, width):
        super().__init__()
        self.inner = nn.Linear(width, spec["units"])
        self.curve = CURVES[spec["activation"]]

    def forward(self, x):
        return self.curve(self.inner(x) if x.dim() == 2 else self.inner(x.movedim(1, 3)).movedim(3, 1))

    def tensors(self):
        return [self.inner.weight.T, self.inner.bias]


class Norm(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x)

    def tensors(self):
        moments = [self.inner.running_mean, self.inner.running_var] if isinstance(self.inner, nn.BatchNorm2d) else []
        return [self.inner.weight, self.inner.bias] + moments


class Curve(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.curve = CURVES[spec["activation"]]

    def forward(self, x):
        return self.curve(x)

    def tensors(self):
        return []


class GlobalPool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))

    def tensors(self):
        return []


class Flatten(nn.Module):
    def forward(self, x):
        return x.movedim(1, 3).flatten(1)

    def tensors(self):
        return []


class Beside(Dense):
    """Over a row and the columns beside the pictures, whose weights come behind the row's."""

    def __init__(self, spec, width, columns):
        super().__init__(spec, width + columns.shape[1])
        self.columns = columns

    def forward(self, x):
        return super().forward(torch.cat([x, self.columns], 1))


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)

    def tensors(self):
        return [tensor for module in self.inner for tensor in module.tensors()]


def build(layers, width, size=None, columns=None):
    """`size` is the places of a map that is flattened; `columns` go into the first dense layer."""
    modules = []
    for spec in layers:
        kind = spec["kind"]
        if kind == "conv2d":
            modules.append(Convolution(spec, width))
            width = spec["channels"]
        elif kind == "dense":
            modules.append(Dense(spec, width) if columns is None else Beside(spec, width, columns))
            columns = None
            width = spec["units"]
        elif kind in ("max-pool", "average-pool"):
            modules.append(Pool(spec))
        elif kind == "global-average-pool":
            modules.append(GlobalPool())
        elif kind == "flatten":
            modules.append(Flatten())
            width *= size
        elif kind == "batch-norm":
            modules.append(Norm(nn.BatchNorm2d(width, momentum=spec["momentum"])))
        elif kind == "group-norm":
            modules.append(Norm(nn.GroupNorm(spec["groups"], width)))
        elif kind == "activation":
            modules.append(Curve(spec))
        else:
            modules.append(Residual(build(spec["layers"], width)))
    return nn.Sequential(*modules)


def conv(channels, size=3, stride=1, dilation=1, depthwise=False, bias=True):
    return {"kind": "conv2d", "channels": channels, "size": size, "stride": stride, "dilation": dilation, "depthwise": depthwise, "bias": bias}


def pool(kind, size, stride):
    return {"kind": f"{kind}-pool", "size": size, "stride": stride}


def activation(name):
    return {"kind": "activation", "activation": name}


BATCH_NORM = {"kind": "batch-norm", "momentum": 0.1}
ENDS = [{"kind": "global-average-pool"}, {"kind": "dense", "units": 2, "activation": "linear"}]


def group_norm(groups):
    return {"kind": "group-norm", "groups": groups}


def residual(*layers):
    return {"kind": "residual", "layers": list(layers)}


NETWORKS = {
    "a convolution": [conv(5), activation("relu"), conv(4), activation("tanh")],
    "many channels": [conv(16, bias=False), activation("tanh"), conv(16), activation("tanh")],
    "strides and sizes": [conv(8, size=5, stride=2), activation("tanh"), conv(6, size=1, stride=2), activation("tanh")],
    "dilation": [conv(6, dilation=2), activation("tanh"), conv(4, dilation=3), activation("tanh")],
    "channels by themselves": [conv(3, size=5, depthwise=True), conv(8, size=1), activation("relu6"), conv(8, stride=2, depthwise=True, bias=False), activation("tanh")],
    "largest values": [conv(6), activation("tanh"), pool("max", 2, 2), conv(6), activation("tanh"), pool("max", 3, 1)],
    "means": [conv(6), activation("tanh"), pool("average", 2, 2), conv(6), activation("tanh"), pool("average", 3, 2)],
    "batch norm": [conv(6, bias=False), BATCH_NORM, activation("relu"), conv(5, bias=False), BATCH_NORM, activation("tanh")],
    "group norm": [conv(6), group_norm(3), activation("tanh"), conv(10), group_norm(2), activation("tanh"), group_norm(1)],
    "a residual block": [conv(6), residual(group_norm(2), activation("tanh"), conv(9), activation("relu"), {"kind": "dense", "units": 6, "activation": "tanh"}), activation("tanh")],
}
#: Layers to the end, the places of what they flatten, and how many columns come beside the pictures.
WHOLE = {
    "all values of a map": ([conv(5), activation("tanh"), pool("max", 2, 2), {"kind": "flatten"}, {"kind": "dense", "units": 3, "activation": "tanh"}, ENDS[1]], 12, 0),
    "columns beside pictures": ([conv(5), activation("tanh"), ENDS[0], activation("tanh"), {"kind": "dense", "units": 4, "activation": "relu"}, ENDS[1]], None, 5),
}


def short(tensor):
    """Nine digits hold a float32."""
    return [float(f"{value:.9g}") for value in tensor.flatten().tolist()]


def flat(model, part):
    return [value for module in model for tensor in module.tensors() for value in short(part(tensor))]


def gradients(model):
    """In the order and shape of the tensors, zeros where nothing is trained."""

    def part(tensor):
        base = tensor._base if tensor._base is not None else tensor
        grad = torch.zeros_like(base) if base.grad is None else base.grad
        return grad.as_strided(tensor.shape, tensor.stride(), tensor.storage_offset())

    return flat(model, part)


def case(name, layers, number, size=None, beside=0):
    torch.manual_seed(number)
    bytes_ = torch.randint(0, 256, (ROWS, HEIGHT, WIDTH, CHANNELS))
    x = ((bytes_.double() - torch.tensor(MEANS)) / torch.tensor(DEVIATIONS)).movedim(3, 1)
    y = torch.randn(ROWS, 2).float().double()
    columns = (torch.randn(ROWS, beside) * (torch.rand(ROWS, beside) < 0.6)).float().double() if beside else None
    model = build(layers, CHANNELS, size, columns)
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            fan = max(1, parameter[0].numel()) if parameter.dim() > 1 else 4
            parameter.data = (1.5 * torch.randn(parameter.shape) / math.sqrt(fan)).float().double()
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean = torch.randn(module.running_mean.shape).float().double()
            module.running_var = torch.rand(module.running_var.shape).float().double() + 0.5
    parameters = flat(model, lambda tensor: tensor.detach())
    outputs = short(model.eval()(x))
    cost = F.mse_loss(model.train()(x), y, reduction="none").sum(1).mean()
    cost.backward()
    return {
        "name": name,
        "layers": layers,
        "bytes": bytes_.flatten().tolist(),
        **({} if columns is None else {"columns": columns.tolist()}),
        "y": short(y),
        "parameters": parameters,
        "outputs": outputs,
        "meanCost": cost.item(),
        "gradients": gradients(model),
    }


cases = [case(name, layers + ENDS, number) for number, (name, layers) in enumerate(NETWORKS.items())]
cases += [case(name, layers, len(cases) + number, size, beside) for number, (name, (layers, size, beside)) in enumerate(WHOLE.items())]
size = {"rows": ROWS, "height": HEIGHT, "width": WIDTH, "channels": CHANNELS, "means": MEANS, "deviations": DEVIATIONS}
path = pathlib.Path(__file__).with_name("torch-maps.json")
path.write_text(json.dumps({**size, "cases": cases}, indent=None) + "\n")
