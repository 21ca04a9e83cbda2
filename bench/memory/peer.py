"""LightGBM on the same CSV, read by pandas: levels as categories, a share of the rows held out to stop by."""
import sys

import lightgbm as lgb
import pandas as pd

path, task, threads, rounds, patience, held = sys.argv[1:7]
data = pd.read_csv(path)
for name in data:
    if data[name].dtype == object:
        data[name] = data[name].astype("category")
y = data.pop("y")
if task == "binary":
    y = y.cat.codes
step = max(2, round(1 / float(held)))
is_held = pd.Series(range(len(y))) % step == 0
train = lgb.Dataset(data[~is_held], y[~is_held], params={"verbosity": -1})
valid = lgb.Dataset(data[is_held], y[is_held], reference=train)
told = {
    "objective": task,
    "metric": "auc" if task == "binary" else "rmse",
    "num_threads": int(threads),
    "num_leaves": 31,
    "max_depth": 8,
    "learning_rate": 0.06,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.8,
    "verbosity": -1,
}
booster = lgb.train(
    told,
    train,
    num_boost_round=int(rounds),
    valid_sets=[valid],
    callbacks=[lgb.early_stopping(int(patience), verbose=False)],
)
score = list(booster.best_score["valid_0"].values())[0]
print(f"{booster.best_iteration} {score}")
