"""PyTorch, eager, one thread, fused AdamW where this build has it."""

import torch
from torch import nn

from serve import serve

torch.set_num_threads(1)


def prepare(run, x, y):
    sizes, layers = run["sizes"], []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        if run["dropout"] > 0:
            layers.append(nn.Dropout(run["dropout"]))
    model = nn.Sequential(*layers[: -1 if run["dropout"] == 0 else -2])
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, fused=True)
    cost = nn.functional.cross_entropy if sizes[-1] > 1 else nn.functional.mse_loss
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def epoch():
        for rows in torch.randperm(len(x)).split(run["batch"]):
            optimizer.zero_grad(set_to_none=True)
            out = model(x[rows])
            cost(out if sizes[-1] > 1 else out[:, 0], y[rows]).backward()
            optimizer.step()
        return 1

    return epoch


serve(prepare)
