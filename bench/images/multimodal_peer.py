"""Fits AutoGluon MultiModal on a folder of pictures in classes and scores another; prints what it found as a line of JSON.

    multimodal_peer.py <seconds> <seed> <folder with train and test> [<lite0.safetensors, as backbone.py makes it>]

Weights of timm lie on a hub, which the machine of the bench does not reach; AutoGluon asks it for them with pretrained=False
too, unless it is given a folder. Without a file the network of its preset medium_quality begins at random; with one it is
EfficientNet-Lite0 with those weights, on pictures of 96 pixels, as autofit's is.
"""
import json
import os
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pandas as pd
import timm
import torch
from autogluon.multimodal import MultiModalPredictor
from safetensors.torch import load_file

warnings.filterwarnings("ignore")
LITE = "tf_efficientnet_lite0"
MEDIUM = "mobilenetv3_large_100"
FIRST = {"_depthwise_conv": "conv_dw", "_bn1": "bn1", "_project_conv": "conv_pw", "_bn2": "bn2"}
EXPANDING = {"_expand_conv": "conv_pw", "_bn0": "bn1", "_depthwise_conv": "conv_dw", "_bn1": "bn2",
             "_project_conv": "conv_pwl", "_bn2": "bn3"}


def main():
    seconds, seed, folder, *backbone = sys.argv[1:]
    out = Path(tempfile.mkdtemp())
    torch.manual_seed(int(seed))
    model = timm.create_model(LITE if backbone else MEDIUM, num_classes=0)
    chosen = {"env.num_gpus": 0, "env.num_workers": 0, "env.num_workers_inference": 0}
    if backbone:
        load_weights(model, backbone[0])
        chosen["model.timm_image.image_size"] = 96
    chosen["model.timm_image.checkpoint_name"] = timm_folder(model, out / "network")
    began = time.time()
    predictor = MultiModalPredictor(
        label="label", path=str(out / "fit"), problem_type="multiclass", eval_metric="accuracy",
        presets="medium_quality", verbosity=0,
    )
    predictor.fit(table(folder, "train"), time_limit=float(seconds), seed=int(seed), hyperparameters=chosen)
    fitted = time.time() - began
    score = predictor.evaluate(table(folder, "test"), metrics=["accuracy"])["accuracy"]
    # None where time ended before its first validation.
    best = predictor.fit_summary().get("val_accuracy")
    validation = None if best is None else float(best)
    shutil.rmtree(out)
    print(json.dumps({"test": float(score), "validation": validation, "seconds": round(fitted, 1)}))


def table(folder, split):
    files = sorted(Path(folder, split).resolve().glob("*/*"))
    return pd.DataFrame({"image": [str(file) for file in files], "label": [file.parent.name for file in files]})


def load_weights(model, path):
    """Puts the weights of the file under timm's names."""
    state = model.state_dict()
    renamed = timm_names(model)
    for name, weights in load_file(path).items():
        part, _, value = name.rpartition(".")
        state[f"{renamed[part]}.{value}"] = weights
    model.load_state_dict(state)


def timm_folder(model, folder):
    """The network where AutoGluon takes one's own from."""
    os.makedirs(folder)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    known = {name: list(model.default_cfg[name]) for name in ("input_size", "mean", "std")}
    config = {"architecture": model.default_cfg["architecture"], "num_classes": 0,
              "num_features": model.num_features, "pretrained_cfg": known}
    (folder / "config.json").write_text(json.dumps(config))
    return str(folder)


def timm_names(model):
    """What timm calls each part of the network, by the name that it has in the file."""
    names = {"_conv_stem": "conv_stem", "_bn0": "bn1", "_conv_head": "conv_head", "_bn1": "bn2"}
    blocks = [f"blocks.{i}.{j}" for i, stage in enumerate(model.blocks) for j in range(len(stage))]
    for place, block in enumerate(blocks):
        parts = EXPANDING if hasattr(model.get_submodule(block), "conv_pwl") else FIRST
        for ours, theirs in parts.items():
            names[f"_blocks.{place}.{ours}"] = f"{block}.{theirs}"
    return names


if __name__ == "__main__":
    main()
