"""RealMLP-TD and TabM-mini with piecewise-linear embeddings in PyTorch, eager, one thread, on columns of numbers.

Written as such networks are in PyTorch: members are a dimension of their own, and embeddings are computed once for all.
"""

import math

import numpy as np
import torch
from torch import nn

from serve import serve

torch.set_num_threads(1)


class PiecewiseLinear(nn.Module):
    def __init__(self, x, bins, width):
        super().__init__()
        edges = torch.quantile(torch.from_numpy(x[:4096]), torch.linspace(0, 1, bins + 1), dim=0).T
        self.register_buffer("low", edges[:, :-1].contiguous())
        self.register_buffer("size", (edges[:, 1:] - edges[:, :-1]).contiguous())
        columns = x.shape[1]
        self.slopes = nn.Parameter(torch.rand(columns, width) - 0.5)
        self.offsets = nn.Parameter(torch.rand(columns, width) - 0.5)
        self.bins = nn.Parameter(torch.zeros(columns, bins, width))

    def forward(self, x):
        shares = ((x[:, :, None] - self.low) / self.size).clamp(0, 1)
        inside = torch.bmm(shares.transpose(0, 1), self.bins).transpose(0, 1)
        return (inside + x[:, :, None] * self.slopes + self.offsets).flatten(1)


class TabM(nn.Module):
    def __init__(self, x, k=8, width=128, bins=24, embedding=8):
        super().__init__()
        self.embed = PiecewiseLinear(x, bins, embedding)
        inputs = x.shape[1] * embedding
        self.adapter = nn.Parameter(torch.randn(k, inputs))
        self.first, self.second = nn.Linear(inputs, width), nn.Linear(width, width)
        self.heads = nn.Parameter(torch.rand(k, width) / math.sqrt(width))
        self.biases = nn.Parameter(torch.zeros(k))
        self.drop = nn.Dropout(0.1)

    def forward(self, x):
        h = self.embed(x)[:, None, :] * self.adapter
        h = self.drop(torch.relu(self.first(h)))
        h = self.drop(torch.relu(self.second(h)))
        return (h * self.heads).sum(2) + self.biases


class Blended(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.alpha = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x + self.alpha * (nn.functional.mish(x) - x)


class RealMlp(nn.Module):
    def __init__(self, x, width=256, waves=16):
        super().__init__()
        columns = x.shape[1]
        self.frequencies = nn.Parameter(0.1 * torch.randn(columns, waves))
        self.phases = nn.Parameter(math.pi * (2 * torch.rand(columns, waves) - 1))
        self.mixes = nn.Parameter((torch.rand(columns, waves, 3) - 0.5) / 2)
        self.offsets = nn.Parameter((torch.rand(columns, 3) - 0.5) / 2)
        inputs = 4 * columns
        self.scale = nn.Parameter(torch.ones(inputs))
        sizes = [inputs, width, width, width]
        layers = []
        for a, b in zip(sizes, sizes[1:]):
            layers += [nn.Linear(a, b), Blended(b), nn.Dropout(0.15)]
        self.layers = nn.Sequential(*layers, nn.Linear(width, 1))

    def forward(self, x):
        waves = torch.cos(2 * math.pi * x[:, :, None] * self.frequencies + self.phases)
        mixed = torch.bmm(waves.transpose(0, 1), self.mixes).transpose(0, 1) + self.offsets
        embedded = torch.cat([mixed, x[:, :, None]], 2).flatten(1)
        return self.layers(embedded * self.scale)


def prepare(run, x, y):
    model = TabM(x) if run["family"] == "tabm" else RealMlp(x)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, fused=True)
    x, y = torch.from_numpy(x), torch.from_numpy(y.astype(np.float32))

    def epoch():
        for rows in torch.randperm(len(x)).split(run["batch"]):
            optimizer.zero_grad(set_to_none=True)
            ((model(x[rows]) - y[rows][:, None]) ** 2).mean().backward()
            optimizer.step()
        return 1

    return epoch


serve(prepare)
