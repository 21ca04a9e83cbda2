"""Loads a journal that `autofit export --format optuna` wrote with the real package, and prints what it holds."""
import json
import sys

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

optuna.logging.set_verbosity(optuna.logging.WARNING)
storage = JournalStorage(JournalFileBackend(sys.argv[1]))
study = optuna.load_study(study_name=None, storage=storage)
trials = study.get_trials()
print(json.dumps({
    "optuna": optuna.__version__,
    "direction": study.direction.name,
    "trials": len(trials),
    "states": {state.name: sum(t.state == state for t in trials) for state in optuna.trial.TrialState},
    "best": study.best_trial.user_attrs["name"],
    "value": study.best_value,
    "params": len(study.best_params),
}))
