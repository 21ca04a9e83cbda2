"""Boosted trees of scikit-learn, LightGBM and XGBoost on one thread: reads a job per line, answers with seconds and predictions.

A job names files of float32: x (rows, columns) and y to train on, xt to predict; NaN is missing.
"""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np


def fit_sklearn(job, x, y):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    kind = HistGradientBoostingClassifier if job["task"] != "regression" else HistGradientBoostingRegressor
    model = kind(
        learning_rate=job["learningRate"], max_iter=job["rounds"], max_leaf_nodes=job["maxLeaves"],
        max_depth=job["maxDepth"], min_samples_leaf=1, l2_regularization=job["lambda"], max_bins=255, early_stopping=False,
    )
    model.fit(x, y)
    return model.predict_proba if job["task"] != "regression" else model.predict


def fit_lightgbm(job, x, y):
    import lightgbm

    kind = lightgbm.LGBMClassifier if job["task"] != "regression" else lightgbm.LGBMRegressor
    model = kind(
        learning_rate=job["learningRate"], n_estimators=job["rounds"], num_leaves=job["maxLeaves"],
        max_depth=job["maxDepth"], min_child_samples=1, min_child_weight=job["minChildWeight"], reg_lambda=job["lambda"],
        max_bin=255, n_jobs=1, verbose=-1,
    )
    model.fit(x, y)
    return model.predict_proba if job["task"] != "regression" else model.predict


def fit_xgboost(job, x, y):
    import xgboost

    kind = xgboost.XGBClassifier if job["task"] != "regression" else xgboost.XGBRegressor
    model = kind(
        learning_rate=job["learningRate"], n_estimators=job["rounds"], grow_policy="lossguide", max_leaves=job["maxLeaves"],
        max_depth=job["maxDepth"], min_child_weight=job["minChildWeight"], reg_lambda=job["lambda"], max_bin=255,
        tree_method="hist", n_jobs=1,
    )
    model.fit(x, y)
    return model.predict_proba if job["task"] != "regression" else model.predict


FITS = {"sklearn": fit_sklearn, "lightgbm": fit_lightgbm, "xgboost": fit_xgboost}


def read(path, columns):
    return np.fromfile(path, np.float32).reshape(-1, columns)


def run(job):
    x, xt = read(job["x"], job["columns"]), read(job["xt"], job["columns"])
    y = np.fromfile(job["y"], np.float32)
    if job["task"] != "regression":
        y = y.astype(np.int64)
    start = time.perf_counter()
    predict = FITS[job["peer"]](job, x, y)
    trained = time.perf_counter()
    out = np.asarray(predict(xt), np.float32)
    done = time.perf_counter()
    out.tofile(job["out"])
    return {"train": trained - start, "predict": done - trained}


available = []
for name, module in (("sklearn", "sklearn"), ("lightgbm", "lightgbm"), ("xgboost", "xgboost")):
    try:
        __import__(module)
        available.append(name)
    except ImportError:
        pass
print(json.dumps(available), flush=True)
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
