"""Makes pycocotools-detection.json: average precision of random boxes by pycocotools (pip install pycocotools)."""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def scene(rng, pictures, classes, jitter, crowds, absent):
    images, annotations, found = [], [], []
    for image in range(1, pictures + 1):
        images.append({"id": image, "width": 200, "height": 160, "file_name": f"{image}.png"})
        for _ in range(rng.integers(0, 9)):
            category = int(rng.integers(1, classes + 1))
            box = np.round(np.array([rng.uniform(0, 150), rng.uniform(0, 110), rng.uniform(8, 50), rng.uniform(8, 50)]), 2)
            crowd = int(rng.random() < crowds)
            annotations.append({"id": len(annotations) + 1, "image_id": image, "category_id": category, "bbox": box.tolist(), "area": float(box[2] * box[3]), "iscrowd": crowd})
            for _ in range(rng.integers(0, 3)):
                moved = np.round(box + rng.normal(0, jitter, 4) * [1, 1, 0.7, 0.7], 2)
                moved[2:] = np.maximum(moved[2:], 1)
                named = category if rng.random() < 0.9 else int(rng.integers(1, classes + 1))
                # Scores of two digits: many are equal.
                found.append({"image_id": image, "category_id": named, "bbox": moved.tolist(), "score": round(float(rng.random()), 2)})
        for _ in range(rng.integers(0, 4)):
            box = np.round(np.array([rng.uniform(0, 150), rng.uniform(0, 110), rng.uniform(8, 50), rng.uniform(8, 50)]), 2)
            found.append({"image_id": image, "category_id": int(rng.integers(1, classes + 1)), "bbox": box.tolist(), "score": round(float(rng.random()) * 0.6, 2)})
    # A class that is never there, and many boxes on one picture: more than count.
    categories = [{"id": i, "name": f"class {i}"} for i in range(1, classes + 1 + absent)]
    for _ in range(130):
        box = [float(rng.integers(0, 150)), float(rng.integers(0, 110)), 10.0, 10.0]
        found.append({"image_id": 1, "category_id": 1, "bbox": box, "score": round(0.3 + float(rng.random()) * 0.7, 2)})
    return {"images": images, "annotations": annotations, "categories": categories}, found


def scored(truth, found):
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = truth
        coco.createIndex()
        judged = COCOeval(coco, coco.loadRes(found), "bbox")
        judged.evaluate()
        judged.accumulate()
    # (overlaps, recalls, classes, areas, most detections)
    precision = judged.eval["precision"][:, :, :, 0, 2]
    mean = lambda values: None if not (values > -1).any() else float(values[values > -1].mean())
    classes = [{"ap": mean(precision[:, :, k]), "ap50": mean(precision[0, :, k]), "ap75": mean(precision[5, :, k])} for k in range(precision.shape[2])]
    return {"mAP": mean(precision), "mAP50": mean(precision[0]), "mAP75": mean(precision[5]), "classes": classes}


cases = []
for seed, (pictures, classes, jitter, crowds, absent) in enumerate([(12, 3, 4.0, 0.0, 0), (10, 2, 8.0, 0.25, 1), (6, 1, 1.5, 0.1, 0)]):
    truth, found = scene(np.random.default_rng(seed), pictures, classes, jitter, crowds, absent)
    annotations = [[a["image_id"], a["category_id"], *a["bbox"], a["iscrowd"]] for a in truth["annotations"]]
    boxes = [[f["image_id"], f["category_id"], *f["bbox"], f["score"]] for f in found]
    cases.append({"pictures": pictures, "classes": classes + absent, "annotations": annotations, "found": boxes, "scores": scored(truth, found)})
Path(__file__).with_suffix(".json").write_text(json.dumps(cases) + "\n")
