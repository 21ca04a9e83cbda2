"""Fits AutoGluon MultiModal on a folder of pictures in classes and scores another; prints what it found as a line of JSON.

    multimodal_peer.py <seconds> <seed> <folder with train and test> [<lite0.safetensors, as backbone.py makes it>]

Weights of timm lie on a hub, which the machine of the bench does not reach. Without a file the network of its preset
medium_quality begins at random; with one it is EfficientNet-Lite0 with those weights, on pictures of 96 pixels, as autofit's is.
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
ARCHITECTURE = "tf_efficientnet_lite0"
FIRST = {"_depthwise_conv": "conv_dw", "_bn1": "bn1", "_project_conv": "conv_pw", "_bn2": "bn2"}
EXPANDING = {"_expand_conv": "conv_pw", "_bn0": "bn1", "_depthwise_conv": "conv_dw", "_bn1": "bn2",
             "_project_conv": "conv_pwl", "_bn2": "bn3"}


def main():
    seconds, seed, folder, *backbone = sys.argv[1:]
    out = Path(tempfile.mkdtemp())
    chosen = {"env.num_gpus": 0, "env.num_workers": 0, "env.num_workers_inference": 0}
    if backbone:
        chosen |= {
            "model.timm_image.checkpoint_name": timm_folder(backbone[0], out / "lite0"),
            "model.timm_image.image_size": 96,
        }
    began = time.time()
    predictor = MultiModalPredictor(
        label="label", path=str(out / "fit"), problem_type="multiclass", eval_metric="accuracy",
        presets="medium_quality", pretrained=bool(backbone), verbosity=0,
    )
    predictor.fit(table(folder, "train"), time_limit=float(seconds), seed=int(seed), hyperparameters=chosen)
    fitted = time.time() - began
    score = predictor.evaluate(table(folder, "test"), metrics=["accuracy"])["accuracy"]
    validation = predictor.fit_summary()["val_accuracy"]
    shutil.rmtree(out)
    print(json.dumps({"test": float(score), "validation": float(validation), "seconds": round(fitted, 1)}))


def table(folder, split):
    files = sorted(Path(folder, split).resolve().glob("*/*"))
    return pd.DataFrame({"image": [str(file) for file in files], "label": [file.parent.name for file in files]})


def timm_folder(path, folder):
    """Puts the weights under timm's names where AutoGluon looks for a network of one's own."""
    model = timm.create_model(ARCHITECTURE, num_classes=0)
    state = model.state_dict()
    renamed = timm_names(model)
    for name, weights in load_file(path).items():
        part, _, value = name.rpartition(".")
        state[f"{renamed[part]}.{value}"] = weights
    model.load_state_dict(state)
    os.makedirs(folder)
    torch.save(state, folder / "pytorch_model.bin")
    config = {"architecture": ARCHITECTURE, "num_classes": 0, "num_features": model.num_features,
              "pretrained_cfg": {"input_size": [3, 224, 224], "mean": [0.5] * 3, "std": [0.5] * 3}}
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
