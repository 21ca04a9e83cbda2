"""CV+ of MAPIE about scikit-learn's histogram gradient boosting, beside `bench/intervals.ts`:

    python bench/intervals/mapie_widths.py train.csv test.csv charges

on files of `drawSplit`; of a table without a header the label is the place of its column, from 1. Needs mapie 1.6 and pandas.
"""
import sys

import numpy as np
import pandas as pd
from mapie.regression import CrossConformalRegressor
from sklearn.ensemble import HistGradientBoostingRegressor

train_path, test_path, label = sys.argv[1:]
header = None if label.isdigit() else 0
train, test = (pd.read_csv(path, header=header) for path in (train_path, test_path))
column = train.columns[int(label) - 1] if label.isdigit() else label
features = pd.get_dummies(pd.concat([train, test]).drop(columns=[column])).astype(float).to_numpy()
model = CrossConformalRegressor(
    HistGradientBoostingRegressor(random_state=0), confidence_level=0.9, method="plus", cv=8, random_state=0
)
model.fit_conformalize(features[: len(train)], train[column].to_numpy(float))
_, ends = model.predict_interval(features[len(train) :])
low, high = ends[:, 0, 0], ends[:, 1, 0]
truth = test[column].to_numpy(float)
covered = np.mean((low <= truth) & (truth <= high))
print(f"covered {100 * covered:.1f} %, width {np.mean(high - low) / truth.std():.2f} deviations")
