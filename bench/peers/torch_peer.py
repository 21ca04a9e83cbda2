"""PyTorch, eager, one thread, fused AdamW where this build has it; pictures with channels last, which is faster."""

import torch
from torch import nn

from serve import serve

torch.set_num_threads(1)


def rows_network(run):
    sizes, layers = run["sizes"], []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        if run["dropout"] > 0:
            layers.append(nn.Dropout(run["dropout"]))
    return nn.Sequential(*layers[: -1 if run["dropout"] == 0 else -2])


def picture_network(run):
    """As pictureNetworkOf of bench/engine/ours.ts."""
    sizes, layers = run["sizes"], []
    for index, (inputs, outputs) in enumerate(zip(sizes, sizes[1:-1])):
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
        if index < 2:
            layers.append(nn.MaxPool2d(2))
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(run["dropout"])]
    return nn.Sequential(*layers, nn.Linear(sizes[-2], sizes[-1])).to(memory_format=torch.channels_last)


def prepare(run, x, y):
    sizes, side = run["sizes"], run.get("side")
    model = picture_network(run) if side else rows_network(run)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, fused=True)
    cost = nn.functional.cross_entropy if sizes[-1] > 1 else nn.functional.mse_loss
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    if side:
        x = x.reshape(len(x), sizes[0], side, side).contiguous(memory_format=torch.channels_last)

    def epoch():
        for rows in torch.randperm(len(x)).split(run["batch"]):
            optimizer.zero_grad(set_to_none=True)
            out = model(x[rows])
            cost(out if sizes[-1] > 1 else out[:, 0], y[rows]).backward()
            optimizer.step()
        return 1

    return epoch


serve(prepare)
