"""FLAML on the same CSV, read by pandas: its own search over LightGBM for so many seconds, two processors."""
import sys

import pandas as pd
from flaml import AutoML

path, task, threads, seconds = sys.argv[1:5]
data = pd.read_csv(path)
for name in data:
    if data[name].dtype == object:
        data[name] = data[name].astype("category")
y = data.pop("y")
told = {
    "task": "classification" if task == "binary" else "regression",
    "metric": "log_loss" if task == "binary" else "rmse",
    "estimator_list": ["lgbm"],
    "time_budget": float(seconds),
    "n_jobs": int(threads),
    "verbose": 0,
    "seed": 0,
}
automl = AutoML()
automl.fit(data, y.cat.codes if task == "binary" else y, **told)
print(f"{automl.best_config} {automl.best_loss}")
