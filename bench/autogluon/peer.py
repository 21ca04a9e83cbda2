"""Fits AutoGluon or FLAML on one bench table and scores the other rows once; prints what it found as a line of JSON.

    peer.py <medium_quality|best_quality|flaml> <seconds> <seed> <train.csv> <test.csv> <spec as JSON>
"""
import json
import os
import pickle
import resource
import shutil
import sys
import tempfile
import time
import warnings

import numpy as np

from read_tables import read, typed

warnings.filterwarnings("ignore")
CORES = len(os.sched_getaffinity(0))
# Probabilities are kept this far from 0, as autofit's own log loss does.
EPSILON = 1e-7
# Rows that are predicted at least, for the rows a second.
LEAST_ROWS = 10_000


def main():
    preset, seconds, seed, train_path, test_path, spec = sys.argv[1:]
    spec = json.loads(spec)
    train, test = typed(read(train_path, spec), read(test_path, spec), spec)
    fit = fit_flaml if preset == "flaml" else fit_autogluon
    started = time.time()
    answers, size, models = fit(preset, train, spec, float(seconds), int(seed))
    fitted = time.time() - started
    features = test.drop(columns=[spec["label"]])
    score = score_of(answers(features), test[spec["label"]], spec)
    many = features.loc[np.resize(np.arange(len(features)), max(len(features), LEAST_ROWS))].reset_index(drop=True)
    began = time.time()
    answers(many)
    rate = len(many) / (time.time() - began)
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"test": score, "fitSeconds": round(fitted, 1), "peakMemory": round(max(used) / 1024),
                      "modelBytes": size, "rowsPerSecond": round(rate), "models": models}))


def fit_autogluon(preset, train, spec, seconds, seed):
    from autogluon.tabular import TabularPredictor

    folder = tempfile.mkdtemp()
    is_number = spec["task"] == "regression"
    predictor = TabularPredictor(
        label=spec["label"], path=folder + "/fit", problem_type=spec["task"], verbosity=0,
        eval_metric="root_mean_squared_error" if is_number else "log_loss",
        learner_kwargs={"random_state": seed},
    )
    predictor.fit(train, presets=preset, time_limit=seconds, num_cpus=CORES, num_gpus=0, dynamic_stacking=False)
    # What is needed to predict, and no more.
    predictor.clone_for_deployment(folder + "/deployed")
    size = folder_bytes(folder + "/deployed")
    models = len(predictor.model_names())
    predictor.persist()
    shutil.rmtree(folder + "/deployed")

    def answers(features):
        if is_number:
            return predictor.predict(features).to_numpy(), None
        chances = predictor.predict_proba(features)
        return chances.to_numpy(), [str(name) for name in chances.columns]

    return answers, size, models


def fit_flaml(_, train, spec, seconds, seed):
    from flaml import AutoML

    is_number = spec["task"] == "regression"
    features = without_texts(train.drop(columns=[spec["label"]]))
    known = {name: features[name].cat.categories for name in features if features[name].dtype.name == "category"}
    automl = AutoML()
    automl.fit(features, train[spec["label"]], task="regression" if is_number else "classification",
               metric="rmse" if is_number else "log_loss", time_budget=seconds, n_jobs=CORES, seed=seed, verbose=0)

    def answers(rows):
        rows = without_texts(rows)
        for name, levels in known.items():
            rows[name] = rows[name].astype(str).astype("category").cat.set_categories(levels)
        if is_number:
            return automl.predict(rows), None
        return automl.predict_proba(rows), [str(name) for name in automl.classes_]

    return answers, len(pickle.dumps(automl)), 1


def without_texts(rows):
    """Levels for what is written; dates as days."""
    rows = rows.copy()
    for name in rows:
        if rows[name].dtype.kind == "M":
            rows[name] = rows[name].astype("int64") / 86_400e9
        elif rows[name].dtype.kind not in "iuf":
            rows[name] = rows[name].fillna("").astype(str).astype("category")
    return rows


def score_of(answered, labels, spec):
    values, classes = answered
    if spec["task"] == "regression":
        return float(np.sqrt(np.mean((values - labels.to_numpy(float)) ** 2)))
    place = {name: i for i, name in enumerate(classes)}
    shares = values / values.sum(axis=1, keepdims=True)
    own = [shares[row, place[name]] if name in place else 0.0 for row, name in enumerate(labels)]
    return float(-np.log(np.clip(own, EPSILON, 1)).mean())


def folder_bytes(folder):
    return sum(os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(folder) for name in names)


main()
