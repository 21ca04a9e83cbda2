"""Optuna's side of bench/search.ts: for the studies that a line asks for, parameters go out and values come in, a line a trial of all."""
import json
import sys
import warnings

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")

SAMPLERS = {
    "optuna tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "optuna group": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True, group=True),
    "optuna random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}


def suggested(trial, space):
    """The parameters of a flat space whose conditions hold."""
    params = {}
    for name, own in space.items():
        when = own.get("when")
        if when and params.get(when["param"]) not in when["oneOf"]:
            continue
        if own["kind"] == "choice":
            params[name] = trial.suggest_categorical(name, own["options"])
        elif own["kind"] == "integer":
            params[name] = trial.suggest_int(name, own["low"], own["high"], log=own.get("log", False))
        else:
            params[name] = trial.suggest_float(name, own["low"], own["high"], log=own.get("log", False))
    return params


for line in sys.stdin:
    asked = json.loads(line)
    sampler = SAMPLERS[asked["sampler"]]
    # Studies of all seeds go side by side, so that few lines are waited for.
    studies = [optuna.create_study(sampler=sampler(seed)) for seed in asked["seeds"]]
    for _ in range(asked["trials"]):
        trials = [study.ask() for study in studies]
        print(json.dumps([suggested(trial, asked["space"]) for trial in trials]), flush=True)
        for study, trial, value in zip(studies, trials, json.loads(sys.stdin.readline())):
            study.tell(trial, value)
